"""kill -9 of each process and a wiped Redis cost time only: every alert is sent, once."""

import os
import signal

import pytest
import redis

from monitor.adapters.embedded_redis import EmbeddedRedis
from tests.system.harness import running, wait_for

LEVELS = ("4.2", "4.9", "5.6", "6.3")


def flood(newsroom, number):
    level = LEVELS[number]
    newsroom.publish(
        "wire",
        f"flood-{number}",
        f"Ness at {level} metres in Orlin",
        f"The river Ness stood at {level} metres at the old bridge in Orlin, the harbour office said.",
        f"Bulletin number {['one', 'two', 'three', 'four'][number]} of the day found the quay under water and the market shut.",
        "Nobody was able to say " + ("when the rain would end.", "who would pay.", "what came next.", "more.")[number],
    )


def levels_told(newsroom):
    return [hook["data"]["headline"] for hook in newsroom.hooked]


@pytest.mark.parametrize("victim", ["extract", "deliver", "monitor", "redis"])
def test_kill_of_any_process_loses_and_doubles_nothing(daemon, newsroom, victim):
    """The victim is killed again and again while articles arrive."""
    with running(daemon):
        wait_for(lambda: len(daemon.pids(victim)) == 1, 30, f"{victim} does not run")
        for number in range(len(LEVELS)):
            flood(newsroom, number)
            for pid in daemon.pids(victim):
                os.kill(pid, signal.SIGKILL)
            wait_for(
                lambda told=number: len(newsroom.hooked) > told,
                60,
                f"no alert after the kill: {daemon.output()[-3000:]}",
            )
        daemon.stop()
    assert len(set(newsroom.hook_ids)) == len(newsroom.hook_ids) == len(LEVELS), levels_told(newsroom)


def test_a_wiped_redis_loses_nothing(daemon, newsroom):
    """FLUSHALL takes the hints; the store owes the work and pushes them again."""
    with running(daemon):
        server = EmbeddedRedis(daemon.folder / "state")
        wait_for(server.answers, 30, "redis does not run")
        with redis.Redis(unix_socket_path=str(server.socket)) as connection:
            for number in range(len(LEVELS)):
                flood(newsroom, number)
                for _ in range(20):
                    connection.flushall()
                wait_for(lambda told=number: len(newsroom.hooked) > told, 60, daemon.output)
        daemon.stop()
    assert len(set(newsroom.hook_ids)) == len(newsroom.hook_ids) == len(LEVELS)
