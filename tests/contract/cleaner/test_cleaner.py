"""Both cleaners answer alike; the child can be killed by a page without harm to the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.adapters.cleaner import ChildCleaner, InProcessCleaner
from monitor.articles.page import read_page
from monitor.errors import Permanent, Transient
from monitor.ports import Cleaner, Page, Stub
from tests.factories import NOW, make_entry

HERE = Path(__file__).parent
URL = "https://gazette.example/ness"
READ_PAGE = "monitor.articles.page.read_page"
ECHO = "page_readers.echo"
ARTICLE = b"""<html><head><title>Ness rises in Orlin | Harbour Gazette</title></head><body><article>
<h1>Ness rises in Orlin</h1>
<p>The river Ness stood at 4.2 metres in Orlin on Thursday, the harbour office said in its report of the morning.</p>
<p>Boats in the lower harbour were moved upstream, and the ferry to the islands will not sail before Saturday.</p>
</article></body></html>"""


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let children find the stand-ins."""
    monkeypatch.setenv("PYTHONPATH", f"{HERE}{os.pathsep}{Path(__file__).parents[3]}")


@pytest.fixture(params=["in process", "child"])
def cleaner(request: pytest.FixtureRequest) -> Iterator[Cleaner]:
    """Each cleaner, reading pages in earnest."""
    made: Cleaner = InProcessCleaner(read_page) if request.param == "in process" else ChildCleaner(READ_PAGE)
    yield made
    made.close()


@pytest.fixture
def child() -> Iterator[ChildCleaner]:
    """One child that does what pages say."""
    made = ChildCleaner(ECHO, children=1, deadline=timedelta(seconds=1))
    yield made
    made.close()


def clean(cleaner: Cleaner, html: bytes) -> Page | Stub:
    return cleaner.clean(html, URL, content_type="text/html", entry=make_entry(), now=NOW)


def pid(cleaner: Cleaner) -> int:
    found = clean(cleaner, b"pid")
    assert isinstance(found, Stub)
    return int(found.reason)


