"""figurewatch.yaml and the environment → Settings. Parsed once, at start; nothing else reads the environment.

An unknown key, a bad value, a watch that names no receiver: each is a `BadConfiguration` that names the file,
the line and what was probably meant. `FIGUREWATCH_SECTION_KEY` overrides the file, `FIGUREWATCH_SECTION_KEY_FILE`
reads a secret from a file.
"""

from __future__ import annotations

import difflib
import ipaddress
import os
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

import re2
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from monitor.errors import BadConfiguration
from monitor.model.alert import Condition, Match, Threshold, Watch
from monitor.model.feed import DEFAULT_EVERY, Feed
from monitor.model.noun import derive_id

DEFAULT_FILE = Path("figurewatch.yaml")
USER_AGENT = "figurewatch/0.1 (+https://pypi.org/project/figurewatch/)"
PREFIX = "FIGUREWATCH_"
#: Variables of ours that are no settings: they tell a child process how it was started.
RESERVED = ("CONFIG", "CLOCK", "LOG_LEVEL", "SAMPLES")


# ── values people write ──────────────────────────────────────────────────────────────────────────────────────


def duration(written: object) -> timedelta:
    """ "90s", "10m", "2h", "1d" → timedelta. Raises ValueError with what to write instead."""
    if isinstance(written, timedelta):
        return written
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhdw])\s*", str(written))
    if not match:
        raise ValueError(f"{written!r} is no duration; write a number and s, m, h, d or w, as in 10m")
    units = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    return timedelta(**{units[match[2]]: float(match[1])})


def _threshold(written: object) -> object:
    """ "any", "5%", 100, or "none" for no alert on a change."""
    if written is None or written is False or written == "none":
        return None
    if isinstance(written, Threshold | dict):
        return written
    if written is True or written == "any":
        return Threshold()
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(%?)\s*", str(written).replace(",", ""))
    if not match:
        raise ValueError(f"{written!r} is no change; write any, a percentage such as 5%, or a number")
    return Threshold(relative=float(match[1]) / 100) if match[2] else Threshold(absolute=float(match[1]))


def _number(written: object) -> object:
    """1000, "1,000"; in the unit of the series."""
    if not isinstance(written, str):
        return written
    try:
        return float(written.replace(",", ""))
    except ValueError:
        raise ValueError(f"{written!r} is no number") from None


def _one_or_more(written: object) -> object:
    """A single word stands for a list of one; numbers are words too."""
    if written is None:
        return ()
    if isinstance(written, str | int | float):
        return (str(written),)
    return tuple(str(each) for each in written) if isinstance(written, Sequence) else written


def _term(term: str) -> str:
    """A word, or /regex/ in RE2's syntax (which cannot be made to blow up)."""
    if not term.strip():
        raise ValueError("an empty word would match every article")
    if len(term) > 2 and term.startswith("/") and term.endswith("/"):
        options = re2.Options()
        options.log_errors = False
        try:
            re2.compile(term[1:-1], options=options)
        except re2.error as error:
            reason = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
            raise ValueError(f"{term} is no regular expression: {reason}") from None
    return term


def _http_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not an http:// or https:// address")
    return url


