"""Runs a set of processes on this machine: started in order, restarted when they die, ended together.

What the others need to end cleanly (Redis) is started before them and stopped after them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from monitor.adapters.process import (
    EXIT_BAD_CONFIGURATION,
    EXIT_UNAVAILABLE,
    Event,
    KeptAlive,
    Phase,
    ProcessSpec,
)
from monitor.errors import Unavailable

#: Seconds for a process that serves others to come up.
READY_SECONDS = 20.0
#: Seconds from the first SIGTERM to the last SIGKILL; what runs gets most of it, what outlives it the rest.
STOP_SECONDS = 8.0
OUTLIVING_SECONDS = 1.5
#: A first life that ends this soon with "unavailable" or "bad configuration" will not get better by restarting.
HOPELESS_WITHIN = 15.0


class Supervisor:
    """Keeps `specs` running between `start` and `stop`. `report` is called from the threads that watch them."""

    def __init__(self, specs: Sequence[ProcessSpec], report: Callable[[Event], None] = lambda event: None) -> None:
        self._report = report
        self._kept = [KeptAlive(spec, self._note) for spec in specs]
        self._failed = threading.Event()
        self.failure: Event | None = None

    def start(self) -> None:
        """Start them, those the others need first. Raises Unavailable if one of those does not come up."""
        for kept in self._ordered():
            kept.start()
            if kept.spec.outlives and not kept.wait_ready(READY_SECONDS, unless=self._failed.is_set):
                self.stop()
                why = self.failure.because if self.failure else ""
                raise Unavailable(f"{kept.spec.name} does not start{': ' + why if why else ''}")

    def wait(self, stop: threading.Event) -> int:
        """Wait until `stop` is set (0) or a process cannot be run at all (its exit code)."""
        while not stop.wait(0.1):
            if self._failed.is_set():
                assert self.failure is not None
                return self.failure.code or EXIT_UNAVAILABLE
        return 0

    def stop(self) -> None:
        """End every process within ten seconds; returns when none is left."""
        until = time.monotonic() + STOP_SECONDS
        _end([kept for kept in self._kept if not kept.spec.outlives], until)
        _end([kept for kept in self._kept if kept.spec.outlives], max(until, time.monotonic()) + OUTLIVING_SECONDS)

    def pids(self) -> dict[str, int | None]:
        """The running process of each; None between two lives."""
        return {kept.spec.name: kept.pid for kept in self._kept}

    def _ordered(self) -> list[KeptAlive]:
        return sorted(self._kept, key=lambda kept: not kept.spec.outlives)

    def _note(self, event: Event) -> None:
        hopeless = event.code in (EXIT_UNAVAILABLE, EXIT_BAD_CONFIGURATION) and event.lived < HOPELESS_WITHIN
        if event.phase is Phase.EXITED and event.life == 1 and hopeless and self.failure is None:
            self.failure = event
            self._failed.set()
        self._report(event)


def _end(kept: Sequence[KeptAlive], until: float) -> None:
    for each in kept:
        each.stop()
    for each in kept:
        if not each.wait(until - time.monotonic()):
            each.kill()
            each.wait(1.0)
