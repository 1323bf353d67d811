"""What a mail says, and that nothing in it can add a header or a tag."""

from __future__ import annotations

import pytest

from tests.unit.receivers.test_slack_body import make_notification
from workers.receivers.email import compose, subject


def send(**changes: object):
    """The mail for a message with these changes."""
    return compose(make_notification(**changes), sender="watch@example.org", to=("a@example.org",), thread=None)


@pytest.mark.parametrize(
    "hostile",
    [
        "Toll\r\nBcc: evil@example.org",
        "Toll =?UTF-8?Q?=0A?=Bcc: evil@example.org",
        "☣ Toll =?UTF-8?Q?=0ABcc=3A_evil=40example.org?= x",
        "=?utf-8?b?PT9VVEYtOD9RPz0wQUJjYzogZXZpbD89?= 5",
        "Toll\n",
        "Toll\u2028Bcc: evil@example.org",
    ],
)
def test_no_subject_can_add_a_header(hostile: str) -> None:
    """A newline in a subject, plain or encoded, becomes a space; there is never a Bcc."""
    mail = send(headline=hostile)

    head = mail.as_bytes().partition(b"\r\n\r\n")[0]
    assert not any(line.lower().startswith(b"bcc") for line in head.splitlines())
    assert mail["Bcc"] is None


def test_a_subject_keeps_its_words() -> None:
    """An ordinary headline arrives as it is."""
    assert subject("Soldiers: ~59,000 → ~45,000 (−24 %)") == "Soldiers: ~59,000 → ~45,000 (−24 %)"


def test_html_is_escaped_and_text_is_always_there() -> None:
    """Tags from the web are shown as words; the text part holds the sentence with its number marked."""
    mail = send(why="<script>alert(1)</script>", outlet="<b>Gazette")

    html = mail.get_body(("html",)).get_content()
    text = mail.get_body(("plain",)).get_content()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<strong>Some 45,000</strong> soldiers" in html
    assert "»Some 45,000«" in text


def test_a_link_that_is_not_http_is_not_a_link() -> None:
    """An address with another scheme is left out."""
    html = send(link="javascript:alert(1)").get_body(("html",)).get_content()

    assert "javascript" not in html


def test_the_message_id_is_the_notifications() -> None:
    """The same notification always makes the same Message-ID; a later one answers the group's first."""
    first = send()
    later = compose(
        make_notification(), sender="watch@example.org", to=("a@example.org",), thread="<first@example.org> (note)"
    )

    assert first["Message-ID"] == "<note-1@example.org>"
    assert later["In-Reply-To"] == "<first@example.org>"
