"""What cannot work says so in one clear line and the right exit code, without a traceback."""

import socket

import pytest
from ruamel.yaml import YAML

from tests.system.harness import figurewatch

USABLE = {"feeds": ["https://news.example/rss.xml"]}


def refused(folder, settings, env=None, command="run"):
    with (folder / "figurewatch.yaml").open("w") as stream:
        YAML(typ="safe").dump(settings, stream)
    done = figurewatch(command, folder=folder, env=env)
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    return done.returncode, lines[0]


def test_bad_configuration(tmp_path):
    """An unknown key names file, line and the nearest name: exit 78."""
    (tmp_path / "figurewatch.yaml").write_text("feeds: []\nwatchs:\n  - name: a\n")
    done = figurewatch("run", folder=tmp_path)
    assert done.returncode == 78
    assert "figurewatch.yaml:2" in done.stderr and "watches" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["run", "demo", "status", "worker extract"])
def test_unreachable_redis(tmp_path, command):
    """A Redis that does not answer: exit 69 and its address (status still tells what the store knows)."""
    if command == "status":
        done = figurewatch("status", folder=tmp_path, env={"REDIS_URL": "redis://127.0.0.1:1/0"})
        assert done.returncode in (2, 69) and "Traceback" not in done.stderr
        return
    done = figurewatch(*command.split(), folder=tmp_path, env={"REDIS_URL": "redis://127.0.0.1:1/0"})
    assert done.returncode == 69, done.stderr
    assert "127.0.0.1:1" in done.stderr and "Traceback" not in done.stderr


def test_port_in_use(tmp_path):
    """A port somebody else has: exit 69, and how to take another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, line = refused(tmp_path, {**USABLE, "web": {"port": port}})
    assert code == 69 and str(port) in line and "web.port" in line


def test_unwritable_state_folder(tmp_path):
    """A state folder that cannot be made: exit 69 and its path."""
    (tmp_path / "file").write_text("in the way")
    code, line = refused(tmp_path, {**USABLE, "state": "./file/state"})
    assert code == 69 and "file/state" in line


def test_unreachable_database(tmp_path):
    """A PostgreSQL that does not answer: exit 69, its password not shown."""
    url = "postgresql://me:s3cret-word@127.0.0.1:1/figures"
    code, line = refused(tmp_path, USABLE, env={"DATABASE_URL": url})
    assert code == 69 and "127.0.0.1" in line and "s3cret-word" not in line


def test_a_second_daemon_on_one_state_folder(tmp_path, daemon):
    """Two daemons never share a state folder: the second says who has it."""
    from tests.system.harness import running, wait_for

    with running(daemon):
        wait_for(lambda: daemon.pids("monitor"), 30, daemon.output)
        done = daemon.figurewatch("run")
        assert done.returncode == 69 and "in use by figurewatch run" in done.stderr
        daemon.stop()
