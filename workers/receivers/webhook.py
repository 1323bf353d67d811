"""A signed webhook in the Standard Webhooks form (https://www.standardwebhooks.com): id, timestamp, signature."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from pydantic_core import to_json
from standardwebhooks.webhooks import Webhook as Signer

from monitor.model.alert import Notification
from monitor.ports import Clock, Request, Response, Sent
from monitor.settings import WebhookSection
from workers.receivers.text import check

DEADLINE = timedelta(seconds=20)
MAX_ANSWER = 64 * 1024  # an answer is only read for its status


@dataclass(frozen=True)
class Webhook:
    """Posts the message as JSON; one notification always has one `webhook-id`, so the other end can drop a repeat."""

    name: str
    url: str
    secret: str | None
    post: Callable[[Request], Response]
    clock: Clock
    when_unsure: Literal["repeat", "park"] = "repeat"
    can_be_asked: bool = False

    @classmethod
    def of(cls, name: str, section: WebhookSection, post: Callable[[Request], Response], clock: Clock) -> Webhook:
        """From its section of figurewatch.yaml."""
        secret = section.secret.get_secret_value() if section.secret else None
        return cls(name, section.url, secret, post, clock, section.when_unsure)

    def send(self, notification: Notification, *, thread: str | None) -> Sent:
        """Post it; any 2xx is taken as received."""
        body = payload(notification, thread)
        headers = {"content-type": "application/json", "webhook-id": notification.id}
        now = self.clock.now()
        headers["webhook-timestamp"] = str(int(now.timestamp()))
        if self.secret:
            headers["webhook-signature"] = Signer(_key(self.secret)).sign(notification.id, now, body.decode())
        request = Request(self.url, DEADLINE, MAX_ANSWER, method="POST", headers=headers, body=body, max_redirects=0)
        check(self.post(request), f"webhook {self.name}")
        return Sent(ref=notification.id)

    def find(self, notification: Notification) -> Sent | None:
        """A webhook cannot be asked."""
        return None


def payload(notification: Notification, thread: str | None) -> bytes:
    """The JSON body: type, group, and the whole message as data."""
    message = notification.message
    return to_json(
        {
            "type": "figure.test" if message.test else "figure.changed",
            "id": notification.id,
            "alert": notification.alert,
            "group": notification.group,
            "first_in_group": thread is None,
            "possible_repeat": notification.possible_repeat,
            "data": message.model_dump(mode="json"),
        }
    )


def _key(secret: str) -> str:
    """The secret as the library wants it: base64. A secret in plain words is encoded first."""
    bare = secret.removeprefix("whsec_")
    try:
        base64.b64decode(bare, validate=True)
    except (binascii.Error, ValueError):
        return base64.b64encode(secret.encode()).decode()
    return bare
