"""Child processes that never outlive us and are started again when they die; the lock that keeps us one per folder.

A child is started through a shim of a few milliseconds that asks the kernel to kill it when its parent dies
(Linux: PR_SET_PDEATHSIG, which outlasts exec) and then becomes the program itself. `preexec_fn` would do the same
inside the fork of a threaded process, where it may dead-lock. Elsewhere than on Linux the kernel has no such promise:
there a killed parent leaves its children to be stopped by whoever takes the lock next.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import IO

from monitor.errors import Unavailable

#: sysexits.h: what a child's exit code asks of the one who started it.
EXIT_UNAVAILABLE = 69
EXIT_TRY_AGAIN = 75
EXIT_BAD_CONFIGURATION = 78

#: Back-off between restarts of one process, in seconds: doubles from first to last, forgotten after a healthy run.
FIRST_DELAY = 0.5
LAST_DELAY = 30.0
HEALTHY_AFTER = 60.0
#: A process that asks to be started again at once must have worked this long, or it is backed off like a crash.
WORKED_AFTER = 1.0

_PR_SET_PDEATHSIG = 1
_SHIM = f"""
import os, sys
if sys.platform == "linux":
    import ctypes
    ctypes.CDLL(None).prctl({_PR_SET_PDEATHSIG}, {int(signal.SIGKILL)}, 0, 0, 0)
if os.getppid() != int(sys.argv[1]):
    sys.exit(0)  # the parent died before it could be tied to us
try:
    os.execvp(sys.argv[2], sys.argv[2:])
except OSError as error:
    sys.exit(print(sys.argv[2] + ": cannot be started: " + error.strerror, file=sys.stderr) or {EXIT_UNAVAILABLE})
"""


class StopInMidJob(BaseException):
    """Raised inside a job when its worker must end before the job can: give the lease back, count no attempt.

    No `Exception`, so that nobody who handles the errors of his own work swallows it.
    """


@dataclass(frozen=True)
class ProcessSpec:
    """One process to keep running."""

    name: str
    argv: tuple[str, ...]
    #: Added to our own environment.
    env: Mapping[str, str] | None = None
    #: Called before every start, to put in order what the process needs.
    prepare: Callable[[], None] | None = None
    #: Whether it serves by now; None = as soon as it runs.
    ready: Callable[[], bool] | None = None
    #: Stopped only when the others are gone (they need it to end cleanly).
    outlives: bool = False


class Phase(StrEnum):
    """What became of a process."""

    STARTED = "started"
    EXITED = "exited"
    RESTARTING = "restarting"


@dataclass(frozen=True)
class Event:
    """Something happened to a process."""

    process: str
    phase: Phase
    pid: int
    #: Exit code of the life that ended; negative = killed by that signal.
    code: int | None = None
    #: Seconds that life lasted.
    lived: float = 0.0
    #: How many lives it has had, this one included.
    life: int = 1
    #: Seconds until it is started again.
    delay: float = 0.0
    #: Why it could not be started at all; else empty.
    because: str = ""


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies (Linux; elsewhere nothing happens)."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def spawn(argv: tuple[str, ...], env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a program in a process group of its own that dies with us; it inherits our output, its input is empty.

    The thread that calls this must live as long as the child: the kernel watches the thread, not the process.
    A program that cannot be started ends with EXIT_UNAVAILABLE and one line on standard error.
    """
    shim = (sys.executable, "-I", "-S", "-c", _SHIM, str(os.getpid()), *argv)
    return subprocess.Popen(  # noqa: S603 - argv comes from our own map of processes
        shim, env={**os.environ, **env} if env else None, stdin=subprocess.DEVNULL, process_group=0
    )


