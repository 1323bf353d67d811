"""Which story an article belongs to: look-up, verdict and assignment under one lock; the index that finds copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from monitor.model.article import Article
from monitor.model.job import ExtractStory
from monitor.model.story import Merge, Placement, Story, Verdict
from monitor.ports import Held, Store, UnitOfWork
from monitor.stories.compare import is_fuller, mark_of
from monitor.stories.fingerprint import Fingerprint
from monitor.stories.match import candidates, place

#: Stories older than this are not looked at for copies; the index forgets them.
COPY_WINDOW = timedelta(days=30)
#: A hash held by so many stories is a template's sentence or an imprint, and is indexed for no other.
MOST_STORIES = 40
#: Stories indexed again in one transaction: placements wait meanwhile.
REINDEXED_AT_ONCE = 200


def prepare(article: Article) -> None:
    """Compute what placing needs to know of the article; it is kept for a while, and the lock is not held meanwhile."""
    _ = mark_of(article).sample


def place_in_story(article: Article, uow: UnitOfWork, now: datetime) -> tuple[Placement | None, ExtractStory | None]:
    """Decide which story the article belongs to, store it there, and owe its extraction where it is to be read.

    (None, None) for a text already held at this address.
    """
    mark = mark_of(article)
    held = uow.stories.held(article.url, mark.sample, article.published_at - COPY_WINDOW)
    if any(known.text == article.text for known in held.at_url):
        return None, None
    leads = _leads(mark, held, uow)
    placement = place(article, mark, leads)
    to_read = [article.id] if placement.verdict is not Verdict.COPY or placement.unseen else []
    if placement.verdict is Verdict.NEW:
        story = Story(id=placement.story, lead=article.id, title=article.title, opened_at=article.published_at)
    else:
        story = _joined(article, placement, leads, uow)
    if placement.unites:
        story = _united(article, placement, story, uow, now)
        to_read.append(story.lead)  # again: whose reporting it is, is now said of the articles of all of them
    jobs = [ExtractStory(story=story.id, revision=story.revision, article=each) for each in to_read]
    if placement.verdict is Verdict.NEW:
        uow.stories.assign(article, placement, jobs, now, opens=story, hashes=_telling(mark.sample, held.holding))
    else:
        uow.stories.assign(article, placement, jobs, now)
    return placement, jobs[0] if jobs else None


def _leads(mark: Fingerprint, held: Held, uow: UnitOfWork) -> list[tuple[Story, Article]]:
    """The leads that may hold the same text."""
    ids = dict.fromkeys(candidates(mark, held.holding))
    placements = (uow.articles.placement(each.id) for each in held.at_url)
    ids.update(dict.fromkeys(each.story for each in placements if each))
    return uow.stories.with_leads(list(ids)) if ids else []


def _telling(sample: Sequence[int], holding: Sequence[tuple[int, str]]) -> list[int]:
    """Sampled hashes without those that so many stories hold already that one more tells nothing.

    Else every look-up of an outlet's imprint would grow with the outlet.
    """
    stories = Counter(value for value, _ in holding)
    return [value for value in sample if stories[value] < MOST_STORIES]


def _joined(article: Article, placement: Placement, leads: Sequence[tuple[Story, Article]], uow: UnitOfWork) -> Story:
    """The story that the article is a copy or an update of, changed where it has to be. Most copies change nothing."""
    story = next(story for story, _ in leads if story.id == placement.story)
    texts = [lead for held, lead in leads if held.id == story.id]
    if placement.verdict is Verdict.UPDATE:
        changed = {"lead": article.id, "title": article.title, "revision": story.revision + 1}
    elif story.fuller is None and is_fuller(article, texts[0]):
        changed = {"fuller": article.id}
    else:
        return story
    # asked for again: a trace may just be written on it, under another lock
    story = (uow.stories.to_change(story.id) or story).model_copy(update=changed)
    uow.stories.save(story)
    known = {each for text in texts for each in mark_of(text).sample}
    uow.stories.index(story.id, sorted(set(mark_of(article).sample) - known), article.published_at)
    return story


def _united(article: Article, placement: Placement, story: Story, uow: UnitOfWork, now: datetime) -> Story:
    """The story with those merged into it that the article shows to be cuts of its text."""
    for other in placement.unites:
        uow.stories.merge(
            Merge(story=other, into=story.id, article=article.id, because=placement.because, merged_at=now)
        )
    held = uow.stories.to_change(story.id) or story
    held = held.model_copy(update={"revision": held.revision + 1})
    uow.stories.save(held)
    return held


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
    stories: Counter[int] = Counter()
    for at in range(0, len(ids), REINDEXED_AT_ONCE):
        with store.begin() as uow:
            uow.stories.lock()
            samples: dict[str, set[int]] = {}
            for story, lead in uow.stories.with_leads(ids[at : at + REINDEXED_AT_ONCE]):
                fresh = set(mark_of(lead).sample) - samples.setdefault(story.id, set())
                fresh = {value for value in fresh if stories[value] < MOST_STORIES}
                uow.stories.index(story.id, sorted(fresh), lead.published_at)
                samples[story.id] |= fresh
                stories.update(fresh)
            uow.commit()
        yield min(at + REINDEXED_AT_ONCE, len(ids)), len(ids)
