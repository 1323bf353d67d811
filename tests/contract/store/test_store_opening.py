"""Opening a store: made once however many processes open it, and one clear line where it cannot be."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from monitor.errors import BadConfiguration, Transient, Unavailable
from monitor.ports import Store
from monitor.store import engine as store_engine
from monitor.store.engine import open_store
from monitor.store.schema import FOLDER, HEAD
from monitor.store.tables import day, metadata
from tests.factories import NOW, make_entry, make_feed

OPEN = """
import sys
from monitor.store.engine import open_store
sys.stdin.readline()
store = open_store(sys.argv[1])
with store.begin() as uow:
    uow.ops.totals()
print("opened")
"""


def test_several_processes_open_an_empty_database(url: str) -> None:
    """Four processes that start at once all get a store."""
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    time.sleep(1.5)  # imports done: the opening itself is what shall meet
    for process in starting:
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in starting]

    assert [out for out, _ in said] == ["opened\n"] * 4, said


def test_the_tables_are_what_the_migrations_make(store: Store) -> None:
    """Neither has a table, column or index that the other has not; the version looked for is the newest one."""
    with store._engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert differences == []
    assert ScriptDirectory(str(FOLDER)).get_current_head() == HEAD


def test_the_index_of_copies_outlives_its_new_form(url: str) -> None:
    """What a store of the schema before held in it is found under the same stories."""
    engine = store_engine._engine(url)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        row = {"hash": -(2**63), "story": "story-f00dfacecafe0001", "day": day(NOW)}
        connection.execute(text("INSERT INTO shingles VALUES (:hash, :story, :day)"), row)
    engine.dispose()

    store = open_store(url)
    with store.begin() as uow:
        assert uow.stories.held("", [-(2**63)], NOW).holding == [(-(2**63), "story-f00dfacecafe0001")]
    store.close()


def test_a_newer_schema_is_refused(store: Store, url: str) -> None:
    """A store that a later version has changed is left alone."""
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(Unavailable, match=r"9999.*newer than this figurewatch"):
        open_store(url)

    with store._engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_opening_again_keeps_everything(opened: Callable[[], Store]) -> None:
    """A store outlives its processes."""
    first = opened()
    with first.begin() as uow:
        uow.feeds.add(make_feed(), NOW)
        uow.commit()
    first.close()

    with opened().read() as uow:
        assert uow.feeds.get("feed-1").feed == make_feed()


def test_an_opening_costs_little(opened: Callable[[], Store], url: str) -> None:
    """A store that is up to date is opened without Alembic."""
    opened()
    code = (
        "import sys; from monitor.store.engine import open_store; open_store(sys.argv[1]).close(); "
        "print('alembic' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


@pytest.mark.parametrize("what", ["no folder", "a folder", "no database", "cut off"])
def test_a_file_that_cannot_be_used(tmp_path: Path, what: str) -> None:
    """One line that names the file, whatever is wrong with it; a file that is something else is not touched."""
    file = tmp_path / "figurewatch.db"
    match what:
        case "no folder":
            file = tmp_path / "nowhere" / "figurewatch.db"
        case "a folder":
            file.mkdir()
        case "no database":
            file.write_bytes(b"Dear diary, " * 500)
        case "cut off":
            open_store(f"sqlite:///{file}").close()
            file.write_bytes(file.read_bytes()[:5000])
    before = file.read_bytes() if file.is_file() else b""

    with pytest.raises(Unavailable) as refused:
        open_store(f"sqlite:///{file}")

    assert str(file) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not file.is_file() or what == "cut off" or file.read_bytes() == before


def test_a_file_that_may_only_be_read() -> None:
    """Refused when it is opened, not at the first commit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        file = folder / "figurewatch.db"
        open_store(f"sqlite:///{file}").close()
        file.chmod(0o444)
        code = (
            "import os, sys\n"
            "from monitor.errors import Unavailable\n"
            "from monitor.store.engine import open_store\n"
            "open_store('sqlite://')\n"  # whatever is imported late is imported now
            "os.geteuid() or os.setuid(65534)\n"  # root may write to anything
            "try:\n    open_store(sys.argv[1])\nexcept Unavailable as error:\n    print(error)"
        )

        done = subprocess.run([sys.executable, "-c", code, f"sqlite:///{file}"], capture_output=True, text=True)

    assert f"{file} cannot be written to" in done.stdout, done.stderr


