"""The map as data: the steps, what each takes and gives, which queue carries it, and the one word each ends with."""

from __future__ import annotations

from enum import StrEnum

from monitor.model.job import CheckSilence, Deliver, ExtractStory, ReviewAlert
from monitor.model.noun import Noun


class Outcome(StrEnum):
    """The one word each unit of work ends with; counted once, the same word in log, metric and page."""

    # poll_feed
    NEW_ENTRIES = "new_entries"
    UNCHANGED = "unchanged"  # 304, same body or text, or nothing new in it; also: a story read and nothing changed
    FAILED = "failed"  # transient; tried again with back-off
    GONE = "gone"  # 410: the feed is switched off
    # fetch_page, place_article
    PLACED_NEW = "placed_new"
    PLACED_COPY = "placed_copy"
    PLACED_UPDATE = "placed_update"
    KNOWN = "known"  # the page's canonical address was already an article with this text
    STUB = "stub"  # paywall, consent, "just a moment": not an article
    REFUSED = "refused"  # the guard or robots.txt said no
    # extract_story
    CHANGED = "changed"
    NO_FIGURES = "no_figures"
    SUPERSEDED = "superseded"  # the story moved on to a later revision before this job ran
    # review_alert
    RELEASED = "released"
    WITHHELD = "withheld"
    # deliver
    SENT = "sent"
    ALREADY_SENT = "already_sent"
    PARKED = "parked"  # may have been sent, the receiver cannot be asked, configuration says do not repeat
    # any step
    RETRY = "retry"
    DEAD = "dead"  # given up after its attempts: a dead letter, kept and visible
    LOST_LEASE = "lost_lease"  # somebody else took it over; nothing was committed


class Step(Noun):
    """One arrow of the map."""

    name: str
    takes: str
    gives: str
    #: The RQ queue that carries its jobs; None for steps the monitor runs itself.
    queue: str | None = None
    #: Dotted name of the function RQ calls; the worker runs nothing else.
    function: str | None = None
    #: Attempts before the work becomes a dead letter; None = never given up.
    attempts: int | None = None


STEPS = (
    Step(name="poll", takes="feed", gives="entries"),
    Step(name="fetch", takes="entry", gives="article placed in a story", attempts=8),
    Step(name="revisit", takes="article with a watched figure", gives="the page as it is now, placed", attempts=3),
    Step(
        name=ExtractStory.step,
        takes="story",
        gives="observations, changes, alerts, notifications owed",
        queue="extract",
        function="workers.jobs.extract_story",
        attempts=3,
    ),
    Step(
        name=ReviewAlert.step,
        takes="held alert whose hold has passed",
        gives="a verdict on it, notifications owed",
        queue="extract",
        function="workers.jobs.review_alert",
        attempts=3,
    ),
    Step(
        name=CheckSilence.step,
        takes="series that a watch wants to hear of when it falls silent",
        gives="a silent change and its alert, notifications owed",
        queue="extract",
        function="workers.jobs.check_silence",
        attempts=3,
    ),
    Step(
        name=Deliver.step,
        takes="notification",
        gives="a delivery",
        queue="deliver",
        function="workers.jobs.deliver",
        attempts=12,
    ),
)

#: Each queue once, in flow order.
QUEUES = tuple(dict.fromkeys(step.queue for step in STEPS if step.queue))


def step(name: str) -> Step:
    """The step called `name`; KeyError if there is none."""
    return {each.name: each for each in STEPS}[name]
