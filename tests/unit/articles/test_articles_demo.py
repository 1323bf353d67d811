"""The demo's own pages: every paragraph survives, its furniture does not."""

from __future__ import annotations

import pytest

from monitor.articles.page import read_page
from monitor.cli.demo.wire import Item, load_wire, page
from monitor.ports import Page, Stub
from tests.factories import make_entry

BASE = "http://127.0.0.1:8000"
WIRE = load_wire()


def read(item: Item) -> Page | Stub:
    url = BASE + item.path
    entry = make_entry(url=url, title=item.title, summary=item.paragraphs[0], published_at=item.at, seen_at=item.at)
    body = page(item, list(WIRE.items), BASE).encode()
    return read_page(body, url, content_type="text/html; charset=utf-8", entry=entry, now=item.at)


OPEN = [item for item in WIRE.items if not item.paywall]


@pytest.mark.parametrize("item", OPEN, ids=[item.id for item in OPEN])
def test_every_paragraph_survives_and_nothing_else(item: Item) -> None:
    """Title and paragraphs, without the note of a correction, which is kept as evidence."""
    found = read(item)

    assert isinstance(found, Page)
    expected = [item.title, *(each for each in item.paragraphs if not each.startswith("(Corrects "))]
    assert expected == found.text.split("\n\n")
    assert BASE + item.path == found.canonical_url


@pytest.mark.parametrize("field", ["caption", "related", "promo"])
def test_furniture_is_told_of(field: str) -> None:
    """What was left out is in `dropped`."""
    items = [item for item in OPEN if getattr(item, field)]
    assert items
    for item in items:
        found = read(item)

        assert isinstance(found, Page)
        assert getattr(item, field) not in found.text


def test_correction_notes_are_told_of() -> None:
    """Downstream learns from them that a publisher corrected itself."""
    notes = [item for item in OPEN if item.paragraphs[0].startswith("(Corrects ")]
    assert notes
    for item in notes:
        found = read(item)

        assert isinstance(found, Page)
        assert (item.paragraphs[0], "correction note") in found.dropped


@pytest.mark.parametrize("item", [item for item in WIRE.items if item.paywall], ids=lambda item: item.id)
def test_page_behind_a_wall_is_a_stub(item: Item) -> None:
    """Its price and its partners are no figures."""
    assert Stub("paywall") == read(item)
