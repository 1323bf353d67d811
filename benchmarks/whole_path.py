"""Articles per second on one core, from a page's bytes to observations and changes, against the floor of its parts.

Floor: lxml parse + trafilatura on the same pages, which no article can do without. Both run in this process, one after
the other. Peak memory is the process's own. `python benchmarks/whole_path.py [PAGES]`
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import timedelta

import lxml.html
import trafilatura

from monitor.articles.page import read_page
from monitor.cli.demo.wire import load_wire, page
from monitor.model.entry import Entry
from monitor.model.noun import derive_id
from monitor.placing import place_in_story
from monitor.ports import Page
from monitor.steps import make_article
from monitor.store.engine import open_store
from workers.reading import Desk, figures_of, record

BASE = "https://wire.example"


def pages(count: int) -> list[tuple[Entry, bytes]]:
    """The demo's pages, told again week after week with other numbers and names, so that most are new stories."""
    wire = load_wire()
    made = []
    for number in range(count):
        week, place = divmod(number, len(wire.items))
        item = wire.items[place]
        html = page(item, list(wire.items), BASE)
        for old, new in (("Varda", f"Varda{week}"), ("Sarat", f"Sarat{week}"), ("Selim", f"Selim{week}")):
            html = html.replace(old, new)
        at = item.at + timedelta(days=7 * week)
        url = f"{BASE}/{week}{item.path}"
        entry = Entry(
            id=derive_id("entry", url), feed=item.outlet.id, url=url, title=item.title, published_at=at, seen_at=at
        )
        made.append((entry, html.encode()))
    return made


def floor(material: list[tuple[Entry, bytes]]) -> float:
    """Seconds for parse and main-text extraction alone."""
    began = time.perf_counter()
    for _, html in material:
        trafilatura.bare_extraction(lxml.html.fromstring(html), include_comments=False, deduplicate=False)
    return time.perf_counter() - began


def whole(material: list[tuple[Entry, bytes]]) -> tuple[float, int, dict[str, float]]:
    """Seconds for everything, articles that came through, and seconds by part."""
    parts = dict.fromkeys(("clean", "place", "read", "record"), 0.0)
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/store.db")
        began = time.perf_counter()
        for entry, html in material:
            now = entry.seen_at
            a = time.perf_counter()
            cleaned = read_page(html, entry.url, content_type="text/html", entry=entry, now=now)
            b = time.perf_counter()
            parts["clean"] += b - a
            if not isinstance(cleaned, Page):
                continue
            article = make_article(cleaned, entry, outlet=entry.feed, url=entry.url, now=now)
            with store.begin() as uow:
                placement, job = place_in_story(article, uow, now)
                uow.commit()
            c = time.perf_counter()
            parts["place"] += c - b
            done += 1
            if placement is None or job is None:
                continue
            figures = figures_of(article, placement)
            d = time.perf_counter()
            parts["read"] += d - c
            with store.begin() as uow:
                story = uow.stories.get(placement.story)
                assert story is not None
                record(article, story, placement, figures, Desk(uow, now))
                uow.commit()
            parts["record"] += time.perf_counter() - d
        seconds = time.perf_counter() - began
        store.close()
    return seconds, done, parts


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    material = pages(count)
    floor(material[:5])  # imports and tables are not what is measured
    whole(material[:5])
    least = floor(material)
    seconds, done, parts = whole(material)
    print(f"floor (lxml + trafilatura)   {count / least:8.0f} pages/s")
    print(f"whole path                   {done / seconds:8.0f} articles/s on one core ({done} of {count} pages)")
    print(f"ratio                        {seconds / least:8.2f} × the floor's time")
    for part, spent in parts.items():
        print(f"  {part:<26} {1000 * spent / count:8.2f} ms/page")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(f"peak memory                  {peak / 2**20:8.0f} MiB")


if __name__ == "__main__":
    main()
