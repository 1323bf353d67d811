"""Observations from the words themselves, for tests of what comes after reading."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from monitor.model.change import Observation
from monitor.model.figure import Figure, Mood
from monitor.model.noun import derive_id
from tests.factories import make_observation
from workers.figures import read

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def tell(
    words: str,
    day: float = 1,
    *,
    claimant: str | None = "general staff",
    origin: str = "",
    outlet: str = "Meridian Wire",
    as_of: float | None = None,
    corrects: bool = False,
    url: str = "",
    seen: float | None = None,
    mood: Mood = Mood.REPORTED,
    series: str = "series-1",
    **slots: Any,
) -> Observation:
    """The one level of `words`, published on the `day`th of March at a moment (1.5 = noon on the first day).

    `url`, `seen`: the page it stands on and when we saw it, where that matters (a page of its own, at once).
    `as_of` is the day the text says it is of; without one it is of the moment it was published.
    """
    published = MONDAY + timedelta(days=day - 1)
    (figure,) = (each for each in read(words, published=published.date()) if not _is_part(each))
    about = (MONDAY + timedelta(days=(as_of or day) - 1)).date()
    article = derive_id("article", words, day, outlet)
    return make_observation(
        id=derive_id("observation", article, claimant),
        series=series,
        article=article,
        story=derive_id("story", words, outlet),
        origin=origin or derive_id("origin", outlet, words),
        outlet=outlet,
        figure=figure.model_copy(update={"mood": mood, "as_of": about if as_of else figure.as_of, **slots}),
        claimant=claimant,
        as_of=date(about.year, about.month, about.day),
        published_at=published,
        seen_at=MONDAY + timedelta(days=seen - 1) if seen else published,
        url=url or f"https://{article}.example/",
        corrects=corrects,
    )


def _is_part(figure: Figure) -> bool:
    """What a level was before, or the step that led to it."""
    return figure.step_of is not None or figure.mood is Mood.PAST
