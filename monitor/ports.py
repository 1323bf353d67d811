"""What the steps need from outside, as Protocols: clock, fetcher, cleaner, queue, store, receiver.

Each has a real adapter and an in-memory twin that passes the same contract tests.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Literal, Protocol, TypeVar

from monitor.flow import Outcome
from monitor.model.alert import Alert, AlertState, Notification
from monitor.model.article import Article
from monitor.model.change import Change, Judgement, Observation, Series
from monitor.model.entry import Entry, Revisit
from monitor.model.feed import Feed, FeedState
from monitor.model.figure import Kind
from monitor.model.job import Job, Lease
from monitor.model.story import Merge, Placement, Story, Trace


class Clock(Protocol):
    """The one reader of the clock. The demo's clock runs a week in seconds; `stretched` is what keeps leases real."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        ...

    def stretched(self, real: timedelta) -> timedelta:
        """How far this clock moves while `real` time passes. Leases, heartbeats and back-off after faults use it."""
        ...


# ── the network ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Request:
    """One outgoing request. Every one goes through the guard: feeds, pages, robots.txt, Slack, webhooks."""

    url: str
    #: Wall-clock limit from first byte of DNS to last byte of body, redirects included.
    deadline: timedelta
    #: Cap on *decoded* body bytes; a longer body is Permanent("body over N MiB").
    max_bytes: int
    method: Literal["GET", "POST"] = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    #: Hops followed; 0 for POST.
    max_redirects: int = 5


@dataclass(frozen=True)
class Hop:
    """One redirect that was followed."""

    url: str
    status: int


@dataclass(frozen=True)
class Response:
    """An answer, whatever its status. Header names are lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[Hop, ...] = ()


class Fetcher(Protocol):
    """The guarded HTTP client."""

    async def fetch(self, request: Request) -> Response:
        """The answer to one request.

        Raises Permanent for what the guard refuses (address class, scheme, userinfo, size, encodings) and
        Transient for what may pass (DNS, connect, deadline, reset).
        """
        ...

    async def close(self) -> None:
        """Close kept-alive connections."""
        ...


# ── cleaning ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Page:
    """What the cleaner makes of a fetched document: an article's parts, or why it is none."""

    title: str
    #: Paragraphs separated by one blank line; the title is its first paragraph.
    text: str
    byline: str | None
    credit: str | None
    canonical_url: str | None
    published_at: datetime | None
    #: (text, reason) of each furniture line left out.
    dropped: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Stub:
    """The page is no article: paywall, consent wall, "just a moment", empty."""

    reason: str


class Cleaner(Protocol):
    """Runs `articles.page.read_page` where it can be killed."""

    def clean(self, html: bytes, url: str, *, content_type: str | None, entry: Entry, now: datetime) -> Page | Stub:
        """Raises Permanent if the page could not be read within the cleaner's time and memory."""
        ...

    def close(self) -> None:
        """End the child process."""
        ...


# ── the queue ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class QueueState:
    """One queue as it stands."""

    name: str
    depth: int
    oldest_age: timedelta | None
    paused: bool = False


class Queue(Protocol):
    """Carries hints. It may lose or double them; the store makes up for both."""

    def push(self, jobs: Sequence[Job]) -> None:
        """Queue a hint per job, ids derived. Raises Transient if the queue cannot be reached or is full."""
        ...

    def states(self) -> list[QueueState]:
        """Every queue of the flow. Raises Transient if the queue cannot be reached."""
        ...

    def live(self, jobs: Sequence[Job]) -> set[str]:
        """Which of these job ids are queued or running now. Raises Transient."""
        ...


# ── the store ────────────────────────────────────────────────────────────────────────────────────────────────


T = TypeVar("T")


@dataclass(frozen=True)
class Leased(Generic[T]):
    """A row, and the right to work on it."""

    row: T
    lease: Lease


@dataclass(frozen=True)
class PolledFeed:
    """A feed with what its last polls taught us."""

    feed: Feed
    state: FeedState


