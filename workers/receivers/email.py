"""Mail by SMTP, as text and HTML; the Message-ID is the notification's, so a repeat is recognisable as one."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.errors import Permanent, Transient
from monitor.model.alert import Message, Notification
from monitor.ports import Sent
from monitor.settings import EmailSection
from workers.receivers.text import REPEAT_NOTE, carried_by, facts, headline, marked, one_line

TIMEOUT = timedelta(seconds=20)
SUBJECT_LIMIT = 200
PORTS = {"smtp": 587, "smtp+starttls": 587, "smtp+plain": 25, "smtps": 465}

_templates = Environment(
    loader=PackageLoader("workers.receivers", "templates"), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True)
class Email:
    """Sends mail. A mail server cannot be asked what it has taken."""

    name: str
    to: tuple[str, ...]
    sender: str
    smtp: str
    when_unsure: Literal["repeat", "park"] = "repeat"
    can_be_asked: bool = False

    @classmethod
    def of(cls, name: str, section: EmailSection) -> Email:
        """From its section of figurewatch.yaml."""
        return cls(name, section.to, section.sender, section.smtp.get_secret_value(), section.when_unsure)

    def send(self, notification: Notification, *, thread: str | None) -> Sent:
        """Send it; as a reply to the group's first mail where there is one."""
        mail = compose(notification, sender=self.sender, to=self.to, thread=thread)
        handed_over = False
        try:
            with _connect(urlsplit(self.smtp)) as server:
                handed_over = True  # from here on a lost connection may mean that the mail was taken
                refused = server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(next(iter(error.recipients.values())), "every recipient refused") from None
        except smtplib.SMTPAuthenticationError as error:
            raise Permanent(f"mail server refused the login ({error.smtp_code})") from None
        except smtplib.SMTPNotSupportedError as error:
            raise Permanent(f"mail server: {one_line(str(error), 120)}") from None
        except smtplib.SMTPResponseException as error:
            raise _refusal((error.smtp_code, error.smtp_error), "mail server") from None
        except (smtplib.SMTPException, ssl.SSLError, OSError) as error:
            raise Transient(f"mail server: {type(error).__name__}", unsure=handed_over) from None
        if refused:
            # the rest have it: a retry would send it to them again
            return Sent(ref=f"{mail['Message-ID']} (refused for {len(refused)} of {len(self.to)} recipients)")
        return Sent(ref=str(mail["Message-ID"]))

    def find(self, notification: Notification) -> Sent | None:
        """A mail server cannot be asked."""
        return None


def compose(notification: Notification, *, sender: str, to: tuple[str, ...], thread: str | None) -> EmailMessage:
    """The mail: subject cleaned of anything that could end a header, text part always there, HTML autoescaped."""
    message = notification.message
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject(headline(message, SUBJECT_LIMIT))
    mail["From"] = sender
    mail["To"] = ", ".join(to)
    mail["Message-ID"] = f"<{notification.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    if thread and thread.startswith("<"):
        first = thread.split(" ", 1)[0]
        mail["In-Reply-To"] = first
        mail["References"] = first
    before, words, after = marked(message, 2000)
    parts: dict[str, object] = {
        "headline": headline(message, 300),
        "before": before,
        "words": words,
        "after": after,
        "rows": facts(message),
        "outlet": one_line(message.outlet, 120),
        "link": _safe_link(message),
        "carried_by": carried_by(message),
        "note": REPEAT_NOTE if notification.possible_repeat else "",
    }
    mail.set_content(_text(parts))
    mail.add_alternative(_templates.get_template("alert.html").render(parts), subtype="html")
    return mail


def subject(text: str) -> str:
    """A subject without control characters, also none hidden in RFC 2047 words (CVE-2024-6923 and its kin)."""
    for _ in range(3):  # decoded words may hold encoded words
        with suppress(HeaderParseError, LookupError, UnicodeError, ValueError):
            text = str(make_header(decode_header(text)))
        text = one_line(text, SUBJECT_LIMIT)
    return text.replace("=?", "= ?")


def _text(parts: dict[str, object]) -> str:
    lines = [str(parts["headline"]), "", f"“{parts['before']}»{parts['words']}«{parts['after']}”", ""]
    rows = parts["rows"]
    assert isinstance(rows, list)
    lines += [f"{label}: {words}" for label, words in rows]
    lines += ["", f"{parts['outlet']}: {parts['link'] or '(no link)'}"]
    if parts["note"]:
        lines += ["", str(parts["note"])]
    return "\n".join(lines) + "\n"


def _safe_link(message: Message) -> str:
    link = one_line(message.link, 2000)
    return link if urlsplit(link).scheme in ("http", "https") else ""


def _connect(url: SplitResult) -> smtplib.SMTP:
    """A connection logged in as the URL says. Raises what smtplib raises."""
    host, port, seconds = url.hostname or "", url.port or PORTS[url.scheme], TIMEOUT.total_seconds()
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=seconds, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=seconds)
    try:
        server.ehlo_or_helo_if_needed()
        if url.scheme == "smtp+starttls" or (url.scheme == "smtp" and server.has_extn("starttls")):
            server.starttls(context=context)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _refusal(answer: tuple[int, bytes | str], what: str) -> Transient | Permanent:
    """4xx passes, 5xx does not (RFC 5321 §4.2.1); either way the mail surely was not taken."""
    code, text = answer
    words = one_line(text.decode("utf-8", "replace") if isinstance(text, bytes) else text, 120)
    reason = f"{what}: {code} {words}"
    return Transient(reason) if 400 <= code < 500 else Permanent(reason)
