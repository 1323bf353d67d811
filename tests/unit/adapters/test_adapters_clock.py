"""Clocks: the real one, the demo's, and the one tests move."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.adapters.clock import CompressedClock, SystemClock, clock_from
from monitor.adapters.memory import FixedClock
from monitor.errors import BadConfiguration

START = datetime(2026, 3, 2, 8, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    "clock", [SystemClock(), CompressedClock.starting(START, 60.0), FixedClock(START.astimezone(UTC))]
)
def test_now_is_aware_and_utc(clock):
    """Whatever the clock, its moments are UTC."""
    assert clock.now().utcoffset() == timedelta(0)


def test_compressed_clock_runs_faster():
    """At speed 100,000 a real twentieth of a second is more than an hour, and `stretched` says how much."""
    clock = CompressedClock.starting(START, 100_000.0)
    before = clock.now()
    time.sleep(0.05)

    assert clock.now() - before >= timedelta(seconds=5_000)
    assert clock.stretched(timedelta(seconds=1)) == timedelta(seconds=100_000)


def test_every_process_reads_the_same_time():
    """A clock built from the spec of another shows the same time as that one."""
    clock = CompressedClock.starting(START, 3.5)
    twin = clock_from(clock.spec)

    assert twin == clock
    assert abs(twin.now() - clock.now()) < timedelta(seconds=5)


def test_no_spec_is_the_real_clock():
    """Without a spec time is real and passes at its own pace."""
    clock = clock_from(None)

    assert isinstance(clock, SystemClock)
    assert clock.stretched(timedelta(seconds=3)) == timedelta(seconds=3)
    assert abs(clock.now().timestamp() - time.time()) < 5  # noqa: TID251


@pytest.mark.parametrize(
    "spec",
    [
        "yesterday",
        "1.0,2026-03-02T08:00:00,2",  # no zone
        "1.0,2026-03-02T08:00:00+00:00,0",  # stands still
        "1.0,2026-03-02T08:00:00+00:00,nan",
        "1.0,2026-03-02T08:00:00+00:00,2,3",
    ],
)
def test_bad_spec_is_bad_configuration(spec):
    """A spec that cannot be read stops the start and names the variable."""
    with pytest.raises(BadConfiguration, match="FIGUREWATCH_CLOCK"):
        clock_from(spec)


def test_a_compressed_clock_slows_down_at_its_end() -> None:
    """From `until` on it runs at the pace of the world, and the spec carries the end."""
    start = datetime(2026, 3, 2, tzinfo=UTC)
    clock = CompressedClock.starting(start - timedelta(days=8), speed=1e15, until=start)
    assert CompressedClock.from_spec(clock.spec) == clock
    assert timedelta(0) <= clock.now() - start < timedelta(seconds=5)
    assert clock.stretched(timedelta(seconds=3)) == timedelta(seconds=3)
