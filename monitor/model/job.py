"""What crosses the queue: ids and versions, never objects."""

from __future__ import annotations

from typing import ClassVar

from monitor.model.noun import Noun, derive_id


class ExtractStory(Noun):
    """Read one article of a story: its lead, or a copy with sentences the lead does not have."""

    step: ClassVar[str] = "extract"
    story: str
    revision: int
    article: str

    @property
    def id(self) -> str:
        """The same story, revision and article is the same job, however often it is owed."""
        return derive_id("extract", self.story, self.revision, self.article)


class Deliver(Noun):
    """Send one notification."""

    step: ClassVar[str] = "deliver"
    notification: str

    @property
    def id(self) -> str:
        """One notification is one job."""
        return derive_id("deliver", self.notification)


class ReviewAlert(Noun):
    """Look again at an alert that was kept back, when its hold has passed."""

    step: ClassVar[str] = "review"
    alert: str

    @property
    def id(self) -> str:
        """One held alert is reviewed once by time; new observations review it besides."""
        return derive_id("review", self.alert)


class CheckSilence(Noun):
    """Look whether anybody has said anything in its series since an observation, for a watch that asks."""

    step: ClassVar[str] = "silence"
    watch: str
    observation: str

    @property
    def id(self) -> str:
        """One observation is the last one once."""
        return derive_id("silence", self.watch, self.observation)


#: Everything that crosses the queue; `step` tells which it is.
Job = ExtractStory | Deliver | ReviewAlert | CheckSilence
JOB_TYPES: dict[str, type[Job]] = {each.step: each for each in (ExtractStory, Deliver, ReviewAlert, CheckSilence)}


class Lease(Noun):
    """The right to work on one row for a while; `fence` grows with every claim, so that a slow owner cannot commit."""

    row: str
    owner: str
    fence: int
    attempt: int
