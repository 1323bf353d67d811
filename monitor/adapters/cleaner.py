"""Cleaning where it can be killed: parsing other people's markup happens in C code that no exception can stop.

The child is this module run as a program, told by name which function reads pages; it takes a page as one line of JSON
and answers one line of JSON. It has a deadline, a memory limit, and a limited life, so that whatever it leaks goes with
it.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import resource
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Protocol

from monitor.adapters.process import die_with_parent
from monitor.errors import Permanent
from monitor.model.entry import Entry
from monitor.ports import Page, Stub

DEADLINE = timedelta(seconds=20)
MEMORY = 1 << 30  # bytes of address space; a 5 MB page takes some 250 MB
PAGES_PER_LIFE = 1_000
CHILDREN = 2
#: Importing trafilatura and its tables takes a second or two on a busy machine; not a page's fault.
START_SECONDS = 30.0


class PageReader(Protocol):
    """`articles.page.read_page`, or what stands in for it."""

    def __call__(self, html: bytes, url: str, *, content_type: str | None, entry: Entry, now: datetime) -> Page | Stub:
        """The article's parts, or why there is none."""
        ...


class InProcessCleaner:
    """`ports.Cleaner` without a child."""

    def __init__(self, read_page: PageReader) -> None:
        self._read_page = read_page

    def clean(self, html: bytes, url: str, *, content_type: str | None, entry: Entry, now: datetime) -> Page | Stub:
        """As the reader; whatever it raises is Permanent."""
        try:
            return self._read_page(html, url, content_type=content_type, entry=entry, now=now)
        except Exception as error:
            raise Permanent(f"the page could not be cleaned: {type(error).__name__}: {error}"[:300]) from error

    def close(self) -> None:
        """Nothing to end."""


class ChildCleaner:
    """`ports.Cleaner` in child processes. May be used from several threads; each page has a child to itself.

    `reader` is the dotted name of a `PageReader` ("monitor.articles.page.read_page").
    """

    def __init__(
        self, reader: str, *, deadline: timedelta = DEADLINE, memory: int = MEMORY, children: int = CHILDREN
    ) -> None:
        self._deadline = deadline
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()
        for _ in range(children):
            self._idle.put(_Child(reader, memory))

    def clean(self, html: bytes, url: str, *, content_type: str | None, entry: Entry, now: datetime) -> Page | Stub:
        """Raises Permanent if the page could not be read within the child's time and memory."""
        asked = {
            "html": base64.b64encode(html).decode(),
            "url": url,
            "content_type": content_type,
            "entry": entry.model_dump(mode="json"),
            "now": now.isoformat(),
        }
        with self._child() as child:
            answer = child.ask(json.dumps(asked), self._deadline.total_seconds())
        if "failed" in answer:
            raise Permanent(f"the page could not be cleaned: {answer['failed']}")
        if "stub" in answer:
            return Stub(answer["stub"])
        told = answer["page"]
        published = told["published_at"]
        return Page(
            title=told["title"],
            text=told["text"],
            byline=told["byline"],
            credit=told["credit"],
            canonical_url=told["canonical_url"],
            published_at=datetime.fromisoformat(published) if published else None,
            dropped=tuple((text, reason) for text, reason in told["dropped"]),
        )

    def close(self) -> None:
        """End the children that are idle; those at work end with their parent."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().end()

    @contextlib.contextmanager
    def _child(self) -> Iterator[_Child]:
        child = self._idle.get()
        try:
            yield child
        finally:
            self._idle.put(child)


class _Child:
    """One child process, started when it is first needed and again after its end."""

    def __init__(self, reader: str, memory: int) -> None:
        self._reader = reader
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._pages = 0

    def ask(self, line: str, seconds: float) -> dict[str, Any]:
        """The child's answer. Raises Permanent when it took too long or died of the page."""
        process = self._running()
        assert process.stdin and process.stdout
        self._pages += 1
        try:
            process.stdin.write(line.encode() + b"\n")
            process.stdin.flush()
            answer = _line(process, seconds)
        except (BrokenPipeError, OSError):
            answer = b""
        if answer is None:
            self.end()
            raise Permanent(f"the page could not be cleaned within {seconds:g} s")
        if not answer:
            self.end()
            raise Permanent("the page could not be cleaned: its reader ran out of memory or crashed")
        if self._pages >= PAGES_PER_LIFE:
            self.end()
        told: dict[str, Any] = json.loads(answer)
        return told

    def end(self) -> None:
        """Kill it; the next page starts another."""
        if self._process:
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):
                    if pipe:
                        pipe.close()
            self._process.wait()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.end()
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            (sys.executable, "-m", __name__, self._reader, str(self._memory), str(os.getpid())),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._pages = 0
        if _line(self._process, START_SECONDS) != b"ready\n":
            self.end()
            raise Permanent("the page could not be cleaned: its reader does not start")
        return self._process


def _line(process: subprocess.Popen[bytes], seconds: float) -> bytes | None:
    """One line of the child's output; b"" if it ended, None if it took too long."""
    assert process.stdout
    until = time.monotonic() + seconds
    received = bytearray()
    while not received.endswith(b"\n"):
        ready, _, _ = select.select([process.stdout], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return None
        piece = os.read(process.stdout.fileno(), 1 << 16)
        if not piece:
            return b""
        received += piece
    return bytes(received)


def main() -> None:
    """Be the child: clean page after page until standard input ends."""
    reader, memory, parent = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    die_with_parent()
    if os.getppid() != parent:
        return
    with contextlib.suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    out, sys.stdout = sys.stdout, sys.stderr  # what libraries print must not look like an answer
    module, _, name = reader.rpartition(".")
    cleaner = InProcessCleaner(getattr(import_module(module), name))
    out.write("ready\n")
    out.flush()
    for line in sys.stdin:
        asked = json.loads(line)
        out.write(json.dumps(_answer(cleaner, asked)) + "\n")
        out.flush()


def _answer(cleaner: InProcessCleaner, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        found = cleaner.clean(
            base64.b64decode(asked["html"]),
            asked["url"],
            content_type=asked["content_type"],
            entry=Entry.model_validate(asked["entry"]),
            now=datetime.fromisoformat(asked["now"]),
        )
    except Permanent as error:
        return {"failed": error.reason.removeprefix("the page could not be cleaned: ")}
    except MemoryError:
        return {"failed": "it needs too much memory"}
    if isinstance(found, Stub):
        return {"stub": found.reason}
    published = found.published_at.isoformat() if found.published_at else None
    return {"page": {**found.__dict__, "published_at": published, "dropped": [list(each) for each in found.dropped]}}


if __name__ == "__main__":
    main()