def alive(process: int) -> bool:
    with suppress(FileNotFoundError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def gone(process: int, seconds: float = 5.0) -> bool:
    until = time.monotonic() + seconds
    while alive(process) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive(process)


# ── both ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_page_is_what_the_reader_makes_of_it(cleaner: Cleaner) -> None:
    """Nothing is lost or changed on the way through a child."""
    expected = read_page(ARTICLE, URL, content_type="text/html", entry=make_entry(published_at=None), now=NOW)
    actual = cleaner.clean(ARTICLE, URL, content_type="text/html", entry=make_entry(published_at=None), now=NOW)

    assert isinstance(expected, Page)
    assert expected == actual


def test_stub_comes_through(cleaner: Cleaner) -> None:
    """A page that is none says why."""
    assert clean(cleaner, b"%PDF-1.7 ...") == Stub("not a web page: binary data")


def test_published_moment_comes_through(cleaner: Cleaner) -> None:
    """As an aware moment."""
    html = ARTICLE.replace(
        b"<head>", b'<head><meta property="article:published_time" content="2026-03-11T22:15:00+02:00">'
    )
    found = cleaner.clean(html, URL, content_type="text/html", entry=make_entry(published_at=None), now=NOW)

    assert isinstance(found, Page)
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-03-11T20:15:00+00:00"


@pytest.mark.parametrize("in_process", [True, False])
def test_what_a_reader_raises_is_permanent(in_process: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says what was raised, in the same words from either cleaner."""
    monkeypatch.syspath_prepend(str(HERE))
    from page_readers import echo

    made: Cleaner = InProcessCleaner(echo) if in_process else ChildCleaner(ECHO, children=1)
    with pytest.raises(Permanent, match=r"^the page could not be cleaned: ValueError: no page of mine$"):
        clean(made, b"raise")
    made.close()


# ── what only a child can do ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("order", [b"hang", b"spin"])
def test_page_over_its_time_is_given_up_and_the_next_one_read(child: ChildCleaner, order: bytes) -> None:
    """The reader is killed at the deadline, whether it waits or computes."""
    first = pid(child)
    began = time.monotonic()
    with pytest.raises(Permanent, match=r"^the page could not be cleaned within 1 s$"):
        clean(child, order)

    assert 0.9 < time.monotonic() - began < 3
    assert gone(first)
    assert pid(child) != first


def test_page_over_its_memory_is_given_up(child: ChildCleaner) -> None:
    """The reader is refused the memory; it lives on."""
    with pytest.raises(Permanent, match="it needs too much memory"):
        clean(child, b"eat")

    assert isinstance(clean(child, b"Dam bursts"), Page)


def test_page_that_crashes_its_reader_is_given_up_and_the_next_one_read(child: ChildCleaner) -> None:
    """A crash in C code ends a child, not us."""
    with pytest.raises(Permanent, match="ran out of memory or crashed"):
        clean(child, b"crash")

    assert isinstance(clean(child, b"Dam bursts"), Page)


def test_page_is_not_blamed_for_a_reader_killed_between_pages(child: ChildCleaner) -> None:
    """Another one reads it."""
    first = pid(child)
    os.kill(first, signal.SIGKILL)

    assert pid(child) != first


def test_what_a_library_prints_is_no_answer(child: ChildCleaner) -> None:
    """Standard output of the child is not the line on which it answers."""
    assert isinstance(clean(child, b"print"), Page)


def test_page_larger_than_a_pipe_comes_through(child: ChildCleaner) -> None:
    """Five million bytes arrive whole."""
    assert clean(child, b"size" + b"x" * 5_000_000) == Stub("5000004")


def test_reader_is_replaced_after_its_share_of_pages() -> None:
    """What it leaked goes with it."""
    made = ChildCleaner(ECHO, children=1, pages_per_life=2)
    pids = [pid(made) for _ in range(5)]
    made.close()

    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]


def test_children_end_with_close() -> None:
    """Nothing is left behind, not even a zombie."""
    made = ChildCleaner(ECHO, children=1)
    first = pid(made)
    made.close()

    assert not Path(f"/proc/{first}").exists()


def test_page_after_close_stays_owed() -> None:
    """Transient: the page is as good as before."""
    made = ChildCleaner(ECHO, children=1)
    made.close()

    with pytest.raises(Transient, match="closed"):
        clean(made, b"Dam bursts")


def test_close_ends_a_page_at_work_and_leaves_it_owed() -> None:
    """Nobody waits for the deadline of a page when the monitor stops."""
    made = ChildCleaner(ECHO, children=1)
    pid(made)
    with ThreadPoolExecutor() as pool:
        page = pool.submit(clean, made, b"hang")
        time.sleep(0.2)
        began = time.monotonic()
        made.close()
        with pytest.raises(Transient, match="closed"):
            page.result(5)

    assert time.monotonic() - began < 2


def test_threads_share_the_children() -> None:
    """Each page gets its own answer, and no more readers run than there are children."""
    made = ChildCleaner(ECHO, children=2)
    with ThreadPoolExecutor(8) as pool:
        titles = list(pool.map(lambda n: clean(made, f"Dam {n} bursts".encode()), range(40)))
        pids = set(pool.map(lambda _: pid(made), range(8)))
    made.close()

    assert [f"Dam {n} bursts" for n in range(40)] == [each.title for each in titles if isinstance(each, Page)]
    assert len(pids) <= 2


def test_reader_outlives_the_thread_that_first_needed_it(child: ChildCleaner) -> None:
    """The kernel ends a child with the thread that started it; pages come from threads that come and go."""
    pids: list[int] = []
    for _ in range(2):
        thread = threading.Thread(target=lambda: pids.append(pid(child)))
        thread.start()
        thread.join()
        time.sleep(0.1)

    assert pids[0] == pids[1]


def test_reader_that_cannot_start_is_no_fault_of_the_page() -> None:
    """Transient: a wrong name or a full machine says nothing about the page."""
    made = ChildCleaner("page_readers.no_such_reader", children=1)
    with pytest.raises(Transient, match="cannot start its reader"):
        clean(made, b"Dam bursts")
    made.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux kills children with their parent")
def test_children_die_with_a_killed_parent() -> None:
    """Even a reader that hangs on a page."""
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from tests.contract.cleaner.test_cleaner import ChildCleaner, ECHO, clean, pid\n"
        "made = ChildCleaner(ECHO, children=1)\n"
        "print(pid(made), flush=True)\n"
        "clean(made, b'hang')\n"
    )
    root = str(Path(__file__).parents[3])
    parent = subprocess.Popen([sys.executable, "-c", program, str(HERE), root], stdout=subprocess.PIPE)
    assert parent.stdout
    reader = int(parent.stdout.readline())
    assert alive(reader)
    time.sleep(0.3)
    parent.kill()
    parent.wait()
    parent.stdout.close()

    assert gone(reader)


def test_interrupt_from_the_terminal_is_left_to_the_parent(child: ChildCleaner) -> None:
    """Ctrl-C reaches the whole process group; a page in work is finished or killed by us."""
    first = pid(child)
    os.kill(first, signal.SIGINT)
    os.kill(first, signal.SIGTERM)
    time.sleep(0.1)

    assert pid(child) == first
