"""Feeds, entries, and pages to be asked for again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from monitor.flow import Outcome
from monitor.model.entry import Entry, Revisit
from monitor.model.feed import Feed, FeedState
from monitor.model.job import Lease
from monitor.ports import Leased, PolledFeed
from monitor.store.rows import Leasing, in_batches
from monitor.store.tables import entries, feeds, micros, revisits


class FeedRows(Leasing):
    """`ports.Feeds`."""

    _table = feeds

    def sync(self, configured: Sequence[Feed], now: datetime) -> None:
        """Make the configuration's feeds exactly these; known ones keep their state and an address that has moved."""
        wanted = {feed.id for feed in configured}
        for id in self._connection.scalars(select(feeds.c.id).where(feeds.c.added_by == "config")).all():
            if id not in wanted:
                self._connection.execute(delete(feeds).where(feeds.c.id == id))
        for feed in configured:
            if not self.add(feed, now):
                held = self.get(feed.id)
                known = feed.model_copy(update={"url": held.feed.url}) if held else feed
                self._connection.execute(
                    update(feeds)
                    .where(feeds.c.id == feed.id)
                    .values(body=known.model_dump_json(), added_by=feed.added_by)
                )

    def add(self, feed: Feed, now: datetime) -> bool:
        """Add one, due at once; False if its id is known already."""
        state = FeedState(next_due=now)
        row = {"body": feed.model_dump_json(), "added_by": feed.added_by, **_state_columns(state)}
        return self._insert_new(feeds, {"id": feed.id, **row})

    def remove(self, feed: str) -> bool:
        """Poll it no more; its articles stay."""
        return self._connection.execute(delete(feeds).where(feeds.c.id == feed)).rowcount == 1

    def get(self, feed: str) -> PolledFeed | None:
        """One feed with its state."""
        row = self._connection.execute(select(feeds).where(feeds.c.id == feed)).first()
        return _polled(row) if row else None

    def all(self) -> list[PolledFeed]:
        """Every feed, by id."""
        return [_polled(row) for row in self._connection.execute(select(feeds).order_by(feeds.c.id))]

    def claim_due(self, now: datetime, until: datetime, owner: str, limit: int) -> list[Leased[PolledFeed]]:
        """Lease feeds that are due, longest overdue first."""
        due = (feeds.c.next_due <= micros(now)) & feeds.c.disabled.is_(False)
        return [Leased(_polled(row), lease) for row, lease in self._claim(due, now, until, owner, limit, "next_due")]

    def finish(self, lease: Lease, state: FeedState, *, url: str | None = None) -> bool:
        """Store what the poll taught and end the lease; False if it was lost."""
        held = self.get(lease.row)
        moved = held.feed.model_copy(update={"url": url}) if held and url else None
        values = _state_columns(state) | ({"body": moved.model_dump_json()} if moved else {})
        return self._release(lease, **values)


def _state_columns(state: FeedState) -> dict[str, Any]:
    return {"state": state.model_dump_json(), "next_due": micros(state.next_due), "disabled": state.disabled}


def _polled(row: Any) -> PolledFeed:
    return PolledFeed(Feed.model_validate_json(row.body), FeedState.model_validate_json(row.state))


class EntryRows(Leasing):
    """`ports.Entries`."""

    _table = entries

    def add(self, found: Sequence[Entry], now: datetime) -> list[Entry]:
        """Store what is new and owe its page fetch, due at once; returns the new ones, in order."""
        known = self._known([entry.id for entry in found])  # of a feed's hundred entries ninety-nine are
        return [
            entry
            for entry in found
            if entry.id not in known
            and self._insert_new(
                entries, {"id": entry.id, "feed": entry.feed, "body": entry.model_dump_json(), "due": micros(now)}
            )
        ]

    def _known(self, ids: Sequence[str]) -> set[str]:
        held: set[str] = set()
        for batch in in_batches(ids):
            held.update(self._connection.scalars(select(entries.c.id).where(entries.c.id.in_(batch))))
        return held

    def get(self, entry: str) -> Entry | None:
        """One entry."""
        body = self._connection.scalar(select(entries.c.body).where(entries.c.id == entry))
        return Entry.model_validate_json(body) if body else None

    def claim_due(self, now: datetime, until: datetime, owner: str, limit: int) -> list[Leased[Entry]]:
        """Lease entries whose page fetch is due, longest overdue first."""
        due = entries.c.outcome.is_(None) & (entries.c.due <= micros(now))
        claimed = self._claim(due, now, until, owner, limit, "due")
        return [Leased(Entry.model_validate_json(row.body), lease) for row, lease in claimed]

    def retry(self, lease: Lease, due: datetime, because: str) -> bool:
        """Owe the fetch again at `due`; False if the lease was lost."""
        return self._release(lease, due=micros(due), because=because)

    def finish(self, lease: Lease, outcome: Outcome, because: str, now: datetime) -> bool:
        """End the work on this entry with its outcome; False if the lease was lost."""
        return self._finish(lease, outcome, because, now)


class RevisitRows(Leasing):
    """`ports.Revisits`; a row's id is its entry's."""

    _table = revisits

    def owe(self, revisit: Revisit, due: datetime) -> None:
        """Owe it; a page that is owed one already is left as it is."""
        row = {"id": revisit.entry, "body": revisit.model_dump_json(), "due": micros(due)}
        self._insert_new(revisits, {**row, "fence": 0, "attempts": 0})

    def claim_due(self, now: datetime, until: datetime, owner: str, limit: int) -> list[Leased[Revisit]]:
        """Lease revisits that are due, longest overdue first."""
        claimed = self._claim(revisits.c.due <= micros(now), now, until, owner, limit, "due")
        return [Leased(Revisit.model_validate_json(row.body), lease) for row, lease in claimed]

    def again(self, lease: Lease, revisit: Revisit, due: datetime) -> bool:
        """Owe the next one at `due`; False if the lease was lost."""
        return self._release(lease, body=revisit.model_dump_json(), due=micros(due), attempts=0)

    def retry(self, lease: Lease, due: datetime) -> bool:
        """Owe the same one again at `due`; False if the lease was lost."""
        return self._release(lease, due=micros(due))

    def end(self, lease: Lease) -> bool:
        """No more of this page; False if the lease was lost."""
        held = (revisits.c.id == lease.row) & (revisits.c.fence == lease.fence) & (revisits.c.owner == lease.owner)
        return self._connection.execute(delete(revisits).where(held)).rowcount == 1
