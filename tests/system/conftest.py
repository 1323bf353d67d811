"""Fixtures of the system tests."""

from collections.abc import Iterator

import pytest

from monitor.cli.run import free_port
from tests.system.harness import Daemon, Newsroom


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    room = Newsroom()
    yield room
    room.close()


@pytest.fixture
def daemon(tmp_path, newsroom) -> Daemon:
    """A daemon over one feed, `wire`, that tells everything to the newsroom's webhook."""
    settings = {
        "feeds": [{"url": newsroom.feed("wire"), "name": "The Wire", "every": "1s"}],
        "watches": [{"name": "River", "match": {"any": ["Ness"]}, "to": ["hook"]}],
        "receivers": {"hook": {"webhook": {"url": f"{newsroom.base}/hook"}}},
        "network": {"allow": ["127.0.0.1/32"], "gap": "0s"},
        "web": {"port": free_port()},
        "state": "./state",
    }
    return Daemon(tmp_path, settings)
