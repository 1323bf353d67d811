"""Where alerts go, a file per kind; each makes its own form of a Notification, everything dynamic escaped."""

from __future__ import annotations

from collections.abc import Callable

from monitor.ports import Clock, Receiver, Request, Response
from monitor.settings import ReceiverSection
from workers.receivers.console import Console
from workers.receivers.email import Email
from workers.receivers.slack import SlackBot, SlackWebhook
from workers.receivers.webhook import Webhook

__all__ = ["Post", "make_receiver"]

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