def test_a_server_that_is_not_there() -> None:
    """One line that names host and port, never the password."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    with pytest.raises(Unavailable) as refused:
        open_store(f"postgresql://watch:s3cret@127.0.0.1:{port}/news")

    assert str(port) in str(refused.value)
    assert "s3cret" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("address", ["mysql://u:s3cret@h/d", "figurewatch.db", "oracle://h", ""])
def test_an_address_of_neither(address: str) -> None:
    """Only SQLite and PostgreSQL; a password in the wrong address is not shown."""
    with pytest.raises(BadConfiguration) as refused:
        open_store(address)

    assert "s3cret" not in str(refused.value)


def test_a_busy_file_is_tried_again(sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is held for longer than we wait is transient, and nothing of the unit is kept."""
    monkeypatch.setattr(store_engine, "BUSY_SECONDS", 0.1)
    other = open_store(f"sqlite:///{tmp_path / 'figurewatch.db'}")
    with sqlite_store.begin() as holding:
        holding.feeds.add(make_feed(), NOW)
        with pytest.raises(Transient, match="locked"), other.begin() as uow:
            uow.feeds.add(make_feed(id="feed-2"), NOW)
        with other.read() as uow:
            assert uow.feeds.all() == []  # readers wait for nobody
        holding.commit()
    other.close()


def test_a_full_disk_is_tried_again(sqlite_store: Store) -> None:
    """When there is no room the unit is gone, the store is whole, and writes go on once there is room again."""
    entries = [make_entry(id=f"entry-{number}", content="x" * 5000) for number in range(100)]
    pages = sqlite_store._engine.raw_connection()
    count = pages.execute("PRAGMA page_count").fetchone()[0]
    pages.execute(f"PRAGMA max_page_count={count + 5}")
    pages.close()

    with pytest.raises(Transient, match="full"), sqlite_store.begin() as uow:
        uow.entries.add(entries, NOW)
        uow.commit()
    with sqlite_store.read() as uow:
        assert uow.ops.totals()["entries"] == 0

    pages = sqlite_store._engine.raw_connection()
    pages.execute("PRAGMA max_page_count=1000000")
    pages.close()
    with sqlite_store.begin() as uow:
        assert len(uow.entries.add(entries, NOW)) == 100
        uow.commit()


def test_a_connection_cut_in_mid_unit_is_tried_again(postgres: str) -> None:
    """PostgreSQL going away is transient; the next unit connects anew."""
    store = open_store(postgres)
    with pytest.raises(Transient), store.begin() as uow:
        uow.feeds.add(make_feed(), NOW)
        pid = uow._connection.scalar(text("SELECT pg_backend_pid()"))
        with store._engine.connect() as other:
            other.execute(text(f"SELECT pg_terminate_backend({pid})"))
        uow.feeds.all()

    with store.begin() as uow:
        assert uow.feeds.all() == []
    store.close()


def test_a_connection_cut_while_nobody_used_it_is_replaced(postgres: str) -> None:
    """A server that was restarted between two units is noticed before the second one begins."""
    store = open_store(postgres)
    with store.begin() as uow:
        pid = uow._connection.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(postgres, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))
        time.sleep(0.2)

    with store.begin() as uow:
        assert uow.feeds.all() == []
    store.close()


def test_the_switch_to_wal_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that make a file at once may be refused the switch without a wait (seen in 1 of 24 openings)."""
    refusals = ["database is locked", "database is locked"]

    class Refused(sqlite3.Cursor):
        def execute(self, statement: str, *parameters: object) -> sqlite3.Cursor:
            if "journal_mode" in statement and refusals:
                raise sqlite3.OperationalError(refusals.pop())
            return super().execute(statement, *parameters)

    connection = sqlite3.connect(tmp_path / "figurewatch.db")
    store_engine._set_wal(connection.cursor(Refused))

    assert refusals == []
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    refusals.append("disk I/O error")
    with pytest.raises(sqlite3.OperationalError, match="disk"):
        store_engine._set_wal(connection.cursor(Refused))
    refusals.append("database is locked")
    monkeypatch.setattr(store_engine, "BUSY_SECONDS", -1)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        store_engine._set_wal(connection.cursor(Refused))
    connection.close()
