"""The supervisor over real processes: restarts, order, a hopeless start, an end that leaves nothing behind."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from monitor.adapters.process import EXIT_UNAVAILABLE, Phase, ProcessSpec
from monitor.adapters.supervisor import Supervisor
from monitor.errors import Unavailable
from tests.system.harness import wait_for

SLEEP = (sys.executable, "-c", "import time; time.sleep(60)")
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except OSError:
        return False


def test_a_killed_process_is_started_again():
    """kill -9 costs a back-off; the report says what happened."""
    events = []
    supervisor = Supervisor([ProcessSpec("sleeper", SLEEP)], events.append)
    supervisor.start()
    try:
        first = wait_for(lambda: supervisor.pids()["sleeper"], 5, "it does not start")
        os.kill(first, signal.SIGKILL)
        second = wait_for(lambda: (pid := supervisor.pids()["sleeper"]) != first and pid, 5, "it is not started again")
        assert alive(second)
        assert [event.phase for event in events][:4] == [
            Phase.STARTED,
            Phase.EXITED,
            Phase.RESTARTING,
            Phase.STARTED,
        ]
    finally:
        supervisor.stop()
    assert not alive(second)


def test_one_that_ignores_sigterm_is_killed_in_time():
    """Ten seconds, then nothing is left."""
    supervisor = Supervisor([ProcessSpec("stubborn", STUBBORN), ProcessSpec("sleeper", SLEEP)])
    supervisor.start()
    pids = wait_for(lambda: all(supervisor.pids().values()) and list(supervisor.pids().values()), 5, "not started")
    time.sleep(0.5)  # until the handler is set
    began = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - began < 10
    assert not any(alive(pid) for pid in pids)


def test_what_outlives_is_stopped_last():
    """The others can still reach it while they end."""
    events = []
    specs = [ProcessSpec("user", SLEEP), ProcessSpec("server", SLEEP, outlives=True)]
    supervisor = Supervisor(specs, events.append)
    supervisor.start()
    wait_for(lambda: all(supervisor.pids().values()), 5, "not started")
    supervisor.stop()
    assert [event.process for event in events if event.phase is Phase.STARTED] == ["server", "user"]
    assert [event.process for event in events if event.phase is Phase.EXITED] == ["user", "server"]


def test_a_hopeless_first_start_ends_the_whole():
    """A process that says 'unavailable' at once will not get better by restarting: its code is ours."""
    supervisor = Supervisor([ProcessSpec("web", (sys.executable, "-c", f"raise SystemExit({EXIT_UNAVAILABLE})"))])
    supervisor.start()
    try:
        assert supervisor.wait(threading.Event()) == EXIT_UNAVAILABLE
    finally:
        supervisor.stop()


def test_a_server_that_never_answers_is_an_error():
    """What the others need must come up, or nothing starts."""
    dead = ProcessSpec("server", ("no-such-program-anywhere",), ready=lambda: False, outlives=True)
    supervisor = Supervisor([ProcessSpec("user", SLEEP), dead])
    with pytest.raises(Unavailable, match="server does not start"):
        supervisor.start()
    assert supervisor.pids()["user"] is None