class Feeds(Protocol):
    """Feeds and their poll state."""

    def sync(self, feeds: Sequence[Feed], now: datetime) -> None:
        """Make the configuration's feeds exactly these; new ones are due at once, known ones keep their state."""
        ...

    def add(self, feed: Feed, now: datetime) -> bool:
        """Add one; False if its id is known already."""
        ...

    def remove(self, feed: str) -> bool: ...

    def get(self, feed: str) -> PolledFeed | None: ...

    def all(self) -> list[PolledFeed]: ...

    def claim_due(self, now: datetime, until: datetime, owner: str, limit: int) -> list[Leased[PolledFeed]]:
        """Lease feeds that are due and not leased by anybody until `until`; longest overdue first."""
        ...

    def finish(self, lease: Lease, state: FeedState, *, url: str | None = None) -> bool:
        """Store the new state (and a moved address) and end the lease; False if the lease was lost."""
        ...


class Entries(Protocol):
    """Entries and the page fetch each is owed."""

    def add(self, entries: Sequence[Entry], now: datetime) -> list[Entry]:
        """Store what is new and owe its page fetch, due at once; returns the new ones, in order."""
        ...

    def get(self, entry: str) -> Entry | None: ...

    def claim_due(self, now: datetime, until: datetime, owner: str, limit: int) -> list[Leased[Entry]]:
        """Lease entries whose page fetch is due; each claim counts an attempt."""
        ...

    def retry(self, lease: Lease, due: datetime, because: str) -> bool:
        """Owe the fetch again at `due`; False if the lease was lost."""
        ...

    def finish(self, lease: Lease, outcome: Outcome, because: str, now: datetime) -> bool:
        """End the work on this entry with its outcome (DEAD = dead letter); False if the lease was lost."""
        ...


class Revisits(Protocol):
    """Pages that carry a watched figure, and when each is to be asked for again."""

    def owe(self, revisit: Revisit, due: datetime) -> None:
        """Owe it; a page that is owed one already is left as it is."""
        ...

    def claim_due(self, now: datetime, until: datetime, owner: str, limit: int) -> list[Leased[Revisit]]:
        """Lease revisits that are due, longest overdue first."""
        ...

    def again(self, lease: Lease, revisit: Revisit, due: datetime) -> bool:
        """Owe the next one at `due` with what this one taught; False if the lease was lost."""
        ...

    def retry(self, lease: Lease, due: datetime) -> bool:
        """Owe the same one again at `due`; False if the lease was lost."""
        ...

    def end(self, lease: Lease) -> bool:
        """No more of this page; False if the lease was lost."""
        ...


class Articles(Protocol):
    """Articles as cleaned."""

    def add(self, article: Article, placement: Placement) -> None: ...

    def get(self, article: str) -> Article | None: ...

    def placement(self, article: str) -> Placement | None: ...

    def at_url(self, url: str) -> list[Article]:
        """Every version held of the article at this canonical address, oldest first."""
        ...

    def of_story(self, story: str) -> list[Article]:
        """Of the story and all that are one with it by now: lead first, then by seen_at."""
        ...


@dataclass(frozen=True)
class Held:
    """What is held that an article may be a copy of: `at_url`: every version at its address, oldest first; `holding`:
    (hash, story) of every story that holds one of its sampled hashes."""

    at_url: list[Article]
    holding: list[tuple[int, str]]


