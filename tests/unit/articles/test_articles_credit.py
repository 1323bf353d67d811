"""Whose reporting a text says it is."""

from __future__ import annotations

import pytest

from monitor.articles.credit import credit_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dam bursts\n\nSARAT (Meridian Wire) - The dam above Sarat burst.", "Meridian Wire"),
        ("KELMET, March 2 (Reuters) — The army has withdrawn.", "Reuters"),
        ("The dam burst.\n\nOriginal URL: https://gazette.example/news/dam", "https://gazette.example/news/dam"),
        ("The dam burst.\n\nSource: AFP", "AFP"),
        ("The dam burst.\n\n(Source: Delta Tribune)", "Delta Tribune"),
        ("The dam burst.\n\nThis article was first published by the Harbour Gazette.", "Harbour Gazette"),
        ("The dam burst.\n\nOriginally published in Delta Tribune.", "Delta Tribune"),
        ("The dam burst, the Wall Street Journal has reported. Six died.", "the Wall Street Journal"),
        ("The Delta Tribune reported that the dam had burst.", "The Delta Tribune"),
        ("The dam had burst, according to the Harbour Gazette.", "the Harbour Gazette"),
        ("The dam burst.\n\nSix people died, the agency said. (AFP)", "AFP"),
        # nobody's but its own
        ("The dam burst.", None),
        ("The health ministry reported 40 cases.", None),
        ("The army (which had 40 tanks) - lost them.", None),
        ("Source of the Ness\n\nThe river rises in the hills.", None),
        # one source among others, far down
        ("The dam burst.\n\nSix died.\n\nRain fell.\n\nIt was cold.\n\nThe Delta Tribune reported looting.", None),
        ("", None),
    ],
)
def test_credit_is_the_name_the_text_gives(text: str, expected: str | None) -> None:
    """A dateline, a source line, an address, a report in its lead; None where nobody is named."""
    assert expected == credit_of(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("The Wall Street Journal", "The Wall Street Journal"), ("— Meridian Wire", "Meridian Wire"), ("Varda", None)],
)
def test_name_signed_below_the_text_is_its_credit(line: str, expected: str | None) -> None:
    """Where it is a publisher's."""
    assert expected == credit_of("The dam burst.", signatures=[line])
