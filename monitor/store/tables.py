"""The tables. A noun is kept as its JSON (`body`); columns beside it are what queries need.

Moments are whole microseconds since 1970 UTC: they sort and compare alike on both databases. Work is a row with a
lease: `owner` has it until `until`, `fence` grows with every claim, `attempts` counts them; `outcome` ends it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table, Text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"},
)


def micros(moment: datetime) -> int:
    """A moment as microseconds since 1970 UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(micros: int) -> datetime:
    """Microseconds since 1970 UTC as a moment."""
    return _EPOCH + timedelta(microseconds=micros)


def maybe_moment(micros: int | None) -> datetime | None:
    """As `moment`; None stays None."""
    return None if micros is None else moment(micros)


def _key() -> Column[str]:
    return Column("id", String(64), primary_key=True)


def _lease() -> tuple[Column[str], Column[int], Column[int], Column[int]]:
    return (
        Column("owner", String(200)),
        Column("until", BigInteger),
        Column("fence", Integer, nullable=False, default=0),
        Column("attempts", Integer, nullable=False, default=0),
    )


feeds = Table(
    "feeds",
    metadata,
    _key(),
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("next_due", BigInteger, nullable=False),
    Column("disabled", Boolean, nullable=False, default=False),
    Column("added_by", String(20), nullable=False),
    *_lease(),
    Index(None, "next_due"),
)

entries = Table(
    "entries",
    metadata,
    _key(),
    Column("feed", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("outcome", String(20)),
    Column("because", Text),
    Column("finished_at", BigInteger),
    *_lease(),
    Index(None, "outcome", "due"),
    Index(None, "finished_at"),
)

articles = Table(
    "articles",
    metadata,
    _key(),
    Column("url", Text, nullable=False),
    Column("story", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("placement", Text, nullable=False),
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
    Column("body", Text, nullable=False),
    Column("title_key", Text, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Index(None, "title_key"),
    Index(None, "opened_at"),
)

shingles = Table(
    "shingles",
    metadata,
    Column("hash", BigInteger, primary_key=True),
    Column("story", String(64), primary_key=True),
    Column("published_at", BigInteger, nullable=False),
    Index(None, "published_at"),
)

traces = Table(
    "traces",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("story", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "story"),
)

profiles = Table(
    "profiles",
    metadata,
    Column("story", String(64), primary_key=True),
    Column("body", Text, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    Index(None, "published_at"),
)

jobs = Table(
    "jobs",
    metadata,
    _key(),
    Column("step", String(20), nullable=False),
    Column("body", Text, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("hinted_at", BigInteger),
    Column("outcome", String(20)),
    Column("because", Text),
    Column("finished_at", BigInteger),
    *_lease(),
    Index(None, "outcome", "due"),
    Index(None, "finished_at"),
)

series = Table(
    "series",
    metadata,
    _key(),
    Column("dimension", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("body", Text, nullable=False),
    Column("observed_at", BigInteger, nullable=False),
    Index(None, "dimension", "kind"),
    Index(None, "observed_at"),
)

observations = Table(
    "observations",
    metadata,
    _key(),
    Column("series", String(64), nullable=False),
    Column("article", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("as_of", String(10), nullable=False),
    Column("published_at", BigInteger, nullable=False),
    Index(None, "series", "as_of"),
    Index(None, "article"),
    Index(None, "published_at"),
)

changes = Table(
    "changes",
    metadata,
    _key(),
    Column("series", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("found_at", BigInteger, nullable=False),
    Index(None, "series"),
    Index(None, "found_at"),
)

alerts = Table(
    "alerts",
    metadata,
    _key(),
    Column("series", String(64), nullable=False),
    Column("state", String(20), nullable=False),
    Column("body", Text, nullable=False),
    Column("decided_at", BigInteger, nullable=False),
    Index(None, "series"),
    Index(None, "state"),
    Index(None, "decided_at"),
)

notifications = Table(
    "notifications",
    metadata,
    _key(),
    Column("alert", String(64), nullable=False),
    Column("receiver", Text, nullable=False),
    Column("grouping", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created_at", BigInteger, nullable=False),
    Column("started_at", BigInteger),
    Column("sent_at", BigInteger),
    Column("ref", Text),
    Column("because", Text, nullable=False, default=""),
    Index(None, "alert"),
    Index(None, "receiver", "grouping"),
    Index(None, "created_at"),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("process", String(200), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("facts", Text, nullable=False),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("step", String(20), primary_key=True),
    Column("outcome", String(20), primary_key=True),
    Column("count", BigInteger, nullable=False),
)