class Stories(Protocol):
    """Stories, the index that finds copies, and traces."""

    def lock(self) -> None:
        """Take the one lock under which placements are made, until this unit of work ends."""
        ...

    def held(self, url: str, hashes: Sequence[int], since: datetime) -> Held:
        """Take that lock; then the articles at this address and the stories published since then that hold one of these
        sampled hashes (signed 64 bit)."""
        ...

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
        ...

    def index(self, story: str, hashes: Sequence[int], published_at: datetime) -> None:
        """Add a lead's sampled shingle hashes, which it does not hold for the story yet, to the index."""
        ...

    def forget_index(self) -> None:
        """Empty the index."""
        ...

    def with_leads(self, stories: Sequence[str]) -> list[tuple[Story, Article]]:
        """Those of the stories that are known, each with its lead, and again with every further text it is found by.

        For a story that was merged into another, that other one.
        """
        ...

    def add(self, story: Story) -> None: ...

    def save(self, story: Story) -> None: ...

    def get(self, story: str) -> Story | None: ...

    def to_change(self, story: str) -> Story | None:
        """One story, which nobody else changes until this unit of work ends."""
        ...

    def current(self, story: str) -> Story | None:
        """The story, or the one that it was merged into."""
        ...

    def merge(self, merge: Merge) -> None:
        """Record that a story is another one; both are changed to say so. Known ones are left as they are."""
        ...

    def merges(self, story: str) -> list[Merge]:
        """What was merged into this story, and what this one was merged into, oldest first."""
        ...

    def recent(self, since: datetime, limit: int) -> list[Story]:
        """Newest first, without those merged into another."""
        ...

    def related(self, story: Story) -> list[Story]:
        """Other stories of its event, those of its origin among them, oldest first."""
        ...

    def save_trace(self, trace: Trace, profile: str, published_at: datetime) -> None:
        """Record the trace (append-only) and the profile (JSON, `origins`' own); set origin and event on the story."""
        ...

    def trace(self, story: str) -> Trace | None:
        """The latest one."""
        ...

    def profiles(self, since: datetime) -> list[str]:
        """Profiles (JSON) of the stories published since then."""
        ...


class Jobs(Protocol):
    """Work owed to the workers. The row is the truth, the queue only hints at it."""

    def owe(self, jobs: Sequence[Job], now: datetime, *, due: datetime | None = None) -> None:
        """Owe each once; known ids are left as they are."""
        ...

    def unhinted(self, now: datetime, hinted_before: datetime, limit: int) -> list[Job]:
        """Owed, due, unleased jobs never hinted or last hinted before that moment; oldest first."""
        ...

    def hinted(self, jobs: Sequence[Job], now: datetime) -> None:
        """Remember that the queue was told about these."""
        ...

    def claim(self, job: str, now: datetime, until: datetime, owner: str) -> Leased[Job] | None:
        """Lease one job and count the attempt; None if it is done, dead, leased by another, not due, or unknown."""
        ...

    def retry(self, lease: Lease, due: datetime, because: str) -> bool:
        """Owe it again at `due`; False if the lease was lost."""
        ...

    def give_back(self, lease: Lease, now: datetime) -> bool:
        """Owe it again at once without counting the attempt (a stop in mid-job)."""
        ...

    def finish(self, lease: Lease, outcome: Outcome, because: str, now: datetime) -> bool:
        """End it with its outcome (DEAD = dead letter); False if the lease was lost, then nothing may be committed."""
        ...

    def expire(self, now: datetime, limits: Mapping[str, int]) -> list[tuple[Job, Outcome]]:
        """Owe again what leases ran out on (RETRY), or make dead letters of jobs past their step's attempts (DEAD)."""
        ...


@dataclass(frozen=True)
class DeadLetter:
    """Work that was given up: an entry's page fetch or a job."""

    id: str
    step: str
    because: str
    attempts: int
    at: datetime
    about: str


class DeadLetters(Protocol):
    """What was given up, kept until somebody looks."""

    def all(self, limit: int = 200) -> list[DeadLetter]: ...

    def get(self, id: str) -> DeadLetter | None: ...

    def requeue(self, id: str, now: datetime) -> bool:
        """Owe it again from its first attempt; False if there is no such dead letter."""
        ...


