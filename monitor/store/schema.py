"""The schema's version: looked up with one query, brought up to date by Alembic only where it is behind."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from monitor.errors import Unavailable
from monitor.store.rows import LOCK_SCHEMA

#: The newest migration in `migrations/versions`; a test holds the two together.
HEAD = "0008"
FOLDER = Path(__file__).parent / "migrations"


def bring_up_to_date(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction; several processes at once do not meet.

    Raises Unavailable if the schema is newer than this version knows.
    """
    with engine.connect().execution_options(writes=False) as connection:
        if _version(connection) == HEAD:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%(key)s)", {"key": LOCK_SCHEMA})
        version = _version(connection)
        if version != HEAD:
            _upgrade(connection, version)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return version


def _upgrade(connection: Connection, version: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise Unavailable(
            f"the store's schema ({version}) is newer than this figurewatch ({HEAD}); run the newer figurewatch on it"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
