"""Series, their observations, and the changes found in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, case, delete, func, or_, select, update

from monitor.model.change import Change, Judgement, Observation, Series
from monitor.model.figure import Kind
from monitor.store.rows import LOCK_SERIES, Rows, in_batches
from monitor.store.tables import (
    article_terms,
    changes,
    judgements,
    micros,
    moment,
    observations,
    pins,
    series,
    series_terms,
)


class SeriesRows(Rows):
    """`ports.SeriesStore`."""

    def lock(self) -> None:
        """Take the one lock under which figures are placed in series."""
        self._lock(LOCK_SERIES)

    def candidates(
        self, dimension: str, kinds: Collection[Kind], terms: Sequence[str], before: datetime, limit: int = 150
    ) -> list[Series]:
        """Series of the dimension and one of the kinds, opened no later than `before`, found by any of the terms:
        those of most terms, found by the first one before all others."""
        told = (series_terms.c.dimension == dimension, series_terms.c.kind.in_([kind.value for kind in kinds]))
        first = func.max(case((series_terms.c.term == terms[0], 1), else_=0))
        found = select(series_terms.c.series).where(*told, series_terms.c.term.in_(terms))
        found = found.where(series_terms.c.opened_at <= micros(before)).group_by(series_terms.c.series)
        latest = func.max(series_terms.c.opened_at)
        found = found.order_by(first.desc(), func.count().desc(), latest.desc(), series_terms.c.series).limit(limit)
        query = select(series.c.body).where(series.c.id.in_(found)).order_by(series.c.id)
        return [Series.model_validate_json(body) for body in self._connection.scalars(query)]

    def file_terms(self, article: str, published_at: datetime, terms: Collection[str]) -> None:
        """Have an article be found by these terms and no others."""
        self._connection.execute(delete(article_terms).where(article_terms.c.article == article))
        of = {"article": article, "published_at": micros(published_at)}
        if terms:
            self._connection.execute(article_terms.insert(), [{**of, "term": term} for term in sorted(terms)])

    def articles_after(self, since: datetime, terms: Collection[str]) -> list[tuple[datetime, str, str]]:
        """Articles published no sooner than `since` that are found by any of the terms, each with the term."""
        row = article_terms.c
        query = select(row.published_at, row.article, row.term)
        query = query.where(row.published_at >= micros(since), row.term.in_(terms))
        return [(moment(each.published_at), each.article, each.term) for each in self._connection.execute(query)]

    def save(self, new: Series) -> None:
        """Add a series, or put this one in place of the one of its id."""
        body, opened = new.model_dump_json(), micros(new.opened_at)
        changed = {"body": body, "opened_in": new.opened_in, "merged_into": new.merged_into}
        self._upsert(series, {"id": new.id, "observed_at": opened} | changed, changed)
        self._connection.execute(delete(series_terms).where(series_terms.c.series == new.id))
        of = {"dimension": new.key.dimension, "kind": new.key.kind.value, "series": new.id, "opened_at": opened}
        self._connection.execute(series_terms.insert(), [{**of, "term": term} for term in new.terms])

    def opened_in(self, article: str) -> list[Series]:
        """Those that an article's figures opened."""
        query = select(series.c.body).where(series.c.opened_in == article).order_by(series.c.id)
        return [Series.model_validate_json(body) for body in self._connection.scalars(query)]

    def merged_into(self, id: str) -> list[Series]:
        """Those that a person merged into it."""
        query = select(series.c.body).where(series.c.merged_into == id)
        return [Series.model_validate_json(body) for body in self._connection.scalars(query)]

    def remove(self, id: str) -> None:
        """Forget a series that holds nothing any more."""
        self._connection.execute(delete(series).where(series.c.id == id))
        self._connection.execute(delete(series_terms).where(series_terms.c.series == id))

    def pin(self, observation: str, id: str) -> None:
        """Remember that a person put an observation into a series."""
        self._upsert(pins, {"observation": observation, "series": id}, {"series": id})

    def pinned(self, seen: Sequence[str]) -> dict[str, str]:
        """The series into which a person put these observations; those that nobody put anywhere are left out."""
        query = select(pins).where(pins.c.observation.in_(seen))
        return {row.observation: row.series for row in self._connection.execute(query)}

    def judge(self, observation: str, judgement: Judgement, now: datetime) -> None:
        """Remember what a person said of an observation."""
        told = {"judgement": judgement.value, "judged_at": micros(now)}
        self._upsert(judgements, {"observation": observation} | told, told)

    def judged(self, seen: Sequence[str]) -> dict[str, Judgement]:
        """What people said of these observations; those that nobody judged are left out."""
        query = select(judgements).where(judgements.c.observation.in_(seen))
        return {row.observation: Judgement(row.judgement) for row in self._connection.execute(query)}

    def get(self, id: str) -> Series | None:
        """One series."""
        body = self._connection.scalar(select(series.c.body).where(series.c.id == id))
        return Series.model_validate_json(body) if body else None

    def all(self, limit: int = 500) -> list[Series]:
        """Most recently observed first; those that were merged into another left out."""
        query = select(series.c.body).where(series.c.merged_into.is_(None))
        query = query.order_by(series.c.observed_at.desc(), series.c.id).limit(limit)
        return [Series.model_validate_json(body) for body in self._connection.scalars(query)]

    def observed_since(self, moment: datetime) -> list[Series]:
        """Those with an observation published since then."""
        query = select(series.c.body).where(series.c.observed_at >= micros(moment)).order_by(series.c.id)
        return [Series.model_validate_json(body) for body in self._connection.scalars(query)]

    def replace_observations(self, article: str, seen: Sequence[Observation]) -> None:
        """An article's observations are one set: what it had before is gone."""
        self._connection.execute(delete(observations).where(observations.c.article == article))
        if not seen:
            return
        rows = [
            {
                "id": each.id,
                "series": each.series,
                "article": article,
                "body": each.model_dump_json(),
                "as_of": each.as_of.isoformat(),
                "published_at": micros(each.published_at),
            }
            for each in seen
        ]
        self._connection.execute(observations.insert(), rows)
        latest = micros(max(each.published_at for each in seen))
        touched = series.c.id.in_({each.series for each in seen})
        self._connection.execute(
            update(series).where(touched, series.c.observed_at < latest).values(observed_at=latest)
        )

    def observations(self, id: str) -> list[Observation]:
        """By as_of, then published_at, then id."""
        query = select(observations.c.body).where(observations.c.series == id)
        query = query.order_by(observations.c.as_of, observations.c.published_at, observations.c.id)
        return [Observation.model_validate_json(body) for body in self._connection.scalars(query)]

    def told(
        self, of: Collection[Series], before: tuple[datetime, str], most: int, without: Collection[str] = ()
    ) -> list[Observation]:
        """What opened these series, and the last `most` that are in each: of articles before the one of that moment
        and id, those named in `without` left out."""
        moment, article = micros(before[0]), before[1]
        rows = observations.c
        earlier = or_(rows.published_at < moment, and_(rows.published_at == moment, rows.article < article))
        told = and_(earlier, rows.article.not_in(without))
        ids = [each.id for each in of]
        latest = (rows.published_at.desc(), rows.article.desc(), rows.id)
        place = func.row_number().over(partition_by=rows.series, order_by=latest).label("place")
        ranked = select(rows.id, place).where(rows.series.in_(ids), told).subquery()
        last = rows.id.in_(select(ranked.c.id).where(ranked.c.place <= most))
        opening = rows.id.in_([each.opened_by for each in of])
        query = select(rows.body).where(or_(last, and_(opening, told)))
        return [Observation.model_validate_json(body) for body in self._connection.scalars(query)]

    def observation(self, id: str) -> Observation | None:
        """One observation."""
        body = self._connection.scalar(select(observations.c.body).where(observations.c.id == id))
        return Observation.model_validate_json(body) if body else None

    def observations_of_article(self, article: str) -> list[Observation]:
        """In the order in which they stand in its text."""
        query = select(observations.c.body).where(observations.c.article == article)
        found = [Observation.model_validate_json(body) for body in self._connection.scalars(query)]
        return sorted(found, key=lambda each: (each.figure.start, each.id))

    def latest(self, limit: int = 100) -> list[Observation]:
        """Latest published first."""
        query = select(observations.c.body).order_by(observations.c.published_at.desc(), observations.c.id)
        return [Observation.model_validate_json(body) for body in self._connection.scalars(query.limit(limit))]

    def settle_changes(self, id: str, found: Sequence[Change], now: datetime, keep: Collection[str]) -> list[Change]:
        """Have `found` be the changes of a series; returns the new ones. Others go, but for those to `keep`."""
        query = select(changes.c.id, changes.c.body).where(changes.c.series == id)
        held = {row.id: row.body for row in self._connection.execute(query)}
        bodies = {change.id: change.model_dump_json() for change in found}
        new = [change for change in found if change.id not in held]
        if new:
            rows = [
                {"id": change.id, "series": id, "body": bodies[change.id], "found_at": micros(now)} for change in new
            ]
            self._connection.execute(changes.insert(), rows)
        for each, body in bodies.items():
            if held.get(each, body) != body:
                self._connection.execute(update(changes).where(changes.c.id == each).values(body=body))
        gone = held.keys() - bodies.keys() - set(keep)
        for batch in in_batches(sorted(gone)):
            self._connection.execute(delete(changes).where(changes.c.id.in_(batch)))
        return new

    def change(self, id: str) -> Change | None:
        """One change."""
        body = self._connection.scalar(select(changes.c.body).where(changes.c.id == id))
        return Change.model_validate_json(body) if body else None

    def changes(self, id: str | None = None, limit: int = 200) -> list[tuple[datetime, Change]]:
        """Newest first, with the moment each was found; of one series or of all."""
        query = select(changes).order_by(changes.c.found_at.desc(), changes.c.id).limit(limit)
        if id is not None:
            query = query.where(changes.c.series == id)
        return [(moment(row.found_at), Change.model_validate_json(row.body)) for row in self._connection.execute(query)]