class SeriesStore(Protocol):
    """Series, their observations and changes."""

    def lock(self) -> None:
        """Take the one lock under which figures are placed in series, until this unit of work ends."""
        ...

    def candidates(
        self, dimension: str, kinds: Collection[Kind], terms: Sequence[str], before: datetime, limit: int = 150
    ) -> list[Series]:
        """Series of the dimension and one of the kinds, opened no later than `before`, found by any of the terms:
        those of most terms, found by the first one before all others."""
        ...

    def file_terms(self, article: str, published_at: datetime, terms: Collection[str]) -> None:
        """Have an article be found by these terms and no others."""
        ...

    def articles_after(self, since: datetime, terms: Collection[str]) -> list[tuple[datetime, str, str]]:
        """Articles published no sooner than `since` that are found by any of the terms, each with the term."""
        ...

    def told(
        self, of: Collection[Series], before: tuple[datetime, str], most: int, without: Collection[str] = ()
    ) -> list[Observation]:
        """What opened these series, and the last `most` that are in each: of articles before the one of that moment
        and id, those named in `without` left out."""
        ...

    def save(self, series: Series) -> None:
        """Add a series, or put this one in place of the one of its id."""
        ...

    def opened_in(self, article: str) -> list[Series]:
        """Those that an article's figures opened."""
        ...

    def merged_into(self, series: str) -> list[Series]:
        """Those that a person merged into it."""
        ...

    def remove(self, series: str) -> None:
        """Forget a series that holds nothing any more."""
        ...

    def pin(self, observation: str, series: str) -> None:
        """Remember that a person put an observation into a series."""
        ...

    def judge(self, observation: str, judgement: Judgement, now: datetime) -> None:
        """Remember what a person said of an observation."""
        ...

    def judged(self, observations: Sequence[str]) -> dict[str, Judgement]:
        """What people said of these observations; those that nobody judged are left out."""
        ...

    def pinned(self, observations: Sequence[str]) -> dict[str, str]:
        """The series into which a person put these observations; those that nobody put anywhere are left out."""
        ...

    def get(self, series: str) -> Series | None: ...

    def all(self, limit: int = 500) -> list[Series]:
        """Most recently observed first; those that were merged into another left out."""
        ...

    def observed_since(self, moment: datetime) -> list[Series]:
        """Those with an observation published since then."""
        ...

    def replace_observations(self, article: str, observations: Sequence[Observation]) -> None:
        """An article's observations are one set: what it had before is gone."""
        ...

    def observations(self, series: str) -> list[Observation]:
        """By as_of, then published_at, then id."""
        ...

    def observation(self, observation: str) -> Observation | None: ...

    def observations_of_article(self, article: str) -> list[Observation]: ...

    def latest(self, limit: int = 100) -> list[Observation]:
        """Latest published first."""
        ...

    def settle_changes(
        self, series: str, found: Sequence[Change], now: datetime, keep: Collection[str]
    ) -> list[Change]:
        """Have `found` be the changes of a series; returns the new ones. Others go, but for those to `keep`."""
        ...

    def change(self, change: str) -> Change | None: ...

    def changes(self, series: str | None = None, limit: int = 200) -> list[tuple[datetime, Change]]:
        """Newest first, with the moment each was found."""
        ...


class Alerts(Protocol):
    """Alerts decided on."""

    def add(self, alerts: Sequence[Alert]) -> list[Alert]:
        """Store what is new; returns the new ones."""
        ...

    def get(self, alert: str) -> Alert | None: ...

    def all(self, limit: int = 200) -> list[Alert]:
        """Newest first."""
        ...

    def of_series(self, series: str) -> list[Alert]: ...

    def held(self) -> list[Alert]: ...

    def follow(self, series: str, moved: Mapping[str, str]) -> None:
        """Have a series' alerts on observations (keys) be of the series (values) that these were moved to."""
        ...

    def set_state(self, alert: str, state: AlertState, because: str, now: datetime) -> None: ...


@dataclass(frozen=True)
class Owed:
    """A notification and how its delivery stands."""

    notification: Notification
    #: owed, sent, parked, dead
    state: str
    attempts: int
    created_at: datetime
    #: Set when an attempt was started and its end never recorded: it may have got through.
    started_at: datetime | None
    sent_at: datetime | None
    #: The receiver's own reference (Slack channel:ts, Message-ID).
    ref: str | None
    because: str


