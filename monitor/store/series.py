"""Series, their observations, and the changes found in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from monitor.model.change import Change, Observation, Series, SeriesKey
from monitor.store.rows import LOCK_SERIES, Rows
from monitor.store.tables import changes, micros, moment, observations, series


class SeriesRows(Rows):
    """`ports.SeriesStore`."""

    def lock(self) -> None:
        """Take the one lock under which figures are placed in series."""
        self._lock(LOCK_SERIES)

    def like(self, key: SeriesKey, limit: int = 2000) -> list[Series]:
        """Series of the key's dimension and kind whose measure ends in the same word, most recently observed first."""
        return self._of_kind(key, series.c.head == key.head, limit)

    def recent(self, key: SeriesKey, limit: int = 150) -> list[Series]:
        """Series of the key's dimension and kind whose measure ends in another word, latest observed first."""
        return self._of_kind(key, series.c.head != key.head, limit)

    def _of_kind(self, key: SeriesKey, told: ColumnElement[bool], limit: int) -> list[Series]:
        of_kind = (series.c.dimension == key.dimension, series.c.kind == key.kind.value, told)
        query = select(series.c.body).where(*of_kind).order_by(series.c.observed_at.desc(), series.c.id).limit(limit)
        return [Series.model_validate_json(body) for body in self._connection.scalars(query)]

    def add(self, new: Series) -> None:
        """Known ids are left as they are."""
        key = new.key
        row = {"id": new.id, "dimension": key.dimension, "kind": key.kind.value, "head": key.head}
        self._insert_new(series, {**row, "body": new.model_dump_json(), "observed_at": micros(new.opened_at)})

    def get(self, id: str) -> Series | None:
        """One series."""
        body = self._connection.scalar(select(series.c.body).where(series.c.id == id))
        return Series.model_validate_json(body) if body else None

    def all(self, limit: int = 500) -> list[Series]:
        """Most recently observed first."""
        query = select(series.c.body).order_by(series.c.observed_at.desc(), series.c.id).limit(limit)
        return [Series.model_validate_json(body) for body in self._connection.scalars(query)]

    def replace_observations(self, article: str, seen: Sequence[Observation]) -> None:
        """An article's observations are one set: what it had before is gone."""
        self._connection.execute(delete(observations).where(observations.c.article == article))
        for each in seen:
            published = micros(each.published_at)
            self._connection.execute(
                observations.insert().values(
                    id=each.id,
                    series=each.series,
                    article=article,
                    body=each.model_dump_json(),
                    as_of=each.as_of.isoformat(),
                    published_at=published,
                )
            )
            newer = (series.c.id == each.series) & (series.c.observed_at < published)
            self._connection.execute(update(series).where(newer).values(observed_at=published))

    def observations(self, id: str) -> list[Observation]:
        """By as_of, then published_at, then id."""
        query = select(observations.c.body).where(observations.c.series == id)
        query = query.order_by(observations.c.as_of, observations.c.published_at, observations.c.id)
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

    def add_changes(self, found: Sequence[Change], now: datetime) -> list[Change]:
        """Store what is new; returns the new ones."""
        return [
            change
            for change in found
            if self._insert_new(
                changes,
                {
                    "id": change.id,
                    "series": change.series,
                    "body": change.model_dump_json(),
                    "found_at": micros(now),
                },
            )
        ]

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
