"""What Slack is sent: nothing from the web can mention, link, format or overflow."""

from __future__ import annotations

import json

import pytest

from monitor.model.alert import Marked, Message, Notification
from tests.factories import NOW
from workers.receivers.slack import HEADER_LIMIT, SECTION_LIMIT, body, escape, link

HOSTILE = "<!channel> <@U123> <http://evil.example|click> & *bold* _it_ ~no~ `x`\n\u202eERROR forged\x1b[31m"


def make_notification(**changes: object) -> Notification:
    """A notification whose message differs from the plain one by `changes`."""
    sentence = "Some 45,000 soldiers are in the region, the general said."
    plain = {
        "headline": "Soldiers in the region: ~59,000 → ~45,000 (−24 %)",
        "quote": Marked(sentence=sentence, start=0, end=11),
        "says": "the general",
        "outlet": "Harbour Gazette",
        "link": "https://gazette.example/a?b=1&c=2",
        "published_at": NOW,
        "as_of": "12 March",
        "before": "~59,000 on 10 March (Meridian Wire)",
        "why": "updated: 45,000 is outside 58,500–59,500",
        "watch": "Front",
    }
    return Notification(id="note-1", alert="alert-1", receiver="desk", group="g", message=Message(**(plain | changes)))


def texts(part: object) -> list[str]:
    """Every string anywhere in a payload."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        return [text for value in part.values() for text in texts(value)]
    if isinstance(part, list | tuple):
        return [text for value in part for text in texts(value)]
    return []


@pytest.mark.parametrize("field", ["headline", "says", "outlet", "before", "why", "watch", "as_of"])
def test_a_hostile_field_arrives_as_words(field: str) -> None:
    """No field can smuggle in a mention, a link or a control character, in blocks or in the fallback."""
    payload = body(make_notification(**{field: HOSTILE}))

    everything = "\n".join(texts(payload))
    assert "<!" not in everything
    assert "<@" not in everything
    assert "<http://evil" not in everything
    assert "\x1b" not in everything
    assert "\u202e" not in everything
    assert "&lt;!channel&gt;" in everything


def test_a_hostile_sentence_is_quoted_not_obeyed() -> None:
    """The quoted sentence is escaped on both sides of the number and inside it."""
    sentence = "<!here> about 5 <@U1> people"
    payload = body(make_notification(quote=Marked(sentence=sentence, start=8, end=15)))

    everything = "\n".join(texts(payload))
    assert "<!here" not in everything
    assert "*about 5*" in everything


def test_only_our_own_checked_link_is_a_link() -> None:
    """A javascript: address is shown as words; an http one is a link whose parts cannot break out."""
    assert link("javascript:alert(1)", "Gazette") == "Gazette"
    assert link("https://a.example/x|y>z", "Ga|zette") == "<https://a.example/x%7Cy%3Ez|Ga¦zette>"


def test_formatting_marks_do_not_format() -> None:
    """A tilde before a number is how we write "about"; two of them must not strike it through."""
    assert "~" not in escape("~59,000 → ~45,000")


def test_long_text_is_cut_within_slacks_limits() -> None:
    """Header and sections stay within Slack's limits and no entity is cut in half."""
    payload = body(make_notification(headline="&" * 400, why="<" * 5000, before=">" * 5000))

    assert len(payload["blocks"][0]["text"]["text"]) <= HEADER_LIMIT
    assert all(len(text) <= SECTION_LIMIT for text in texts(payload))
    assert not payload["blocks"][0]["text"]["text"].rstrip("…").endswith(("&", "&a", "&am", "&amp"))


def test_a_possible_repeat_says_so() -> None:
    """A message that may be the second of its kind is marked as one."""
    repeat = make_notification().model_copy(update={"possible_repeat": True})

    assert "Possible repeat" in json.dumps(body(repeat))
    assert "Possible repeat" not in json.dumps(body(make_notification()))
