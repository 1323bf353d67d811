"""Fixtures that tests of every kind share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.ports import Store
from monitor.store.engine import open_store


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """A fresh store in a SQLite file."""
    store = open_store(f"sqlite:///{tmp_path / 'figurewatch.db'}")
    yield store
    store.close()