def _email(address: str) -> str:
    if not re.fullmatch(r"[^\s@,;<>]+@[^\s@,;<>]+", address):
        raise ValueError(f"{address!r} is no mail address")
    return address


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what is bound to `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


Duration = Annotated[timedelta, BeforeValidator(duration)]
Terms = Annotated[tuple[Annotated[str, AfterValidator(_term)], ...], BeforeValidator(_one_or_more)]
#: Something with a letter or digit in it.
Word = Annotated[str, Field(pattern=r"\w")]
Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
Address = Annotated[str, AfterValidator(_email)]


# ── sections ─────────────────────────────────────────────────────────────────────────────────────────────────


class Section(BaseModel):
    """A part of the file: frozen, and a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FeedSection(Section):
    """One feed to poll; a bare address stands for {url: …}."""

    url: HttpUrl
    name: str | None = None
    every: Duration = DEFAULT_EVERY

    @model_validator(mode="before")
    @classmethod
    def _bare_address(cls, written: object) -> object:
        return {"url": written} if isinstance(written, str) else written

    def feed(self, added_by: str = "config") -> Feed:
        """The noun."""
        return make_feed(self.url, name=self.name, every=self.every, added_by=added_by)


def make_feed(url: str, *, name: str | None = None, every: timedelta = DEFAULT_EVERY, added_by: str = "config") -> Feed:
    """A feed at this address; its name is the host's unless given."""
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    return Feed(id=derive_id("feed", url), url=url, name=name or host, every=every, added_by=added_by)


class MatchSection(Section):
    """Words or /regex/ over the article, and selectors over the figure."""

    any: Terms = ()
    all: Terms = ()
    none: Terms = ()
    measure: str | None = None
    subject: str | None = None
    scope: str | None = None
    unit: str | None = None
    claimant: str | None = None
    outlet: str | None = None


class AlertSection(Section):
    """When the watch fires."""

    first: bool = True
    change: Annotated[Threshold | None, BeforeValidator(_threshold)] = Threshold()
    direction: Literal["up", "down"] | None = None
    above: Annotated[float | None, BeforeValidator(_number)] = None
    below: Annotated[float | None, BeforeValidator(_number)] = None
    record: Literal["highest", "lowest", "any"] | None = None
    conflict: bool | None = None
    correction: bool | None = None
    silent_for: Duration | None = None
    confirm: Annotated[int, Field(ge=1, le=20)] = 1
    hold: Duration | None = None
    max_jump: Annotated[float, Field(gt=1)] | None = None

    @model_validator(mode="after")
    def _levels_apart(self) -> AlertSection:
        if self.above is not None and self.below is not None and self.below > self.above:
            raise ValueError(f"below ({self.below:g}) is more than above ({self.above:g}): every figure would do")
        return self


class WatchSection(Section):
    """What to hear about, and how much it must move."""

    name: Annotated[str, Field(min_length=1)]
    match: MatchSection = MatchSection()
    alert: AlertSection = AlertSection()
    to: Names = ()

    def watch(self) -> Watch:
        """The noun."""
        return Watch(
            name=self.name,
            match=Match(**self.match.model_dump()),
            alert=Condition(**self.alert.model_dump()),
            to=self.to,
        )


class SlackSection(Section):
    """An incoming webhook, or a bot token and a channel (which can be asked, updated and threaded)."""

    webhook_url: SecretStr | None = None
    token: SecretStr | None = None
    channel: str | None = None
    api_url: HttpUrl = "https://slack.com/api"
    when_unsure: Literal["repeat", "park"] = "repeat"

    @model_validator(mode="after")
    def _one_way(self) -> SlackSection:
        if bool(self.webhook_url) == bool(self.token):
            raise ValueError("give either webhook_url, or token and channel")
        if self.token and not self.channel:
            raise ValueError("a token needs a channel")
        if self.webhook_url:
            _http_url(self.webhook_url.get_secret_value())
        return self


class EmailSection(Section):
    """Mail: smtp:// (STARTTLS when offered), smtp+starttls:// (required), smtps:// (TLS), smtp+plain:// (none)."""

    to: Annotated[tuple[Address, ...], BeforeValidator(_one_or_more), Field(min_length=1)]
    sender: Address = Field(alias="from")
    smtp: SecretStr
    when_unsure: Literal["repeat", "park"] = "repeat"

    @model_validator(mode="after")
    def _smtp_url(self) -> EmailSection:
        parts = urlsplit(self.smtp.get_secret_value())
        if parts.scheme not in ("smtp", "smtps", "smtp+starttls", "smtp+plain") or not parts.hostname:
            raise ValueError("smtp must look like smtp://user:password@host:587 (or smtps://, smtp+starttls://)")
        return self


class WebhookSection(Section):
    """A signed POST in the Standard Webhooks form."""

    url: HttpUrl
    secret: SecretStr | None = None
    when_unsure: Literal["repeat", "park"] = "repeat"


class ConsoleSection(Section):
    """Alerts printed by the deliver worker."""


class ReceiverSection(Section):
    """Where alerts go; exactly one kind."""

    slack: SlackSection | None = None
    email: EmailSection | None = None
    webhook: WebhookSection | None = None
    console: ConsoleSection | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare_kind(cls, written: object) -> object:
        if isinstance(written, str):
            return {written: {}}
        if isinstance(written, dict):
            return {kind: {} if options is None else options for kind, options in written.items()}
        return written

    @model_validator(mode="after")
    def _one_kind(self) -> ReceiverSection:
        if sum(kind is not None for kind in (self.slack, self.email, self.webhook, self.console)) != 1:
            raise ValueError("a receiver is exactly one of slack, email, webhook, console")
        return self


class NetworkSection(Section):
    """What outgoing requests may do."""

    #: Exact addresses or CIDR ranges inside private space that may be reached all the same.
    allow: Annotated[tuple[str, ...], BeforeValidator(_one_or_more)] = ()
    user_agent: Annotated[str, Field(min_length=1, pattern=r"^[\x20-\x7e]+$")] = USER_AGENT
    #: Least time between two page requests to one registered domain.
    gap: Duration = timedelta(seconds=1)
    obey_robots: bool = True

    @model_validator(mode="after")
    def _networks(self) -> NetworkSection:
        for network in self.allow:
            ipaddress.ip_network(network, strict=False)
        return self


class WebSection(Section):
    """The status page."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8642
    #: Needed for any bind that is not loopback.
    token: SecretStr | None = None

    @model_validator(mode="after")
    def _token_unless_loopback(self) -> WebSection:
        if not is_loopback(self.host) and not (self.token and self.token.get_secret_value()):
            raise ValueError(f"binding {self.host} needs web.token (or FIGUREWATCH_WEB_TOKEN)")
        return self


class RedisSection(Section):
    """A Redis of your own; without it a private server runs under the state folder."""

    url: SecretStr | None = None
    #: Allow a Redis on another host without TLS and password.
    insecure: bool = False


class DatabaseSection(Section):
    """PostgreSQL by URL; without it SQLite in the state folder."""

    url: SecretStr | None = None


class Settings(Section):
    """Everything that can be set."""

    feeds: tuple[FeedSection, ...] = ()
    watches: tuple[WatchSection, ...] = ()
    receivers: dict[str, ReceiverSection] = Field(default_factory=dict)
    #: Each a list of words for one thing, owner or place; the first is what it is called.
    synonyms: tuple[Annotated[tuple[Word, ...], Field(min_length=2)], ...] = ()
    network: NetworkSection = NetworkSection()
    web: WebSection = WebSection()
    redis: RedisSection = RedisSection()
    database: DatabaseSection = DatabaseSection()
    state: Path = Path("state")

    @model_validator(mode="before")
    @classmethod
    def _empty_sections(cls, written: object) -> object:
        if not isinstance(written, dict):
            return written
        return {key: part for key, part in written.items() if part is not None}

    @property
    def database_url(self) -> str:
        """SQLAlchemy URL of the store."""
        url = self.database.url.get_secret_value() if self.database.url else ""
        return url or f"sqlite:///{self.state.absolute() / 'figurewatch.db'}"


# ── loading ──────────────────────────────────────────────────────────────────────────────────────────────────


def load(file: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `file` (None: defaults alone) and `environ`.

    Raises BadConfiguration naming file, line and the nearest known name.
    """
    written: Any = _read(file) if file else CommentedMap()
    tree = _plain(written)
    # relative paths in the file are relative to the file, not to where the daemon was started
    if file and isinstance(tree.get("state"), str):
        tree["state"] = str(file.absolute().parent / tree["state"])
    overridden = _overlay(tree, environ)
    try:
        settings = Settings.model_validate(tree)
    except ValidationError as error:
        raise _explain(error, written, file, overridden) from None
    _check_names(settings, written, file)
    return settings


def _read(file: Path) -> CommentedMap:
    try:
        written = YAML(typ="rt").load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadConfiguration("no such file; `figurewatch init` writes one to start from", file=file) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfiguration(f"cannot be read: {error}", file=file) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(error.problem or error.context or "bad YAML").split())
        raise BadConfiguration(f"not valid YAML: {problem}", file=file, line=mark.line + 1 if mark else None) from None
    if written is None:
        return CommentedMap()
    if not isinstance(written, CommentedMap):
        raise BadConfiguration("must be a mapping with keys such as feeds, watches, receivers", file=file, line=1)
    return written


def _plain(written: Any) -> Any:
    """The same tree in plain dicts and lists, which validation cannot mistake for anything else."""
    if isinstance(written, Mapping):
        return {str(key): _plain(value) for key, value in written.items()}
    if isinstance(written, list):
        return [_plain(value) for value in written]
    return written


def _overlay(tree: dict[str, Any], environ: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Put the environment's values over the file's; returns which path came from which variable."""
    overridden: dict[tuple[str, ...], str] = {}
    for name, value in sorted(environ.items()):
        short = {"REDIS_URL": "REDIS_URL", "DATABASE_URL": "DATABASE_URL"}.get(name)
        if short is None and not name.startswith(PREFIX):
            continue
        key = short or name.removeprefix(PREFIX)
        if key in RESERVED or not value:
            continue
        from_file = key.endswith("_FILE")
        path = _path_of(key.removesuffix("_FILE").lower().split("_"), Settings, tree)
        if path is None:
            raise BadConfiguration(f"{name} names no setting{_nearest_variable(key)}")
        if from_file:
            try:
                value = Path(value).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise BadConfiguration(f"{name}: {value} cannot be read: {error.strerror}") from None
        if short is not None and (PREFIX + short) in environ:
            continue
        branch = tree
        for step in path[:-1]:
            branch = branch.setdefault(step, {})
        branch[path[-1]] = value
        overridden[tuple(path)] = name
    return overridden


def _path_of(words: list[str], model: Any, branch: Any) -> list[str] | None:
    """The keys that `words` (redis, url) spell in the settings tree; keys may hold underscores themselves."""
    if not words:
        return [] if not _is_section(model) else None
    for length in range(len(words), 0, -1):
        key = "_".join(words[:length])
        inner, known = _inner(model, key, branch)
        if inner is not None:
            below = branch.get(known) if isinstance(branch, dict) else None
            rest = _path_of(words[length:], inner, below if below is not None else {})
            if rest is not None:
                return [known, *rest]
    return None


def _inner(model: Any, key: str, branch: Any) -> tuple[Any, str]:
    if _is_section(model):
        for name, field in model.model_fields.items():
            if key in (name, field.alias):
                return _unwrapped(field.annotation), field.alias or name
        return None, key
    arguments = get_args(model)
    if arguments and getattr(model, "__origin__", None) is dict and isinstance(branch, dict):
        for name in branch:
            if name.lower().replace("-", "_") == key:
                return arguments[1], name
    return None, key


def _is_section(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, BaseModel)


def _unwrapped(annotation: Any) -> Any:
    """The type inside Optional, Annotated and tuple[…, ...]."""
    origin, arguments = getattr(annotation, "__origin__", None), get_args(annotation)
    if origin is dict or not arguments:
        return annotation
    inner = [each for each in arguments if each not in (type(None), Ellipsis)]
    return _unwrapped(inner[0]) if inner else annotation


def _nearest_variable(key: str) -> str:
    known = [f"{section}_{name}".upper() for section, inner in _sections() for name in inner.model_fields] + ["STATE"]
    near = difflib.get_close_matches(key, known, n=1)
    return f"; did you mean {PREFIX}{near[0]}?" if near else ""


def _sections() -> list[tuple[str, type[BaseModel]]]:
    return [
        (name, field.annotation)
        for name, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    ]


# ── saying what is wrong, and where ──────────────────────────────────────────────────────────────────────────


def _explain(
    error: ValidationError, written: Any, file: Path | None, overridden: Mapping[tuple[str, ...], str]
) -> BadConfiguration:
    first = error.errors(include_url=False, include_input=False)[0]
    path = tuple(first["loc"])
    where = _dotted(path)
    variable = next((name for at, name in overridden.items() if at == tuple(map(str, path[: len(at)]))), None)
    if first["type"] == "extra_forbidden":
        known = _known_keys(path[:-1])
        near = difflib.get_close_matches(str(path[-1]), known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(sorted(known))}"
        problem = f"unknown key {where!r}; {hint}"
    elif first["type"] == "missing":
        problem = f"{where!r} is missing"
    else:
        problem = f"{where}: {first['msg'].removeprefix('Value error, ')}" if where else first["msg"]
    if variable:
        return BadConfiguration(f"{variable}: {problem}")
    return BadConfiguration(problem, file=file, line=_line(written, path))


def _dotted(path: Sequence[int | str]) -> str:
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def _known_keys(path: Sequence[int | str]) -> list[str]:
    model: Any = Settings
    for step in path:
        if isinstance(step, int):
            continue  # a list's annotation is unwrapped to what it holds
        if _is_section(model):
            field = next((f for n, f in model.model_fields.items() if step in (n, f.alias)), None)
            if field is None:
                return []
            model = _unwrapped(field.annotation)
        elif getattr(model, "__origin__", None) is dict:
            model = get_args(model)[1]
    return [field.alias or name for name, field in model.model_fields.items()] if _is_section(model) else []


def _line(written: Any, path: Sequence[int | str]) -> int | None:
    """The line of the deepest part of `path` that stands in the file (1-based)."""
    line: int | None = None
    for step in path:
        if isinstance(written, CommentedMap) and step in written:
            line = written.lc.key(step)[0] + 1
        elif isinstance(written, CommentedSeq) and isinstance(step, int) and step < len(written):
            line = written.lc.item(step)[0] + 1
        else:
            break
        written = written[step]
    return line


def _check_names(settings: Settings, written: Any, file: Path | None) -> None:
    """What only shows when sections are held against each other: names used twice, receivers that are not there."""
    seen: set[str] = set()
    for number, watch in enumerate(settings.watches):
        if watch.name in seen:
            line = _line(written, ("watches", number, "name"))
            raise BadConfiguration(f"two watches are named {watch.name!r}", file=file, line=line)
        seen.add(watch.name)
        for receiver in watch.to:
            if receiver not in settings.receivers:
                near = difflib.get_close_matches(receiver, list(settings.receivers), n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                line = _line(written, ("watches", number, "to"))
                problem = f"watch {watch.name!r} sends to {receiver!r}, which is no receiver{hint}"
                raise BadConfiguration(problem, file=file, line=line)
    called: dict[str, str] = {}
    for number, group in enumerate(settings.synonyms):
        for word in group:
            other = called.setdefault(word.casefold(), group[0])
            if other != group[0] or group.count(word) > 1:
                line = _line(written, ("synonyms", number))
                raise BadConfiguration(
                    f"{word!r} already means {other!r}; a word means one thing", file=file, line=line
                )
    urls: set[str] = set()
    for number, feed in enumerate(settings.feeds):
        if feed.url in urls:
            line = _line(written, ("feeds", number))
            raise BadConfiguration(f"feed {feed.url} is listed twice", file=file, line=line)
        urls.add(feed.url)
