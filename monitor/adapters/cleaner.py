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
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Protocol

from monitor.adapters.process import die_with_parent
from monitor.errors import Permanent, Transient
from monitor.model.entry import Entry
from monitor.ports import Page, Stub

DEADLINE = timedelta(seconds=20)
MEMORY = 1 << 30  # bytes of address space; a 5 MB page takes some 250 MB
PAGES_PER_LIFE = 1_000
CHILDREN = 2
#: Importing trafilatura and its tables takes a second or two on a busy machine; not a page's fault.
START_SECONDS = 30.0
PIECE = 1 << 16  # bytes: what a pipe holds


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
        except MemoryError:
            raise Permanent("the page could not be cleaned: it needs too much memory") from None
        except Exception as error:
            raise Permanent(f"the page could not be cleaned: {type(error).__name__}: {error}"[:300]) from error

    def close(self) -> None:
        """Nothing to end."""


class ChildCleaner:
    """`ports.Cleaner` in child processes. May be used from several threads; each page has a child to itself.

    `reader` is the dotted name of a `PageReader` ("monitor.articles.page.read_page").
    """

    def __init__(
        self,
        reader: str,
        *,
        deadline: timedelta = DEADLINE,
        memory: int = MEMORY,
        children: int = CHILDREN,
        pages_per_life: int = PAGES_PER_LIFE,
    ) -> None:
        self._deadline = deadline
        # The kernel ends a child with the *thread* that started it, and a thread that cleans a page may be a short one.
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cleaner-starter")
        self._closed = threading.Event()
        argv = (sys.executable, "-m", __name__, reader, str(memory), str(deadline.total_seconds()), str(os.getpid()))
        self._children = [_Child(argv, self._start, pages_per_life) for _ in range(children)]
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()  # the one that is warm is taken first
        for child in self._children:
            self._idle.put(child)

    def clean(self, html: bytes, url: str, *, content_type: str | None, entry: Entry, now: datetime) -> Page | Stub:
        """Raises Permanent if the page could not be read within the child's time and memory.

        Raises Transient after `close`, and where no child can be started.
        """
        asked = {
            "html": base64.b64encode(html).decode(),
            "url": url,
            "content_type": content_type,
            "entry": entry.model_dump(mode="json"),
            "now": now.isoformat(),
        }
        line = json.dumps(asked).encode() + b"\n"
        with self._child() as child:
            answer = self._answer(child, line)
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
        """End the children, those at work too: their pages stay owed."""
        self._closed.set()
        for child in self._children:
            child.kill()
        idle = []
        with contextlib.suppress(queue.Empty):
            while True:
                idle.append(self._idle.get_nowait())
        for child in idle:
            child.end()
            self._idle.put(child)
        self._starter.shutdown(wait=False)

    def _answer(self, child: _Child, line: bytes) -> dict[str, Any]:
        seconds = self._deadline.total_seconds()
        try:
            answer = child.ask(line, seconds)
            if answer is None and child.pages > 1 and not self._closed.is_set():
                child.end()  # it may have died of what earlier pages left in it
                answer = child.ask(line, seconds)
        except TimeoutError:
            child.end()
            raise Permanent(f"the page could not be cleaned within {seconds:g} s") from None
        if answer is None:
            child.end()
            if self._closed.is_set():
                raise Transient("the cleaner is closed")
            raise Permanent("the page could not be cleaned: its reader ran out of memory or crashed")
        return answer

    def _start(self, argv: Sequence[str]) -> subprocess.Popen[bytes]:
        try:
            return self._starter.submit(_popen, argv).result()
        except (RuntimeError, OSError) as error:  # shut down; or no memory, no processes left
            raise Transient(f"the cleaner cannot start its reader: {error}") from error

    @contextlib.contextmanager
    def _child(self) -> Iterator[_Child]:
        child = self._idle.get()
        try:
            if self._closed.is_set():
                raise Transient("the cleaner is closed")
            yield child
        finally:
            if self._closed.is_set():
                child.end()
            self._idle.put(child)


