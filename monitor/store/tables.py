"""The tables. A noun is kept as its JSON (`body`); columns beside it are what queries need.

Moments are whole microseconds since 1970 UTC: they sort and compare alike on both databases. Work is a row with a
lease: `owner` has it until `until`, `fence` grows with every claim, `attempts` counts them; `outcome` ends it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Index, Integer, MetaData, Table, Text, TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: What one database or the other refuses to keep: NUL (PostgreSQL) and halves of surrogate pairs (both).
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_HALF = 1 << 63

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"},
)


class Words(TypeDecorator[str]):
    """Text of any length; characters that no database keeps become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """As SQLAlchemy asks, on the way in."""
        return None if value is None else _UNKEPT.sub("\ufffd", value)


class DerivedId(TypeDecorator[str]):
    """An id made by `derive_id` for one kind of noun, kept as its 64 bits: a third of the space of its words."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: str | None, dialect: Dialect) -> int | None:
        """As SQLAlchemy asks, on the way in. Raises ValueError for an id of another make."""
        if value is None:
            return None
        kind, _, bits = value.rpartition("-")
        if kind != self.kind or len(bits) != 16:
            raise ValueError(f"{value!r} is no id of a {self.kind}")
        return int(bits, 16) - _HALF

    def process_result_value(self, value: int | None, dialect: Dialect) -> str | None:
        """As SQLAlchemy asks, on the way out."""
        return None if value is None else f"{self.kind}-{value + _HALF:016x}"


def micros(moment: datetime) -> int:
    """A moment as microseconds since 1970 UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def day(moment: datetime) -> int:
    """The day of a moment, counted from 1970 in UTC."""
    return (moment - _EPOCH).days


def moment(micros: int) -> datetime:
    """Microseconds since 1970 UTC as a moment."""
    return _EPOCH + timedelta(microseconds=micros)


def maybe_moment(micros: int | None) -> datetime | None:
    """As `moment`; None stays None."""
    return None if micros is None else moment(micros)


def _key() -> Column[str]:
    return Column("id", Words, primary_key=True)


def _lease() -> tuple[Column[str], Column[int], Column[int], Column[int]]:
    return (
        Column("owner", Words),
        Column("until", BigInteger),
        Column("fence", Integer, nullable=False, default=0),
        Column("attempts", Integer, nullable=False, default=0),
    )


feeds = Table(
    "feeds",
    metadata,
    _key(),
    Column("body", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("next_due", BigInteger, nullable=False),
    Column("disabled", Boolean, nullable=False, default=False),
    Column("added_by", Words, nullable=False),
    *_lease(),
    Index(None, "next_due"),
)

entries = Table(
    "entries",
    metadata,
    _key(),
    Column("feed", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("outcome", Words),
    Column("because", Words),
    Column("finished_at", BigInteger),
    *_lease(),
    Index(None, "outcome", "due"),
    Index(None, "finished_at"),
)

revisits = Table(
    "revisits",
    metadata,
    _key(),
    Column("body", Words, nullable=False),
    Column("due", BigInteger, nullable=False),
    *_lease(),
    Index(None, "due"),
)

articles = Table(
    "articles",
    metadata,
    _key(),
    Column("url", Words, nullable=False),
    Column("story", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("placement", Words, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Index(None, "url"),
    Index(None, "story"),
    Index(None, "seen_at"),
)

stories = Table(
    "stories",
    metadata,
    _key(),
    Column("body", Words, nullable=False),
    Column("lead", Words, nullable=False, server_default=""),
    Column("opened_at", BigInteger, nullable=False),
    Index(None, "opened_at"),
)

shingles = Table(
    "shingles",
    metadata,
    # no key: it would double what a row takes, and no story is indexed twice under one hash
    Column("hash", BigInteger, nullable=False),
    Column("story", DerivedId("story"), nullable=False),
    Column("day", Integer, nullable=False),
    Index(None, "hash"),
    # rows come in the order of their days: PostgreSQL keeps a range per block instead of an entry per row
    Index(None, "day", postgresql_using="brin", postgresql_with={"autosummarize": True}),
)

merges = Table(
    "merges",
    metadata,
    Column("story", Words, primary_key=True),
    Column("target", Words, nullable=False),
    Column("body", Words, nullable=False),
    Index(None, "target"),
)

traces = Table(
    "traces",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("story", Words, nullable=False),
    Column("body", Words, nullable=False),
    Index(None, "story"),
)

profiles = Table(
    "profiles",
    metadata,
    Column("story", Words, primary_key=True),
    Column("body", Words, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    Index(None, "published_at"),
)

jobs = Table(
    "jobs",
    metadata,
    _key(),
    Column("step", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("hinted_at", BigInteger),
    Column("outcome", Words),
    Column("because", Words),
    Column("finished_at", BigInteger),
    *_lease(),
    Index(None, "outcome", "due"),
    Index(None, "finished_at"),
)

series = Table(
    "series",
    metadata,
    _key(),
    Column("body", Words, nullable=False),
    Column("observed_at", BigInteger, nullable=False),
    Column("opened_in", Words),
    Column("merged_into", Words),
    Index(None, "observed_at"),
    Index(None, "opened_in"),
    Index(None, "merged_into"),
)

series_terms = Table(
    "series_terms",
    metadata,
    Column("dimension", Words, primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("term", Text, primary_key=True),
    Column("series", Words, primary_key=True),
    Column("opened_at", BigInteger, nullable=False),
    Index(None, "series"),
)

article_terms = Table(
    "article_terms",
    metadata,
    Column("term", Text, primary_key=True),
    Column("published_at", BigInteger, primary_key=True),
    Column("article", Words, primary_key=True),
    Index(None, "article"),
    Index(None, "published_at"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("observation", Words, primary_key=True),
    Column("judgement", Words, nullable=False),
    Column("judged_at", BigInteger, nullable=False),
)

pins = Table(
    "pins",
    metadata,
    Column("observation", Words, primary_key=True),
    Column("series", Words, nullable=False),
)

observations = Table(
    "observations",
    metadata,
    _key(),
    Column("series", Words, nullable=False),
    Column("article", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("as_of", Words, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    Index(None, "series", "as_of"),
    Index(None, "article"),
    Index(None, "published_at"),
)

changes = Table(
    "changes",
    metadata,
    _key(),
    Column("series", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("found_at", BigInteger, nullable=False),
    Index(None, "series"),
    Index(None, "found_at"),
)

alerts = Table(
    "alerts",
    metadata,
    _key(),
    Column("series", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("decided_at", BigInteger, nullable=False),
    Index(None, "series"),
    Index(None, "state"),
    Index(None, "decided_at"),
)

notifications = Table(
    "notifications",
    metadata,
    _key(),
    Column("alert", Words, nullable=False),
    Column("receiver", Words, nullable=False),
    Column("grouping", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created_at", BigInteger, nullable=False),
    Column("started_at", BigInteger),
    Column("sent_at", BigInteger),
    Column("ref", Words),
    Column("because", Words, nullable=False, default=""),
    Index(None, "alert"),
    Index(None, "receiver", "grouping"),
    Index(None, "created_at"),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("process", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("facts", Words, nullable=False),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("step", Words, primary_key=True),
    Column("outcome", Words, primary_key=True),
    Column("count", BigInteger, nullable=False),
)
