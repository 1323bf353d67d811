"""Copies, on reprints made from own texts: which are folded, and that what only looks alike is not."""

from dataclasses import replace

import pytest

from monitor.placing import place_in_story
from monitor.store.engine import open_store
from tests.newsroom import agreement, bases, reprints


@pytest.fixture
def uow(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    with store.begin() as begun:
        yield begun
    store.close()


def stories(texts, uow):
    """text id → story id, as the monitor places them."""
    placed = {}
    for text in texts:
        placement, _ = place_in_story(text.article(), uow, text.published)
        placed[text.id] = placement.story
    return placed


@pytest.mark.parametrize("seed", range(1, 6))
def test_reprints_are_folded_and_nothing_else(uow, seed, capsys):
    """Trimmed, cut, edited, embedded, retitled: F1 ≥ .98 over pairs at a precision of .995, hard negatives among them."""
    texts = reprints(seed)
    score = agreement({text.id: text.story for text in texts}, stories(texts, uow))
    with capsys.disabled():
        print(f"\nreprints, seed {seed}: {score}")
    assert score.precision >= 0.995
    assert score.f1 >= 0.98


def test_a_cut_text_that_was_seen_first_is_found_by_its_whole(uow):
    """The first half, then the whole text, then the second half under another headline: one story, found by either."""
    whole = next(text for text in bases() if len(text.paragraphs) >= 6)
    middle = len(whole.paragraphs) // 2
    first = replace(whole, id="first", outlet="One", paragraphs=whole.paragraphs[:middle])
    second = replace(whole, id="second", outlet="Two", title="What else is known", paragraphs=whole.paragraphs[middle:])

    assert len(set(stories([first, whole, second], uow).values())) == 1
    assert len(set(stories([replace(second, outlet="Three")], uow).values())) == 1


def test_a_page_around_a_text_leads_nobody_into_its_story(uow):
    """What else stands on a page that embeds a text is not the text: who prints that alone opens a story."""
    one, other = bases()[:2]
    page = replace(one, id="page", title="The day", paragraphs=(*other.paragraphs, *one.paragraphs), outlet="Live")

    placed = stories([replace(one, id="lead"), page, replace(other, id="other", outlet="Two")], uow)
    assert placed["page"] == placed["lead"] != placed["other"]
