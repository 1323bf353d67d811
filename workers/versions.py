"""A page that was read again in a later version: what it says no longer stands no more.

Every version is an article of its own and is read. What the earlier ones said stays in its series, because alerts and
changes cite it; but where the newest version has neither the figure nor its sentence any more, nothing is compared with
it, nothing confirmed by it, and nobody counts it as saying so.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model.article import Article
from monitor.model.change import Observation
from monitor.ports import UnitOfWork


def withdraw(article: Article, uow: UnitOfWork) -> set[str]:
    """Settle what the versions of an article's page say, after it was read; ids of the series in which that moved.

    An older version may be read after the newest one. Where that has no observation, it may not have been read yet; it
    settles the older ones when it is.
    """
    versions = _versions(article, uow)
    if len(versions) < 2:
        return set()
    *earlier, newest = versions
    said = uow.series.observations_of_article(newest.id)
    if article.id != newest.id and not said:
        return set()
    touched = set()
    for version in earlier:
        before = uow.series.observations_of_article(version.id)
        after = [_settled(each, newest, said) for each in before]
        if after != before:
            uow.series.replace_observations(version.id, after)
            touched |= {now.series for now, then in zip(after, before, strict=True) if now != then}
    return touched


def _versions(article: Article, uow: UnitOfWork) -> list[Article]:
    """Versions of the text that stands at the article's address, oldest first; a text put in its place is none."""
    found = uow.articles.at_url(article.url) if article.url else []
    if len(found) < 2:
        return found
    placements = [uow.articles.placement(each.id) for each in found]
    stories = {each.story: uow.stories.current(each.story) for each in placements if each}
    story = [held.id if each and (held := stories[each.story]) else "" for each in placements]
    return [each for each, its in zip(found, story, strict=True) if its == story[-1]]


def _settled(observation: Observation, newest: Article, said: Sequence[Observation]) -> Observation:
    still = observation.figure.sentence in newest.text or any(each.series == observation.series for each in said)
    return observation.model_copy(update={"withdrawn_by": None if still else newest.id})
