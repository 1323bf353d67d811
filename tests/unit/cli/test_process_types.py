"""`run` and the Procfile start the same processes."""

from pathlib import Path

from monitor.cli.run import PROCESSES, specs
from monitor.flow import QUEUES
from monitor.settings import Settings

PROCFILE = Path(__file__).resolve().parents[3] / "Procfile"


def test_procfile_names_the_same_processes():
    """Type for type, command for command."""
    written = dict(line.split(": figurewatch ", 1) for line in PROCFILE.read_text().splitlines())
    assert written == {kind: " ".join(arguments) for kind, arguments in PROCESSES.items()}


def test_every_queue_has_a_worker():
    """One queue per worker, one worker at least per queue."""
    assert {arguments[1] for arguments in PROCESSES.values() if arguments[0] == "worker"} == set(QUEUES)


def test_redis_is_ours_unless_somebody_elses_is_named(tmp_path):
    """With redis.url no private server is started; more extract workers on demand."""
    mine = Settings(state=tmp_path)
    named = Settings.model_validate({"state": tmp_path, "redis": {"url": "redis://127.0.0.1:6379/0"}})
    assert [spec.name for spec in specs(mine, {})] == ["redis", "monitor", "extract", "deliver", "web"]
    names = [spec.name for spec in specs(named, {}, workers=2)]
    assert names == ["monitor", "extract-1", "extract-2", "deliver", "web"]