def _popen(argv: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own module


class _Child:
    """One child process, started when it is first needed and again after its end. Used by one thread at a time."""

    def __init__(
        self, argv: Sequence[str], start: Callable[[Sequence[str]], subprocess.Popen[bytes]], pages_per_life: int
    ) -> None:
        self._argv = argv
        self._start = start
        self._pages_per_life = pages_per_life
        self._process: subprocess.Popen[bytes] | None = None
        #: Pages given to the process that runs now.
        self.pages = 0

    def ask(self, line: bytes, seconds: float) -> dict[str, Any] | None:
        """The child's answer; None if it died. Raises TimeoutError, and Transient if it cannot be started."""
        if self.pages >= self._pages_per_life:
            self.end()
        process = self._running()
        self.pages += 1
        try:
            answer = _exchange(process, line, seconds)
        except OSError as error:
            if isinstance(error, TimeoutError):
                raise
            return None
        if not answer.endswith(b"\n"):
            return None
        told: dict[str, Any] = json.loads(answer)
        return told

    def kill(self) -> None:
        """End the process from another thread; who waits for its answer hears that it died."""
        if process := self._process:
            process.kill()

    def end(self) -> None:
        """Kill it; the next page starts another."""
        process, self._process, self.pages = self._process, None, 0
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.end()
        process = self._process = self._start(self._argv)
        assert process.stdin and process.stdout
        os.set_blocking(process.stdin.fileno(), False)
        os.set_blocking(process.stdout.fileno(), False)
        try:
            greeting = _exchange(process, b"", START_SECONDS)
        except OSError:
            greeting = b""
        if greeting != b"ready\n":
            self.end()
            raise Transient("the cleaner cannot start its reader: it does not come up")
        return process


def _exchange(process: subprocess.Popen[bytes], line: bytes, seconds: float) -> bytes:
    """Give the child a line and take one; what came of it if the child ended. Raises TimeoutError, BrokenPipeError.

    `poll`, not `select`: a monitor with a thousand connections has file numbers that `select` refuses.
    """
    assert process.stdin and process.stdout
    until = time.monotonic() + seconds
    given, taken = process.stdin.fileno(), process.stdout.fileno()
    poll = select.poll()
    poll.register(taken, select.POLLIN)
    if line:
        poll.register(given, select.POLLOUT)
    rest, received = memoryview(line), bytearray()
    while not received.endswith(b"\n"):
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        for number, _ in poll.poll(left * 1000):
            if number == given:
                rest = rest[os.write(given, rest[:PIECE]) :]
                if not rest:
                    poll.unregister(given)
            else:
                piece = os.read(taken, PIECE)
                if not piece:
                    return b""
                received += piece
    return bytes(received)


def main() -> None:
    """Be the child: clean page after page until standard input ends."""
    reader, memory, seconds, parent = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    die_with_parent()
    if os.getppid() != parent:
        return
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the parent, who then ends us
        signal.signal(number, signal.SIG_IGN)
    with contextlib.suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out, sys.stdout = sys.stdout, sys.stderr  # what libraries print must not look like an answer
    module, _, name = reader.rpartition(".")
    cleaner = InProcessCleaner(getattr(import_module(module), name))
    out.write("ready\n")
    out.flush()
    for line in sys.stdin.buffer:
        _limit_cpu(seconds)
        out.write(json.dumps(_answer(cleaner, json.loads(line))) + "\n")
        out.flush()


def _limit_cpu(seconds: float) -> None:
    """Let the kernel end us where nobody is left to do it: a little after the parent would have."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + 2 * seconds) + 2, hard))


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
    if isinstance(found, Stub):
        return {"stub": found.reason}
    published = found.published_at.isoformat() if found.published_at else None
    return {"page": {**found.__dict__, "published_at": published, "dropped": [list(each) for each in found.dropped]}}


if __name__ == "__main__":
    main()
