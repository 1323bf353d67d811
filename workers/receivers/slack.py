"""Slack: an incoming webhook, or a bot token with chat.postMessage, threads and a look into the channel's history.

Escaping follows https://docs.slack.dev/messaging/formatting-message-text: exactly & < > in every dynamic field,
the fallback `text` included. Marks of Slack's own formatting (* _ ~ `) are turned into look-alikes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from urllib.parse import quote, urlencode, urlsplit

from monitor.errors import Permanent, Transient
from monitor.model.alert import Message, Notification
from monitor.ports import Request, Response, Sent
from monitor.settings import SlackSection
from workers.receivers.text import REPEAT_NOTE, carried_by, check, facts, headline, marked, one_line, retry_after

DEADLINE = timedelta(seconds=20)
MAX_ANSWER = 4 * 1024 * 1024  # a page of channel history
HEADER_LIMIT = 150  # Slack's, as are the next two
SECTION_LIMIT = 3000
TEXT_LIMIT = 3000
METADATA = "figurewatch_alert"
#: Answers of the Web API that pass by themselves; every other error is a setting somebody has to change.
PASSING = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "internal_error",
        "fatal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
    }
)


@dataclass(frozen=True)
class SlackWebhook:
    """An incoming webhook: can only be posted to, so after a crash the message is sent again, marked, or parked."""

    name: str
    url: str
    post: Callable[[Request], Response]
    when_unsure: Literal["repeat", "park"] = "repeat"
    can_be_asked: bool = False

    @classmethod
    def of(cls, name: str, section: SlackSection, post: Callable[[Request], Response]) -> SlackWebhook:
        """From its section of figurewatch.yaml."""
        url = section.webhook_url.get_secret_value() if section.webhook_url else ""
        return cls(name, url, post, section.when_unsure)

    def send(self, notification: Notification, *, thread: str | None) -> Sent:
        """Post it; the channel is the webhook's own."""
        check(self.post(_json_request(self.url, body(notification))), f"Slack webhook {self.name}")
        return Sent()

    def find(self, notification: Notification) -> Sent | None:
        """A webhook cannot be asked."""
        return None


@dataclass(frozen=True)
class SlackBot:
    """A bot in a channel. Its message carries the notification's id as metadata, by which history can be asked."""

    name: str
    token: str
    channel: str
    api_url: str
    post: Callable[[Request], Response]
    when_unsure: Literal["repeat", "park"] = "repeat"
    can_be_asked: bool = True

    @classmethod
    def of(cls, name: str, section: SlackSection, post: Callable[[Request], Response]) -> SlackBot:
        """From its section of figurewatch.yaml."""
        token = section.token.get_secret_value() if section.token else ""
        return cls(name, token, section.channel or "", section.api_url.rstrip("/"), post, section.when_unsure)

    def send(self, notification: Notification, *, thread: str | None) -> Sent:
        """Post it; into the group's thread, shown in the channel as well, where the group has a first message."""
        message = body(notification) | {
            "channel": self.channel,
            "metadata": {"event_type": METADATA, "event_payload": {"id": notification.id}},
        }
        root = thread.partition(":")[::2] if thread else None
        if root and root[1]:
            message |= {"thread_ts": root[1], "reply_broadcast": True}
        answer = self._call("chat.postMessage", message)
        if root and root[1]:
            self._show_latest(root[0], root[1], notification.message)
        return Sent(ref=f"{answer.get('channel', self.channel)}:{answer['ts']}")

    def find(self, notification: Notification) -> Sent | None:
        """Look for the notification's id in the channel's latest messages (broadcast replies stand there too)."""
        page = self._read("conversations.history", channel=self.channel, limit=200, include_all_metadata="true")
        for message in page.get("messages", []):
            metadata = message.get("metadata") or {}
            if (metadata.get("event_payload") or {}).get("id") == notification.id:
                return Sent(ref=f"{self.channel}:{message['ts']}")
        return None

    def _show_latest(self, channel: str, ts: str, message: Message) -> None:
        """Keep the group's first message alive: its last line says what is newest. Failing that loses no alert."""
        try:
            page = self._read("conversations.history", channel=channel, latest=ts, oldest=ts, inclusive="true", limit=1)
            first = next((each for each in page.get("messages", []) if each.get("ts") == ts), None)
            if first is None:
                return
            blocks = [block for block in first.get("blocks", []) if block.get("block_id") != "latest"]
            blocks.append(_context(f"Latest: {escape(headline(message, 600))}") | {"block_id": "latest"})
            self._call("chat.update", {"channel": channel, "ts": ts, "text": first.get("text", ""), "blocks": blocks})
        except (Transient, Permanent):
            return

    def _call(self, method: str, message: Mapping[str, Any]) -> dict[str, Any]:
        request = _json_request(f"{self.api_url}/{method}", message, token=self.token)
        return self._answer(self.post(request), method)

    def _read(self, method: str, **parameters: object) -> dict[str, Any]:
        url = f"{self.api_url}/{method}?{urlencode(parameters)}"
        request = Request(url, DEADLINE, MAX_ANSWER, headers={"authorization": f"Bearer {self.token}"}, max_redirects=0)
        return self._answer(self.post(request), method)

    def _answer(self, response: Response, method: str) -> dict[str, Any]:
        check(response, f"Slack {method}")
        try:
            answer: dict[str, Any] = json.loads(response.body)
        except ValueError:
            raise Transient(f"Slack {method} answered with something that is not JSON", unsure=True) from None
        if answer.get("ok"):
            return answer
        error = one_line(str(answer.get("error", "unknown error")), 80)
        if error in PASSING:
            raise Transient(f"Slack {method}: {error}", retry_after=retry_after(response))
        raise Permanent(f"Slack {method}: {error}")


