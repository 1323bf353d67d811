"""The only readers of the clock: the real one, and the demo's, which runs a week in seconds."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.errors import BadConfiguration
from monitor.ports import Clock


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that may

    def stretched(self, real: timedelta) -> timedelta:
        """`real` itself: this clock runs at the pace of the world."""
        return real


@dataclass(frozen=True)
class CompressedClock:
    """A clock that starts at a moment of our choice and runs `speed` times as fast as the world until `until`.

    From then on it runs at the pace of the world, so that what was played stays as it is.

    Processes that are given the same `spec` read the same time.
    """

    #: Seconds since the epoch, on the machine's clock, when this clock was started.
    started_real: float
    #: What this clock showed then; aware.
    started_at: datetime
    #: Its seconds per real second, above 0.
    speed: float
    #: The moment at which it slows down to the pace of the world; aware; None = never.
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.started_at.tzinfo is None or (self.until and self.until.tzinfo is None):
            raise ValueError("started_at and until need a time zone")
        if not (math.isfinite(self.speed) and self.speed > 0 and math.isfinite(self.started_real)):
            raise ValueError("speed must be a number above 0")

    @classmethod
    def starting(cls, at: datetime, speed: float, until: datetime | None = None) -> CompressedClock:
        """A clock that shows `at` right now."""
        return cls(time.time(), at, speed, until)  # noqa: TID251 - the one place that may

    @classmethod
    def from_spec(cls, spec: str) -> CompressedClock:
        """The clock that `spec` describes, as written by `spec`. Raises BadConfiguration if it cannot be read."""
        try:
            started_real, started_at, speed, *until = spec.split(",")
            end = datetime.fromisoformat(until[0]) if until else None
            return cls(float(started_real), datetime.fromisoformat(started_at), float(speed), end)
        except ValueError as error:
            raise BadConfiguration(
                f"FIGUREWATCH_CLOCK is {spec!r}, not epoch seconds, ISO time, speed[, ISO time]: {error}"
            ) from None

    @property
    def spec(self) -> str:
        """One line from which another process builds the same clock (FIGUREWATCH_CLOCK)."""
        spec = f"{self.started_real!r},{self.started_at.isoformat()},{self.speed!r}"
        return f"{spec},{self.until.isoformat()}" if self.until else spec

    def now(self) -> datetime:
        """The moment this clock has come to, in UTC."""
        passed = time.time() - self.started_real  # noqa: TID251 - the one place that may
        fast = self._fast_seconds
        start = self.started_at.astimezone(UTC)
        return start + timedelta(seconds=min(passed, fast) * self.speed + max(passed - fast, 0.0))

    def stretched(self, real: timedelta) -> timedelta:
        """How far this clock moves while `real` time passes."""
        if self.until is not None and self.now() >= self.until:
            return real
        return real * self.speed

    @property
    def _fast_seconds(self) -> float:
        """Real seconds from the start to `until`."""
        return (self.until - self.started_at).total_seconds() / self.speed if self.until else math.inf


def clock_from(spec: str | None) -> Clock:
    """The compressed clock that `spec` (FIGUREWATCH_CLOCK) describes, or the real one without it.

    Raises BadConfiguration if the spec cannot be read.
    """
    return CompressedClock.from_spec(spec) if spec else SystemClock()
