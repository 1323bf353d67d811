"""What the system tests share: a newsroom on loopback, a webhook that remembers, and the daemon as its users start it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from ruamel.yaml import YAML

COMMAND = (sys.executable, "-m", "monitor.cli")
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Story:
    """One article of the newsroom."""

    path: str
    title: str
    paragraphs: tuple[str, ...]
    at: datetime


Handler = Callable[[BaseHTTPRequestHandler], None]


class Newsroom:
    """Feeds and pages on loopback; `misbehave` puts a handler of its own at a path. Also takes webhooks at /hook."""

    def __init__(self) -> None:
        self.stories: dict[str, list[Story]] = {}
        self.handlers: dict[str, Handler] = {}
        self.hooked: list[dict[str, Any]] = []
        self.hook_ids: list[str] = []
        self.requests: list[str] = []
        room = self

        class Answers(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                room.requests.append(self.path)
                if handler := room.handlers.get(self.path):
                    handler(self)
                    return
                body, kind = room.answer(self.path)
                self.reply(200 if body else 404, body.encode(), kind)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                room.hooked.append(json.loads(body))
                room.hook_ids.append(self.headers.get("webhook-id", ""))
                self.reply(204, b"", "text/plain")

            def reply(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                return

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                return  # a client that hangs up is what some of these tests are about

        self._server = Server(("127.0.0.1", 0), Answers)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def publish(self, feed: str, slug: str, title: str, *paragraphs: str) -> None:
        """Put an article into a feed, as of now."""
        story = Story(f"/{feed}/{slug}.html", title, paragraphs, datetime.now(UTC))  # noqa: TID251 - the newsroom's own clock
        self.stories.setdefault(feed, []).append(story)

    def feed(self, name: str) -> str:
        """The address of a feed."""
        self.stories.setdefault(name, [])
        return f"{self.base}/{name}.xml"

    def answer(self, path: str) -> tuple[str, str]:
        for feed, stories in self.stories.items():
            if path == f"/{feed}.xml":
                return self._rss(feed, stories), "application/rss+xml"
            for story in stories:
                if path == story.path:
                    return _page(story), "text/html; charset=utf-8"
        return "", "text/plain"

    def _rss(self, feed: str, stories: list[Story]) -> str:
        items = "".join(
            f"<item><title>{escape(story.title)}</title><link>{self.base}{story.path}</link>"
            f"<guid>{self.base}{story.path}</guid><pubDate>{format_datetime(story.at)}</pubDate></item>"
            for story in stories
        )
        return f"<rss version='2.0'><channel><title>{feed}</title><link>{self.base}</link>{items}</channel></rss>"


def _page(story: Story) -> str:
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    return (
        f"<!doctype html><html><head><title>{escape(story.title)}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{escape(story.title)}</h1>{text}</article><footer>All rights reserved</footer></body></html>"
    )


@dataclass
class Daemon:
    """`figurewatch run` in a folder of its own."""

    folder: Path
    settings: dict[str, Any]
    process: subprocess.Popen[str] | None = None
    env: dict[str, str] = field(default_factory=dict)

    def write(self) -> None:
        with (self.folder / "figurewatch.yaml").open("w") as stream:
            YAML(typ="safe").dump(self.settings, stream)

    def start(self) -> None:
        self.write()
        self.log = (self.folder / "run.log").open("a")
        self.process = subprocess.Popen(
            (*COMMAND, "run"), cwd=self.folder, env=environment(self.env), stdout=self.log, stderr=self.log, text=True
        )

    def stop(self) -> float:
        """SIGTERM; seconds until it was gone."""
        assert self.process
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        self.log.close()
        assert code == 0, self.output()
        return time.monotonic() - began

    def output(self) -> str:
        return (self.folder / "run.log").read_text()

    def figurewatch(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return figurewatch(*arguments, folder=self.folder, env=self.env)

    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.figurewatch("status", "--json").stdout)
        return found

    def pids(self, kind: str) -> list[int]:
        """Processes of a kind ("monitor", "extract", "redis") that work in this folder."""
        return [pid for pid, name in children(self.folder) if name == kind]


def environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """Ours, without what would change the settings, and with the checkout importable."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FIGUREWATCH_", "REDIS_", "DATABASE_"))}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default", **(extra or {})}


def figurewatch(
    *arguments: str, folder: Path, env: dict[str, str] | None = None, stdin: str | None = None, timeout: float = 90
) -> subprocess.CompletedProcess[str]:
    """Run one command as a user would."""
    return subprocess.run(
        (*COMMAND, *arguments),
        cwd=folder,
        env=environment(env),
        capture_output=True,
        text=True,
        timeout=timeout,
        input=stdin,
    )


def children(folder: Path) -> Iterator[tuple[int, str]]:
    """(pid, kind) of every process whose working directory is `folder` or below."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if not (entry / "cwd").resolve(strict=True).is_relative_to(folder):
                continue
            argv = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        words = [word.decode(errors="replace") for word in argv if word]
        if not words:
            continue
        kind = "redis" if any("redis" in word or "valkey" in word for word in words[:1]) else words[-1]
        yield int(entry.name), kind


def wait_for(what: Callable[[], object], seconds: float, why: str) -> Any:
    """Poll until `what` is true; its value. Fails with `why`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {why}")


@contextmanager
def running(daemon: Daemon) -> Iterator[Daemon]:
    """The daemon, started; killed with everything it started if the test fails to stop it."""
    daemon.start()
    try:
        yield daemon
    finally:
        if daemon.process and daemon.process.poll() is None:
            daemon.process.send_signal(signal.SIGTERM)
            try:
                daemon.process.wait(15)
            except subprocess.TimeoutExpired:
                daemon.process.kill()
