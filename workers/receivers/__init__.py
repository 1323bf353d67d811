"""Where alerts go, a file per kind; each makes its own form of a Notification, everything dynamic escaped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from monitor.errors import Permanent
from monitor.model.alert import Notification
from monitor.ports import Clock, Receiver, Request, Response, Sent
from monitor.settings import ReceiverSection
from workers.receivers.console import Console
from workers.receivers.email import Email
from workers.receivers.slack import SlackBot, SlackWebhook
from workers.receivers.webhook import Webhook

__all__ = ["Missing", "Post", "make_receiver"]

#: Sends one request through the guarded fetcher; raises Transient or Permanent.
Post = Callable[[Request], Response]


def make_receiver(name: str, section: ReceiverSection, post: Post, clock: Clock) -> Receiver:
    """The receiver a section of figurewatch.yaml describes."""
    if section.slack and section.slack.token:
        return SlackBot.of(name, section.slack, post)
    if section.slack:
        return SlackWebhook.of(name, section.slack, post)
    if section.email:
        return Email.of(name, section.email)
    if section.webhook:
        return Webhook.of(name, section.webhook, post, clock)
    return Console(name)


class Missing:
    """Stands for a receiver that is owed a notification but is no longer configured."""

    can_be_asked = False
    when_unsure: Literal["repeat", "park"] = "park"

    def __init__(self, name: str) -> None:
        self.name = name

    def send(self, notification: Notification, *, thread: str | None) -> Sent:
        """Never sends: the notification becomes a dead letter that says why."""
        raise Permanent(f"receiver {self.name!r} is not in the configuration any more")

    def find(self, notification: Notification) -> Sent | None:
        """Nothing can be found there."""
        return None
