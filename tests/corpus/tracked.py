"""Timelines of dated reports, tracked and scored: which figures are of one series, and which of them are news.

`python tests/corpus/tracked.py [FILE…] [--wrong]` prints link F1 over pairs of figures and, for changes, precision,
recall and F1 in all and by kind. A file holds timelines: `=== name`, then reports `time | outlet | text`, each with an
indented line per figure, `quote | series | change`; `-` says that it changes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from monitor.cli.batch import read_through
from monitor.cli.track import rows
from tests.corpus.marked import Score

FOLDER = Path(__file__).parent / "timelines"
#: What `track` may call a figure that alerts nobody.
QUIET = (None, "refined", "late")


@dataclass(frozen=True)
class Mark:
    """One figure of one report: its words, the series it belongs to, and the change it makes ("" for none)."""

    report: str
    quote: str
    series: str
    change: str


@dataclass(frozen=True)
class Timeline:
    """Reports in order, as `track` takes them, and their marks."""

    name: str
    reports: tuple[dict[str, str], ...]
    marks: tuple[Mark, ...]


def timelines(path: Path) -> Iterator[Timeline]:
    """The timelines of one file."""
    for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
        name, *lines = block.splitlines()
        reports: list[dict[str, str]] = []
        marks: list[Mark] = []
        for line in filter(str.strip, lines):
            if line.startswith("  "):
                quote, series, change = (part.strip() for part in line.split(" | "))
                marks.append(Mark(reports[-1]["id"], quote, series, "" if change == "-" else change))
            else:
                time, outlet, text = (part.strip() for part in line.split(" | ", 2))
                time = time if "T" in time else f"{time}T12:00"
                number = str(len(reports))
                reports.append({"id": number, "published": f"{time}:00Z", "outlet": outlet, "text": text})
        yield Timeline(name.strip(), tuple(reports), tuple(marks))


def tracked(timeline: Timeline) -> list[dict[str, object]]:
    """What `figurewatch track --jsonl` says of a timeline, a row a figure."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(report) + "\n" for report in timeline.reports)
        file.flush()
        return [row for read in read_through(Path(file.name)) if not isinstance(read, dict) for row in rows(read)]


def scores(found: Iterable[Timeline], wrong: list[str]) -> dict[str, Score]:
    """`link`, `alert` and `kind: …`; what is wrong is appended to `wrong`."""
    table = {"link": Score(), "alert": Score()}
    kinds: Counter[str] = Counter()
    for timeline in found:
        told = tracked(timeline)
        pairs = [(mark, _row(mark, timeline, told)) for mark in timeline.marks]
        _score_links(timeline, pairs, table["link"], wrong)
        for mark, row in pairs:
            said = row["change"] if row else None
            news = said not in QUIET
            score = table["alert"]
            score.wanted += bool(mark.change)
            score.given += news
            score.right += bool(mark.change) and news
            kind = table.setdefault(f"kind: {mark.change or 'nothing'}", Score())
            kind.wanted += 1
            kind.right += mark.change == said or (not mark.change and not news)
            kinds[str(said) if news else "nothing"] += 1
            if bool(mark.change) != news or (mark.change and mark.change != said):
                label = row["label"] if row else "not read"
                wrong.append(
                    f"{timeline.name} {mark.quote!r} ({mark.series}): {mark.change or '-'}, read {said} [{label}]"
                )
    for name, count in kinds.items():
        table.setdefault(f"kind: {name}", Score()).given = count
    return table


def _row(mark: Mark, timeline: Timeline, rows: list[dict[str, object]]) -> dict[str, object] | None:
    text = next(report["text"] for report in timeline.reports if report["id"] == mark.report)
    start = text.index(mark.quote)
    end = start + len(mark.quote)
    mine = (row for row in rows if row.get("id") == mark.report)
    return next((row for row in mine if int(str(row["start"])) < end and start < int(str(row["end"]))), None)


def _score_links(
    timeline: Timeline, pairs: list[tuple[Mark, dict[str, object] | None]], score: Score, wrong: list[str]
) -> None:
    for (one, mine), (other, theirs) in combinations(pairs, 2):
        wanted = one.series == other.series
        given = bool(mine and theirs and mine["series"] == theirs["series"])
        score.wanted += wanted
        score.given += given
        score.right += wanted and given
        if wanted != given:
            labels = [row["label"] if row else "not read" for row in (mine, theirs)]
            what = "apart" if wanted else "together"
            wrong.append(
                f"{timeline.name} {what}: {one.quote!r} ({one.series}) {other.quote!r} ({other.series}) {labels}"
            )


def main() -> None:
    """Print the table of the named files, or of them all."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", nargs="*", type=Path)
    asked.add_argument("--wrong", action="store_true", help="list what is wrong")
    given = asked.parse_args()
    wrong: list[str] = []
    found = [each for path in given.files or sorted(FOLDER.glob("*.txt")) for each in timelines(path)]
    for name, score in scores(found, wrong).items():
        sys.stdout.write(f"{name:20} {score}\n")
    if given.wrong:
        sys.stdout.write("\n".join(wrong) + "\n")


if __name__ == "__main__":
    main()