def body(notification: Notification) -> dict[str, Any]:
    """The message as Block Kit, with a plain fallback; nothing in it can mention, link or format by itself."""
    message = notification.message
    before, words, after = marked(message, 2000)
    title = headline(message, HEADER_LIMIT)
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": _cut(escape(title), HEADER_LIMIT), "emoji": False}},
        _section(f">{escape(before)}*{escape(words)}*{escape(after)}"),
    ]
    rows = [(label, text) for label, text in facts(message) if label not in ("Carried by", "Why", "Watch")]
    if rows:
        blocks.append(_section("\n".join(f"*{label}* {escape(text)}" for label, text in rows)))
    foot = [
        link(message.link, message.outlet),
        carried_by(message),
        escape(message.why),
        f"watch {escape(message.watch)}",
    ]
    blocks.append(_context(" · ".join(part for part in foot if part)))
    if notification.possible_repeat:
        blocks.append(_context(REPEAT_NOTE))
    text = f"{escape(headline(message, 400))} — “{escape(before + words + after)}”"
    return {"text": _cut(text, TEXT_LIMIT), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def escape(text: str) -> str:
    """Words from the web as Slack text: & < > as entities, formatting marks as look-alikes, one line."""
    plain = one_line(text, 6000).translate(_LOOK_ALIKES)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_LOOK_ALIKES = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})


def link(url: str, text: str) -> str:
    """A link of our own making to a checked http(s) address; anything else is shown as words."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return escape(text)
    return f"<{quote(one_line(url, 2000), safe=_URL_SAFE)}|{escape(one_line(text, 80)).replace('|', '¦')}>"


#: What may stand in an address as it is; | < > and blanks are encoded because they end a Slack link.
_URL_SAFE = "%/:?#[]@!$'()*+,;=-._~&"


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": _cut(text, SECTION_LIMIT), "verbatim": True}}


def _context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": _cut(text, SECTION_LIMIT), "verbatim": True}]}


def _cut(escaped: str, limit: int) -> str:
    """Cut escaped text without leaving half an entity."""
    if len(escaped) <= limit:
        return escaped
    kept = escaped[: limit - 1]
    head, ampersand, tail = kept.rpartition("&")
    return (head if ampersand and ";" not in tail else kept) + "…"


def _json_request(url: str, message: Mapping[str, Any], token: str | None = None) -> Request:
    headers = {"content-type": "application/json; charset=utf-8"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    encoded = json.dumps(message, ensure_ascii=False).encode("utf-8")
    return Request(url, DEADLINE, MAX_ANSWER, method="POST", headers=headers, body=encoded, max_redirects=0)
