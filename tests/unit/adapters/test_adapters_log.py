"""Log lines: one record each, nothing forged, nothing secret."""

import io
import json
import logging
import re
import sys
import threading
import unicodedata

import pytest
import structlog
from pydantic import BaseModel, SecretStr

from monitor.adapters import log

HOSTILE = "Rates up\n2026-01-01 [error] forged\r\x1b[2J\x1b]0;title\x07 \u202edegnahc\u2028x\x9b31m"


@pytest.fixture
def lines():
    """A configured log; gives a function that returns what was written, per kind of line."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    before = (root.handlers[:], root.level)
    known = set(log._secrets)

    def configured(console):
        stream = io.StringIO()
        log.configure("monitor", stream=stream, console=console)
        return stream

    yield configured
    root.handlers[:], root.level = before
    sys.excepthook, threading.excepthook = hooks
    logging.captureWarnings(False)
    structlog.reset_defaults()
    log._secrets.clear()
    log._secrets.update(known)


def test_event_is_one_json_object(lines):
    """An event is one line with moment, level, process and its facts."""
    stream = lines(False)
    structlog.get_logger().info("placed", verdict="copy", score=0.94, titles=["a", None])

    line = json.loads(stream.getvalue())
    assert list(line)[:4] == ["at", "level", "process", "event"]
    assert {
        "process": "monitor",
        "event": "placed",
        "verdict": "copy",
        "score": 0.94,
        "titles": ["a", None],
    }.items() <= line.items()


@pytest.mark.parametrize("console", [False, True])
@pytest.mark.parametrize("where", ["event", "value", "key", "nested", "foreign"])
def test_hostile_text_stays_one_record(lines, console, where):
    """A title with line ends, escape sequences and direction marks cannot make or colour a line."""
    stream = lines(console)
    event = structlog.get_logger()
    {
        "event": lambda: event.info(HOSTILE),
        "value": lambda: event.info("placed", title=HOSTILE),
        "key": lambda: event.info("placed", **{HOSTILE: 1}),
        "nested": lambda: event.info("placed", entry={"title": [HOSTILE]}),
        "foreign": lambda: logging.getLogger("some.library").warning("got %s", HOSTILE),
    }[where]()

    written = stream.getvalue().replace(*(("\x1b[33m", "") if where == "foreign" else ("", ""))).replace("\x1b[0m", "")
    assert written.count("\n") == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028]", written)


def test_trace_cannot_forge_a_record(lines):
    """On a console every line of a trace is set in; in JSON the trace is one string."""
    for console in (True, False):
        stream = lines(console)
        try:
            raise ValueError(HOSTILE)
        except ValueError:
            logging.getLogger("some.library").exception("failed")
        written = stream.getvalue()
        if console:
            assert all(line.startswith("         | ") for line in written.splitlines()[1:])
            assert "\x1b[2J" not in written
        else:
            assert "forged" in json.loads(written)["exception"]


def test_every_unseen_character_is_written_out():
    """What Unicode calls control, format, surrogate or line separator is visible after `visible`; nothing else changes."""
    for code in range(0x110000):
        character = chr(code)
        category = unicodedata.category(character)
        if category == "Cn":
            continue  # not yet assigned in this Python's tables; newer ones may make it unseen
        unseen = category in ("Cc", "Cf", "Cs", "Zl", "Zp")
        assert (log.visible(character) != character) == unseen, hex(code)


@pytest.mark.parametrize("console", [False, True])
def test_no_secret_in_any_line(lines, console):
    """A registered secret appears nowhere: event, values, addresses, traces, library messages, URL-encoded."""
    stream = lines(console)
    log.keep_secret("s3cret/tok en")
    event = structlog.get_logger()
    event.info(
        "s3cret/tok en", header={"x": ["Bearer s3cret/tok en"]}, token="other", url="https://h/?k=s3cret%2Ftok%20en"
    )
    logging.getLogger("aiohttp.client").error("GET http://u:pw@h/p?key=abc failed with s3cret/tok+en s3cret%2Ftok+en")
    try:
        raise ConnectionError(
            "https://hooks.slack.com/services/T0/B0/XYZ refused; postgresql+psycopg://me:pg-pass@db/fw"
        )
    except ConnectionError:
        event.warning(
            "delivery failed", exc_info=True, secret=SecretStr("planted"), error=ConnectionError("redis://:rpw@h")
        )

    written = stream.getvalue()
    for planted in ("s3cret", "other", "pw@", "abc", "XYZ", "services", "pg-pass", "planted", "rpw"):
        assert not re.search(rf"\b{planted}", written.replace("keep_secret", "")), planted
    assert "hooks.slack.com" in written and "postgresql+psycopg://db/fw" in written and "http://h/p?***" in written


def test_uncaught_exceptions_are_logged(lines):
    """What nobody caught, in the main thread or another, becomes a critical record."""
    stream = lines(False)
    error = RuntimeError("at https://u:p@h/")
    sys.excepthook(RuntimeError, error, None)
    threading.excepthook(threading.ExceptHookArgs((RuntimeError, error, None, None)))

    records = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [record["level"] for record in records] == ["critical", "critical"]
    assert all("https://h/" in record["exception"] for record in records)


def test_secrets_of_a_settings_tree():
    """Every SecretStr is found, however deep."""

    class Inner(BaseModel):
        token: SecretStr | None = SecretStr("inner-token")

    class Outer(BaseModel):
        name: str = "plain"
        inner: dict[str, tuple[Inner, ...]] = {"a": (Inner(),)}
        password: SecretStr = SecretStr("outer-password")

    assert log.secrets_in(Outer()) == {"inner-token", "outer-password"}


def test_a_page_in_a_message_is_cut(lines):
    """A value of a megabyte does not fill the disk."""
    stream = lines(False)
    structlog.get_logger().info("read", body="x" * 1_000_000)

    assert len(stream.getvalue()) < 9_000
