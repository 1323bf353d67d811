"""What every command starts from: the settings file, the store, the queue; and how rows are shown."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel
from pydantic_core import to_jsonable_python
from rich.console import Console
from rich.table import Table

from monitor.adapters.clock import clock_from
from monitor.bootstrap import open_queue, open_store
from monitor.errors import Transient, Unavailable
from monitor.model.job import Job
from monitor.ports import Clock, Queue, QueueState, Store
from monitor.settings import DEFAULT_FILE, Settings, load

#: Where a command finds its settings unless told otherwise.
CONFIG_VARIABLE = "FIGUREWATCH_CONFIG"

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", envvar=CONFIG_VARIABLE, help="The settings file (default: figurewatch.yaml)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_IDS = ("id", "series", "story", "observation")
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")]


def config_file(config: Path | None) -> Path | None:
    """The file to read: the one named, else figurewatch.yaml here, else that of the demo played here, else none."""
    if config is not None:
        return config
    for file in (DEFAULT_FILE, demo_folder() / "figurewatch.yaml"):
        if file.exists():
            return file
    return None


def demo_folder(settings: Settings | None = None) -> Path:
    """Where the demo keeps its state, so that every command can look at it while it runs and afterwards."""
    state = settings.state if settings else Path(os.environ.get("FIGUREWATCH_STATE") or "state")
    return state / "demo"


def settings_of(config: Path | None) -> Settings:
    """The settings this command works with. Raises BadConfiguration."""
    file = config_file(config)
    if file == demo_folder() / "figurewatch.yaml":
        # the variable that led us to the demo would lead its settings away from it
        return load(file, {name: value for name, value in os.environ.items() if name != "FIGUREWATCH_STATE"})
    return load(file)


def clock(config: Path | None) -> Clock:
    """The clock this process was given, else that of the demo it looks at, else the machine's."""
    spec = os.environ.get("FIGUREWATCH_CLOCK")
    played = demo_folder() / "clock"
    if not spec and config_file(config) == played.with_name("figurewatch.yaml"):
        spec = played.read_text(encoding="utf-8")
    return clock_from(spec)


@contextmanager
def store_of(config: Path | None) -> Iterator[Store]:
    """The store the settings name, closed at the end. Raises Unavailable."""
    store = open_store(settings_of(config))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def store_and_queue(config: Path | None) -> Iterator[tuple[Store, Queue]]:
    """Store and queue; the queue need not be reachable until it is used."""
    settings = settings_of(config)
    store = open_store(settings)
    try:
        yield store, open_queue(settings)
    finally:
        store.close()


class QueueAway:
    """Stands in for a queue that cannot be reached, for what has something to tell all the same."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def push(self, jobs: Sequence[Job]) -> None:
        """Raises Transient."""
        raise Transient(self._reason)

    def states(self) -> list[QueueState]:
        """Raises Transient."""
        raise Transient(self._reason)

    def live(self, jobs: Sequence[Job]) -> set[str]:
        """Raises Transient."""
        raise Transient(self._reason)


@contextmanager
def store_and_maybe_queue(config: Path | None) -> Iterator[tuple[Store, Queue]]:
    """Store and queue, or what stands in for a queue that is away."""
    settings = settings_of(config)
    store = open_store(settings)
    try:
        try:
            queue = open_queue(settings)
        except Unavailable as error:
            queue = QueueAway(str(error))
        yield store, queue
    finally:
        store.close()


def print_json(thing: object) -> None:
    """One JSON document on standard output."""
    print(json.dumps(to_jsonable_python(thing), ensure_ascii=False, indent=2))


def print_line(thing: BaseModel | dict[str, Any]) -> None:
    """One JSON object on one line."""
    print(json.dumps(to_jsonable_python(thing), ensure_ascii=False), flush=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """A table for people; words from the web are shown as they are, never as markup."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        # ids are there to be copied
        table.add_column(column, no_wrap=column in _IDS, min_width=24 if column in _IDS else None)
    count = 0
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
        count += 1
    if not count:
        print(empty)
        return
    console = Console(markup=False, highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = 160  # for files and pipes; a terminal says how wide it is
    console.print(table)


def _cell(value: object) -> str:
    from rich.markup import escape

    text = "" if value is None else str(value)
    return escape("".join(char if char.isprintable() else " " for char in text))
