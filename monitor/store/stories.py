"""Articles, and the stories they are placed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update

from monitor.model.article import Article
from monitor.model.job import Job
from monitor.model.story import Merge, Placement, Story, Trace
from monitor.ports import Held
from monitor.store.jobs import owing
from monitor.store.many import among, rows_of
from monitor.store.rows import LOCK_STORIES, Rows
from monitor.store.tables import articles, day, merges, micros, profiles, shingles, stories, traces
from monitor.store.together import Statement, together

_STORY = select(stories.c.body).where(stories.c.id == bindparam("id"))
_LEADS = select(stories.c.body, articles.c.body.label("lead_body")).where(among(stories.c.id, "ids"))
_LEADS = _LEADS.select_from(stories.outerjoin(articles, articles.c.id == stories.c.lead))
_ARTICLES = select(articles.c.body).where(among(articles.c.id, "ids"))
_AT_URL = select(articles.c.body).where(articles.c.url == bindparam("url"))
_AT_URL = _AT_URL.order_by(articles.c.seen_at, articles.c.id)
# days are compared outside: an index on them in the query tempts PostgreSQL to read all of it
_HOLDING = select(shingles.c.hash, shingles.c.story, shingles.c.day).where(among(shingles.c.hash, "hashes"))
_FRESH = rows_of("hashes", shingles.c.hash.type)
_INDEX = shingles.insert().from_select(
    ["hash", "story", "day"],
    select(
        _FRESH.c.value,
        bindparam("its", type_=shingles.c.story.type),
        bindparam("published", type_=shingles.c.day.type),
    ),
)
_IS_ITSELF = stories.c.id.not_in(select(merges.c.story))

#: Stories of one event follow each other within days; this far from one of them none is looked for.
EVENT_REACH = timedelta(days=10)


class ArticleRows(Rows):
    """`ports.Articles`."""

    def add(self, article: Article, placement: Placement) -> None:
        """Store an article where it was placed; a known id is left as it is."""
        together(self._connection, [self.adding(article, placement)])

    def adding(self, article: Article, placement: Placement) -> Statement:
        """What stores an article where it was placed."""
        return self._inserting(
            articles,
            {
                "id": article.id,
                "url": article.url,
                "story": placement.story,
                "body": article.model_dump_json(),
                "placement": placement.model_dump_json(),
                "published_at": micros(article.published_at),
                "seen_at": micros(article.seen_at),
            },
        )

    def get(self, article: str) -> Article | None:
        """One article."""
        body = self._connection.scalar(select(articles.c.body).where(articles.c.id == article))
        return Article.model_validate_json(body) if body else None

    def placement(self, article: str) -> Placement | None:
        """The verdict on one article."""
        body = self._connection.scalar(select(articles.c.placement).where(articles.c.id == article))
        return Placement.model_validate_json(body) if body else None

    def at_url(self, url: str) -> list[Article]:
        """Every version held of the article at this address, oldest first."""
        return [Article.model_validate_json(body) for body in self._connection.scalars(_AT_URL, {"url": url}).all()]

    def of_story(self, story: str) -> list[Article]:
        """Of the story and all that are one with it by now: lead first, then by seen_at."""
        known = StoryRows(self._connection)
        held = known.current(story)
        one = known.united(held.id if held else story)
        query = (
            select(articles.c.body).where(among(articles.c.story, "one")).order_by(articles.c.seen_at, articles.c.id)
        )
        found = [Article.model_validate_json(body) for body in self._connection.scalars(query, {"one": one})]
        return sorted(found, key=lambda article: held is None or article.id != held.lead)


class StoryRows(Rows):
    """`ports.Stories`."""

    def lock(self) -> None:
        """Take the one lock under which placements are made."""
        self._lock(LOCK_STORIES)

    def held(self, url: str, hashes: Sequence[int], since: datetime) -> Held:
        """Under that lock, which is taken: the articles at this address, and who holds one of these sampled hashes."""
        asked = [*self._locking(LOCK_STORIES), (_AT_URL, {"url": url}), (_HOLDING, {"hashes": hashes})]
        *_, at_url, holding = together(self._connection, asked)
        known = [Article.model_validate_json(body) for (body,) in at_url]
        least = day(since)
        return Held(known, sorted({(hash, story) for hash, story, published in holding if published >= least}))

    def assign(
        self,
        article: Article,
        placement: Placement,
        jobs: Sequence[Job],
        now: datetime,
        *,
        opens: Story | None = None,
        hashes: Sequence[int] = (),
    ) -> None:
        """Store an article where it was placed, the story that it opens with its sampled hashes, and the work owed."""
        said = [ArticleRows(self._connection).adding(article, placement)]
        if opens is not None:
            said += [self.adding(opens), _indexing(opens.id, hashes, opens.opened_at)]
        said += [owing(self, job, now) for job in jobs]
        together(self._connection, said)

    def index(self, story: str, hashes: Sequence[int], published_at: datetime) -> None:
        """Add a lead's sampled hashes, which it does not hold for the story yet, to the index."""
        together(self._connection, [_indexing(story, hashes, published_at)])

    def forget_index(self) -> None:
        """Empty the index."""
        self._connection.execute(delete(shingles))

    def with_leads(self, ids: Sequence[str]) -> list[tuple[Story, Article]]:
        """Those of the stories that are known, each with its lead, and again with every further text it is found by.

        For a story that was merged into another, that other one.
        """
        [rows] = together(self._connection, [(_LEADS, {"ids": ids})])
        found = [(Story.model_validate_json(body), lead) for body, lead in rows]
        held = {story.id: story for story, _ in found}
        leads = {story.lead: Article.model_validate_json(lead) for story, lead in found if lead}
        current = (self.current(id) if held[id].into else held[id] for id in ids if id in held)
        one = {story.id: story for story in current if story}
        wanted = [(story, text) for story in one.values() for text in (story.lead, story.fuller, *story.also) if text]
        further = [text for _, text in wanted if text not in leads]
        if further:
            [rows] = together(self._connection, [(_ARTICLES, {"ids": further})])
            leads |= {article.id: article for (body,) in rows for article in [Article.model_validate_json(body)]}
        return [(story, leads[text]) for story, text in wanted if text in leads]

    def add(self, story: Story) -> None:
        """Store a new story; a known id is left as it is."""
        together(self._connection, [self.adding(story)])

    def adding(self, story: Story) -> Statement:
        """What stores a new story."""
        row = {"id": story.id, "body": story.model_dump_json(), "lead": story.lead}
        return self._inserting(stories, {**row, "opened_at": micros(story.opened_at)})

    def save(self, story: Story) -> None:
        """Store a story that has changed."""
        changed = {"body": story.model_dump_json(), "lead": story.lead}
        self._connection.execute(update(stories).where(stories.c.id == story.id).values(changed))

    def get(self, story: str) -> Story | None:
        """One story."""
        return self._one(story, to_change=False)

    def to_change(self, story: str) -> Story | None:
        """One story, which nobody else changes until this unit of work ends."""
        return self._one(story, to_change=True)

    def _one(self, story: str, *, to_change: bool) -> Story | None:
        body = self._connection.scalar(_STORY.with_for_update() if to_change else _STORY, {"id": story})
        return Story.model_validate_json(body) if body else None

    def current(self, story: str) -> Story | None:
        """The story, or the one that it was merged into."""
        held = self.get(story)
        while held and held.into:
            held = self.get(held.into)
        return held

    def merge(self, merge: Merge) -> None:
        """Record that a story is another one; both are changed to say so. Known ones are left as they are."""
        story, target = self.to_change(merge.story), self.to_change(merge.into)
        row = {"story": merge.story, "target": merge.into, "body": merge.model_dump_json()}
        if story is None or target is None or not self._insert_new(merges, row):
            return
        self.save(story.model_copy(update={"into": target.id}))
        texts = (story.lead, *([story.fuller] if story.fuller else []), *story.also)
        self.save(target.model_copy(update={"also": (*target.also, *texts)}))

    def merges(self, story: str) -> list[Merge]:
        """What was merged into this story, and what this one was merged into, oldest first."""
        query = select(merges.c.body).where(merges.c.story.in_(self.united(story)))
        found = [Merge.model_validate_json(body) for body in self._connection.scalars(query)]
        return sorted(found, key=lambda merge: (merge.merged_at, merge.story))

    def united(self, story: str) -> list[str]:
        """The story and all that were merged into it, or into one of them."""
        one = {story: None}
        last = [story]
        while last:
            query = select(merges.c.story).where(merges.c.target.in_(last))
            last = [each for each in self._connection.scalars(query) if each not in one]
            one.update(dict.fromkeys(last))
        return list(one)

    def recent(self, since: datetime, limit: int) -> list[Story]:
        """Newest first, without those merged into another."""
        query = select(stories.c.body).where(stories.c.opened_at >= micros(since), _IS_ITSELF)
        query = query.order_by(stories.c.opened_at.desc(), stories.c.id).limit(limit)
        return [Story.model_validate_json(body) for body in self._connection.scalars(query)]

    def related(self, story: Story) -> list[Story]:
        """Other stories of its event, those of its origin among them, oldest first."""
        if story.event is None:
            return []
        near = stories.c.opened_at.between(micros(story.opened_at - EVENT_REACH), micros(story.opened_at + EVENT_REACH))
        told = stories.c.body.contains(f'"event":"{story.event}"', autoescape=True)
        query = select(stories.c.body).where(near, told, stories.c.id != story.id, _IS_ITSELF)
        found = self._connection.scalars(query.order_by(stories.c.opened_at, stories.c.id))
        return [each for each in map(Story.model_validate_json, found) if each.event == story.event]

    def save_trace(self, trace: Trace, profile: str, published_at: datetime) -> None:
        """Record the trace (append-only) and the profile; set origin, event and source on the story."""
        self._connection.execute(traces.insert().values(story=trace.story, body=trace.model_dump_json()))
        changed = {"body": profile, "published_at": micros(published_at)}
        self._upsert(profiles, {"story": trace.story, **changed}, changed)
        story = self.to_change(trace.story)
        if story is not None:
            traced = {"origin": trace.origin, "event": trace.event, "source": trace.source}
            self.save(story.model_copy(update=traced))

    def trace(self, story: str) -> Trace | None:
        """The latest one."""
        query = select(traces.c.body).where(traces.c.story == story).order_by(traces.c.number.desc()).limit(1)
        body = self._connection.scalar(query)
        return Trace.model_validate_json(body) if body else None

    def profiles(self, since: datetime) -> list[str]:
        """Profiles of the stories published since then, oldest first."""
        merged = select(merges.c.story)
        query = select(profiles.c.body).where(profiles.c.published_at >= micros(since), profiles.c.story.not_in(merged))
        return list(self._connection.scalars(query.order_by(profiles.c.published_at, profiles.c.story)))


def _indexing(story: str, hashes: Sequence[int], published_at: datetime) -> Statement:
    """What adds hashes to the index."""
    return _INDEX, {"hashes": list(dict.fromkeys(hashes)), "its": story, "published": day(published_at)}
