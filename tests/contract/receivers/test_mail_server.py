"""Mail against a real SMTP server on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from monitor.errors import Permanent, Transient
from tests.unit.receivers.test_slack_body import make_notification
from workers.receivers.email import Email


class Mailbox:
    """Takes mail, or answers what it is told to."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.answer = "250 taken"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            self.mails.append(envelope)
        return self.answer

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list) -> str:
        if address.startswith("gone@"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A mail server and its port."""
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=data.password == b"right", handled=False)

    controller = Controller(
        box, hostname="127.0.0.1", port=port, authenticator=authenticate, auth_require_tls=False, auth_required=False
    )
    controller.start()
    yield box, port
    controller.stop()


def make_email(
    port: int, *, to: tuple[str, ...] = ("desk@example.org",), user: str = "", scheme: str = "smtp"
) -> Email:
    """A receiver of mail on that port."""
    return Email("mail", to, "watch@example.org", f"{scheme}://{user}127.0.0.1:{port}")


def test_a_mail_arrives(mailbox) -> None:
    """A mail is taken once, with both parts, and its reference is the Message-ID."""
    box, port = mailbox

    sent = make_email(port).send(make_notification(), thread=None)

    assert sent.ref == "<note-1@example.org>"
    assert [mail.rcpt_tos for mail in box.mails] == [["desk@example.org"]]
    assert b"text/html" in box.mails[0].content
    assert b"text/plain" in box.mails[0].content


def test_login(mailbox) -> None:
    """The URL's user and password log in; a wrong password is permanent and is not shown."""
    box, port = mailbox
    make_email(port, user="me:right@").send(make_notification(), thread=None)

    with pytest.raises(Permanent) as refused:
        make_email(port, user="me:wr0ng-secret@").send(make_notification(), thread=None)

    assert len(box.mails) == 1
    assert "wr0ng-secret" not in str(refused.value)


def test_a_busy_server_is_tried_again(mailbox) -> None:
    """4xx passes and surely was not taken; 5xx does not pass."""
    box, port = mailbox
    box.answer = "451 busy"
    with pytest.raises(Transient) as busy:
        make_email(port).send(make_notification(), thread=None)
    box.answer = "554 spam"
    with pytest.raises(Permanent):
        make_email(port).send(make_notification(), thread=None)

    assert not busy.value.unsure


def test_no_server_is_tried_again() -> None:
    """A refused connection is transient and certain: nothing was sent."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    with pytest.raises(Transient) as refused:
        make_email(port).send(make_notification(), thread=None)

    assert not refused.value.unsure


def test_one_bad_recipient_does_not_stop_the_others(mailbox) -> None:
    """Who can be reached is; only when nobody can is it a failure."""
    box, port = mailbox

    sent = make_email(port, to=("gone@example.org", "desk@example.org")).send(make_notification(), thread=None)

    assert "refused for 1 of 2" in (sent.ref or "")
    assert len(box.mails) == 1
    with pytest.raises(Permanent):
        make_email(port, to=("gone@example.org",)).send(make_notification(), thread=None)


def test_required_tls_is_required(mailbox) -> None:
    """smtp+starttls never falls back to plain text."""
    _, port = mailbox

    with pytest.raises(Permanent):
        make_email(port, scheme="smtp+starttls").send(make_notification(), thread=None)
