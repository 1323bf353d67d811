r"""Log events as JSON lines, or as readable ones on a terminal; without secrets, and without a way to forge a line.

Everything that logs comes through here: our own events, the standard library's loggers, warnings, and exceptions
nobody caught. Titles and error texts come from the web: control characters, escape sequences and bidirectional
marks are written out as \uXXXX. Exception texts of HTTP clients hold addresses: those lose user, password and query.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from collections.abc import Callable, Mapping, MutableMapping
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote, quote_plus, urlsplit

import structlog
from pydantic import BaseModel, SecretBytes, SecretStr

MASK = "***"
#: Secrets shorter than this are not searched for: masking them would garble every line.
SHORTEST_SECRET = 4
#: Characters of one value; a page inside an error message must not fill the disk.
LONGEST_VALUE = 8_000
#: Hosts where the path of an address is the secret.
HOOK_HOSTS = ("hooks.slack.com", "discord.com", "discordapp.com", "webhook.office.com", "hooks.zapier.com")
#: Loggers that say at INFO what our own events say better.
QUIET = ("rq", "rq.worker", "apscheduler", "aiohttp", "asyncio", "trafilatura", "htmldate", "uvicorn.access", "alembic")

Line = MutableMapping[str, Any]
Processor = Callable[[Any, str, Line], Any]

_secrets: set[str] = set()


def configure(process: str, *, level: str = "INFO", stream: TextIO | None = None, console: bool | None = None) -> None:
    """Send every log line of this process to `stream` (default: standard error), each naming `process`.

    `console` lines are for people (default: if the stream is a terminal); others are one JSON object each.
    """
    target = stream or sys.stderr
    readable = target.isatty() if console is None else console
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _naming(process),
    ]
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _safe,
                _console_line if readable else _json_line,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    # a tick that takes longer than its interval is coalesced, as it should be, and no news
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    logging.captureWarnings(True)
    _log_what_nobody_caught()


def keep_secret(*secrets: str) -> None:
    """Mask these wherever they would appear in a log line from now on, plain or URL-encoded."""
    for secret in secrets:
        if len(secret) >= SHORTEST_SECRET:
            written = (encode(secret, safe=safe) for encode in (quote, quote_plus) for safe in ("", "/"))
            _secrets.update({secret, *written})


def secrets_in(settings: object) -> set[str]:
    """Every SecretStr inside a settings tree, in clear, for `keep_secret`."""
    if isinstance(settings, SecretStr):
        return {settings.get_secret_value()}
    if isinstance(settings, BaseModel):
        return {secret for name in type(settings).model_fields for secret in secrets_in(getattr(settings, name))}
    if isinstance(settings, Mapping):
        return {secret for value in settings.values() for secret in secrets_in(value)}
    if isinstance(settings, list | tuple | set | frozenset):
        return {secret for value in settings for secret in secrets_in(value)}
    return set()


def redacted(text: str) -> str:
    """`text` with known secrets masked, and its addresses without user, password and query (hooks: host only)."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return _ADDRESS.sub(lambda match: _bare(match[0]), text)


def visible(text: str) -> str:
    r"""`text` with whatever could move the cursor, turn the reading direction or end the line written as \uXXXX."""
    return _UNSEEN.sub(lambda match: "".join(_escaped(character) for character in match[0]), text)


# ── redacting ────────────────────────────────────────────────────────────────────────────────────────────────

_ADDRESS = re.compile(r"\b[a-zA-Z][a-zA-Z0-9+.\-]{1,20}://[^\s\"'<>\\]+")
_SECRET_KEY = re.compile(r"(?i)password|passwd|secret|token|authorization|cookie|api_?key")


def _bare(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return MASK
    where = f"{f'[{host}]' if ':' in host else host}{f':{port}' if port else ''}"
    if any(host == hook or host.endswith(f".{hook}") for hook in HOOK_HOSTS):
        return f"{parts.scheme}://{where}/{MASK}"
    return f"{parts.scheme}://{where}{parts.path}{'?' + MASK if parts.query else ''}"


def _safe(logger: Any, method: str, line: Line) -> Line:
    return {_plain(str(key)): MASK if _SECRET_KEY.search(str(key)) else _plain(value) for key, value in line.items()}


def _plain(value: Any) -> Any:
    """Numbers as they are, containers by their parts, anything else as text that is safe to show."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, SecretStr | SecretBytes):
        return MASK
    if isinstance(value, Mapping):
        return _safe(None, "", dict(value))
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    text = redacted(value if isinstance(value, str) else str(value))
    if len(text) > LONGEST_VALUE:
        text = f"{text[:LONGEST_VALUE]}… ({len(text)} characters)"
    return text


# ── rendering ────────────────────────────────────────────────────────────────────────────────────────────────

#: Characters of the Unicode categories Cc, Cf (bidirectional, zero width), Cs, Zl and Zp.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]+"
)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _json_line(logger: Any, method: str, line: Line) -> str:
    # json escapes line ends and ESC itself; what it leaves in place is written as JSON would write it
    text = json.dumps({key: line[key] for key in sorted(line, key=_rank)}, ensure_ascii=False)
    return _UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text)


def _rank(key: str) -> int:
    first = ("at", "level", "process", "event")
    return first.index(key) if key in first else len(first)


_COLOURS = {"debug": "\x1b[2m", "warning": "\x1b[33m", "error": "\x1b[31m", "critical": "\x1b[31;1m"}
_PLAIN = "\x1b[0m"


def _console_line(logger: Any, method: str, line: Line) -> str:
    fields = dict(line)
    at = str(fields.pop("at", ""))[11:19]
    level = str(fields.pop("level", "info"))
    process, event = str(fields.pop("process", "")), str(fields.pop("event", ""))
    trace = fields.pop("exception", None)
    fields.pop("logger", None)
    facts = "".join(f" {visible(key)}={visible(_shown(value))}" for key, value in fields.items())
    colour = _COLOURS.get(level, "")
    plain = _PLAIN if colour else ""
    head = f"{at} {visible(process):<8} {colour}{visible(event)}{plain}{facts}"
    # a trace is set in, so that no line of it can pass for a record of its own
    return head + "".join(f"\n         | {visible(each)}" for each in str(trace).split("\n")) if trace else head


def _shown(value: Any) -> str:
    return value if isinstance(value, str) and value and " " not in value else json.dumps(value, ensure_ascii=False)


# ── the rest of the process ──────────────────────────────────────────────────────────────────────────────────


def _naming(process: str) -> Processor:
    def name(logger: Any, method: str, line: Line) -> Line:
        line.setdefault("process", process)
        return line

    return name


def _log_what_nobody_caught() -> None:
    log = structlog.get_logger()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("uncaught", exc_info=(kind, error, trace))

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            name = args.thread.name if args.thread else "?"
            log.critical("uncaught", thread=name, exc_info=(args.exc_type, args.exc_value, args.exc_traceback))

    sys.excepthook = hook
    threading.excepthook = thread_hook