def next_delay(previous: float | None, code: int, lived: float) -> float:
    """Seconds to wait before a process is started again, after a life of `lived` seconds that ended with `code`.

    `previous` is the delay before that life (None = it was the first, or the last one was healthy).
    """
    if code == EXIT_TRY_AGAIN and lived >= WORKED_AFTER:
        return 0.0
    if not previous or lived >= HEALTHY_AFTER:
        return FIRST_DELAY
    return min(LAST_DELAY, previous * 2)


class KeptAlive:
    """Keeps one process running in a thread of its own until `stop`; reports what happens to it."""

    def __init__(self, spec: ProcessSpec, report: Callable[[Event], None] = lambda event: None) -> None:
        self.spec = spec
        self._report = report
        self._stopping = threading.Event()
        self._spawning = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name=f"keep-{spec.name}", daemon=True)

    @property
    def pid(self) -> int | None:
        """The running process; None between two lives."""
        child = self._child
        return child.pid if child and child.returncode is None else None

    def start(self) -> None:
        """Start it and return; `wait_ready` waits until it serves."""
        self._thread.start()

    def wait_ready(self, seconds: float, *, unless: Callable[[], bool] = lambda: False) -> bool:
        """Wait until it serves; False if it does not within that time, or once `unless` says that waiting is idle."""
        until = time.monotonic() + seconds
        while not self._stopping.is_set() and not unless() and time.monotonic() < until:
            if self.pid is not None and (self.spec.ready is None or self.spec.ready()):
                return True
            time.sleep(0.02)
        return False

    def stop(self) -> None:
        """Ask it to end (SIGTERM) and start it no more; returns at once."""
        self._stopping.set()
        with self._spawning:
            if self._child and self._child.poll() is None:
                self._child.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it and whatever it started (SIGKILL to its group)."""
        self._stopping.set()
        with self._spawning:
            if self._child and self._child.returncode is None:
                _kill_group(self._child.pid)

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False if it still runs then."""
        if self._thread.ident is not None:
            self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def _keep(self) -> None:
        delay: float | None = None
        life = 0
        while not self._stopping.is_set():
            life += 1
            ended = self._live(life)
            if ended is None:
                return
            self._report(ended)
            delay = next_delay(delay, ended.code or 0, ended.lived)
            if not self._stopping.is_set():
                self._report(replace(ended, phase=Phase.RESTARTING, delay=delay))
            self._stopping.wait(delay)

    def _live(self, life: int) -> Event | None:
        """One life, from start to end; None if we were told to stop before it began."""
        began = time.monotonic()
        with self._spawning:
            if self._stopping.is_set():
                return None
            try:
                if self.spec.prepare:
                    self.spec.prepare()
                child = self._child = spawn(self.spec.argv, self.spec.env)
            except (Unavailable, OSError) as error:
                return Event(self.spec.name, Phase.EXITED, 0, code=EXIT_UNAVAILABLE, life=life, because=str(error))
        self._report(Event(self.spec.name, Phase.STARTED, child.pid, life=life))
        code = child.wait()
        _kill_group(child.pid)  # what it left behind would hold its files, ports and locks
        return Event(self.spec.name, Phase.EXITED, child.pid, code=code, lived=time.monotonic() - began, life=life)


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


class InstanceLock:
    """One holder per file, as long as its process lives; the kernel frees it even after kill -9."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def acquire(self, what: str) -> None:
        """Hold it for `what` ("figurewatch run"). Raises Unavailable naming who holds it."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = self.path.open("a+", encoding="utf-8")
        except OSError as error:
            raise Unavailable(f"{self.path}: cannot be opened: {error.strerror}") from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read(200).strip() or "another process"
            file.close()
            raise Unavailable(f"{self.path.parent} is in use by {holder}; one at a time per state folder") from None
        file.truncate(0)
        file.write(f"{what} (pid {os.getpid()})\n")
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let go of it."""
        if self._file:
            self._file.truncate(0)
            self._file.close()
            self._file = None

    def __enter__(self) -> InstanceLock:
        return self

    def __exit__(self, *exc: object) -> None:
        self.release()
