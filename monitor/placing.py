"""Which story an article belongs to: look-up, verdict and assignment under one lock; the index that finds copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from monitor.model.article import Article
from monitor.model.job import ExtractStory
from monitor.model.story import Placement, Story, Verdict
from monitor.ports import Store, UnitOfWork
from monitor.stories.fingerprint import title_key
from monitor.stories.match import candidates, is_fuller, mark_of, place

#: Stories older than this are not looked at for copies; the index forgets them.
COPY_WINDOW = timedelta(days=30)
#: Stories indexed again in one transaction: placements wait meanwhile.
REINDEXED_AT_ONCE = 200


def place_in_story(article: Article, uow: UnitOfWork, now: datetime) -> tuple[Placement | None, ExtractStory | None]:
    """Decide which story the article belongs to, store it there, and owe its extraction where it is to be read.

    (None, None) for a text already held at this address.
    """
    uow.stories.lock()
    earlier = uow.articles.at_url(article.url)
    if any(known.text == article.text for known in earlier):
        return None, None
    placement = _placement(article, earlier, uow)
    return placement, _store(article, placement, uow, now)


def _placement(article: Article, earlier: Sequence[Article], uow: UnitOfWork) -> Placement:
    """Load the leads that may hold the same text, and decide."""
    mark = mark_of(article)
    holding = uow.stories.holding(mark.sample, article.published_at - COPY_WINDOW)
    ids = dict.fromkeys(candidates(mark, holding))
    placements = (uow.articles.placement(each.id) for each in earlier)
    ids.update(dict.fromkeys(each.story for each in placements if each))
    return place(article, mark, uow.stories.with_leads(list(ids)))


def _store(article: Article, placement: Placement, uow: UnitOfWork, now: datetime) -> ExtractStory | None:
    """Write the article where it was placed; returns the extraction that is owed for it, if any."""
    story = uow.stories.to_change(placement.story) if placement.verdict is not Verdict.NEW else None
    sample = mark_of(article).sample
    if story is None:
        story = Story(id=placement.story, lead=article.id, title=article.title, opened_at=article.published_at)
        uow.stories.add(story, title_key(article.title))
        uow.stories.index(story.id, sample, article.published_at)
    elif placement.verdict is Verdict.UPDATE:
        before = uow.articles.get(story.lead)
        story = story.model_copy(update={"lead": article.id, "title": article.title, "revision": story.revision + 1})
        uow.stories.save(story)
        held = mark_of(before).sample if before else ()
        uow.stories.index(story.id, sorted(set(sample) - set(held)), article.published_at)
    elif placement.verdict is Verdict.COPY and story.fuller is None:
        lead = uow.articles.get(story.lead)
        if lead and is_fuller(article, lead):
            story = story.model_copy(update={"fuller": article.id})
            uow.stories.save(story)
            uow.stories.index(story.id, sorted(set(sample) - set(mark_of(lead).sample)), article.published_at)
    uow.articles.add(article, placement)
    if placement.verdict is Verdict.COPY and not placement.unseen:
        return None
    job = ExtractStory(story=story.id, revision=story.revision, article=article.id)
    uow.jobs.owe([job], now)
    return job


def reindex(store: Store, now: datetime) -> Iterable[tuple[int, int]]:
    """Make the index anew from the leads of the stories it should hold; (done, of how many) after each transaction.

    For an index that was lost or made by another version of the fingerprint. Placing goes on meanwhile, and may open a
    second story for a text whose turn has not come yet.
    """
    with store.begin() as uow:
        uow.stories.lock()
        uow.stories.forget_index()
        ids = [story.id for story in uow.stories.recent(now - COPY_WINDOW, limit=10_000_000)]
        uow.commit()
    for at in range(0, len(ids), REINDEXED_AT_ONCE):
        with store.begin() as uow:
            uow.stories.lock()
            samples: dict[str, set[int]] = {}
            for story, lead in uow.stories.with_leads(ids[at : at + REINDEXED_AT_ONCE]):
                fresh = set(mark_of(lead).sample) - samples.setdefault(story.id, set())
                uow.stories.index(story.id, sorted(fresh), lead.published_at)
                samples[story.id] |= fresh
            uow.commit()
        yield min(at + REINDEXED_AT_ONCE, len(ids)), len(ids)
