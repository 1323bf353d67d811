"""An alert: a change that a watch asked for; and the notifications owed for it."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Literal

from pydantic import Field

from monitor.model.noun import Moment, Noun


class Match(Noun):
    """Which figures a watch is about: words or /regex/ over the article, and selectors over the figure's slots."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    measure: str | None = None
    subject: str | None = None
    scope: str | None = None
    unit: str | None = None
    claimant: str | None = None
    outlet: str | None = None


class Threshold(Noun):
    """How far a figure must move: `relative` (0.05 = 5 %), `absolute` in the series' unit; neither = any change."""

    relative: float | None = None
    absolute: float | None = None


class Condition(Noun):
    """When a watch fires."""

    first: bool = True
    change: Threshold | None = Threshold()
    direction: Literal["up", "down"] | None = None
    #: Levels, in the series' unit, told when they are crossed; and the highest or lowest figure yet. Where one is asked
    #: for, they stand in place of `change` and `direction`.
    above: float | None = None
    below: float | None = None
    record: Literal["highest", "lowest", "any"] | None = None
    #: Another claimant's contradiction, a publisher's correction: True is told whatever `change` says, False never is,
    #: None is told as any other change.
    conflict: bool | None = None
    correction: bool | None = None
    #: Nobody has said anything for so long: told once, until somebody does.
    silent_for: timedelta | None = None
    #: Origins that must carry the change before it is sent.
    confirm: int = 1
    #: How long an alert is kept back for confirmation before it goes out all the same.
    hold: timedelta | None = None
    #: A factor beyond which a jump is held until confirmed (default ten-fold).
    max_jump: float | None = None


class Watch(Noun):
    """What somebody asked to hear about, and how much it must move."""

    name: str
    match: Match = Match()
    alert: Condition = Condition()
    #: Names of receivers; empty = every receiver.
    to: tuple[str, ...] = ()


class AlertState(StrEnum):
    """Where an alert is: told, kept back until confirmed, or not to be told (with `because`)."""

    SENT = "sent"
    HELD = "held"
    WITHHELD = "withheld"


class Alert(Noun):
    """A change that a watch asked for, and what was decided about it."""

    id: str
    watch: str
    #: Change.id, Series.id, Observation.id
    change: str
    series: str
    observation: str
    state: AlertState
    because: str
    #: Alerts of one group share one message thread.
    group: str
    held_until: Moment | None = None
    decided_at: Moment


class Marked(Noun):
    """A sentence and where in it the figure's words stand."""

    sentence: str
    start: int
    end: int


class Message(Noun):
    """What an alert says, before any receiver's own form. All of it is plain text; receivers escape it."""

    #: "Russian troops in Kursk: ~59,000 → ~45,000 (−24 %)"
    headline: str
    #: The sentence with the number marked: no figure without its words.
    quote: Marked
    #: Who says so, outermost last, in words ("a source in Ukraine's General Staff, to Reuters").
    says: str | None
    outlet: str
    link: str
    published_at: Moment
    as_of: str
    #: "before: ~59,000 on 24 Nov (Reuters)"; None for a first.
    before: str | None = None
    articles: int = 1
    origins: int = 1
    #: Other claimants' standing values, one line each.
    conflicting: tuple[str, ...] = ()
    #: Why it fired: change kind and watch condition in words.
    why: str
    watch: str
    #: Machine-readable facts for webhooks: series, change kind, value, unit, low, high, previous …
    facts: dict[str, str | float | None] = Field(default_factory=dict)
    test: bool = False


class Notification(Noun):
    """One message owed to one receiver. Its id goes out with it (webhook-id, Message-ID, Slack metadata)."""

    id: str
    alert: str
    receiver: str
    group: str
    message: Message
    #: True when an earlier attempt may have got through and the receiver cannot be asked: said in the message.
    possible_repeat: bool = False