class Outbox(Protocol):
    """Notifications owed, and the log of what each receiver has been told."""

    def add(self, notifications: Sequence[Notification], now: datetime) -> None:
        """Owe each once, and its deliver job with it."""
        ...

    def get(self, notification: str) -> Owed | None: ...

    def all(self, limit: int = 200) -> list[Owed]: ...

    def of_alert(self, alert: str) -> list[Owed]: ...

    def start(self, notification: str, now: datetime) -> None:
        """Record, in a commit of its own before anything is sent, that an attempt begins."""
        ...

    def failed(self, notification: str, because: str, now: datetime) -> None:
        """The attempt surely did not get through."""
        ...

    def sent(self, notification: str, ref: str | None, now: datetime) -> None: ...

    def parked(self, notification: str, because: str, now: datetime) -> None: ...

    def thread(self, receiver: str, group: str) -> str | None:
        """Reference of the first message this receiver got for this group."""
        ...

    def told(self, receiver: str, since: datetime) -> int:
        """Messages this receiver was sent since then."""
        ...


@dataclass(frozen=True)
class Heartbeat:
    """One process, alive when it last said so."""

    process: str
    kind: str
    at: datetime
    started_at: datetime
    facts: Mapping[str, str]


class Ops(Protocol):
    """What the status page counts."""

    def beat(self, process: str, kind: str, now: datetime, facts: Mapping[str, str]) -> None: ...

    def forget(self, process: str) -> None:
        """A process that ended cleanly is no longer expected to beat."""
        ...

    def heartbeats(self) -> list[Heartbeat]: ...

    def count(self, step: str, outcome: Outcome) -> None:
        """One more unit of work of this step ended so."""
        ...

    def outcomes(self) -> dict[tuple[str, str], int]:
        """(step, outcome) → count since the store was made."""
        ...

    def depths(self, now: datetime) -> dict[str, tuple[int, datetime | None]]:
        """Work waiting: "entries", "extract", "deliver" → (owed and not done, since when the oldest)."""
        ...

    def totals(self) -> dict[str, int]:
        """Rows held: feeds, entries, articles, stories, series, observations, changes, alerts, notifications."""
        ...


class UnitOfWork(Protocol):
    """One transaction. Leaving the block without `commit()` rolls back."""

    feeds: Feeds
    entries: Entries
    revisits: Revisits
    articles: Articles
    stories: Stories
    jobs: Jobs
    dead: DeadLetters
    series: SeriesStore
    alerts: Alerts
    outbox: Outbox
    ops: Ops

    def commit(self) -> None: ...


class Store(Protocol):
    """The truth."""

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        """A transaction that may write (SQLite: BEGIN IMMEDIATE)."""
        ...

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A transaction that only reads."""
        ...

    def prune(self, now: datetime) -> dict[str, int]:
        """Delete what is past keeping; rows deleted by table. Keeps whatever a sent alert cites."""
        ...

    def close(self) -> None: ...


# ── receivers ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Sent:
    """A receiver took the message; `ref` is its own name for it."""

    ref: str | None = None


class Receiver(Protocol):
    """Where alerts go."""

    @property
    def name(self) -> str:
        """Its name in figurewatch.yaml."""
        ...

    @property
    def can_be_asked(self) -> bool:
        """Whether `find` can answer after a crash."""
        ...

    @property
    def when_unsure(self) -> Literal["repeat", "park"]:
        """What to do with a message that may have got through when it cannot be asked: send again, marked, or park."""
        ...

    def send(self, notification: Notification, *, thread: str | None) -> Sent:
        """Send it (into the thread of its group's first message where there is one). Raises Transient or Permanent."""
        ...

    def find(self, notification: Notification) -> Sent | None:
        """The message if the receiver already has it. Raises Transient if it cannot be asked right now."""
        ...
