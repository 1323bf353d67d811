"""The marked corpus: sentences and whole articles with every figure and its slots, read and scored.

`python tests/corpus/marked.py [FILE…]` prints precision, recall and F1 per slot and kind, and what changed since the
last release (`reading/release.json`, which `--release` rewrites); `--wrong SLOT` lists what is wrong.

A file holds blocks parted by empty lines: a sentence with an indented line per figure (`-` where it has none), or an
article: `=== id | published DATE | outlet`, `Title: …`, a paragraph a line, `---`, the figures' lines. A figure's line
is `quote | value unit | qualifier | slot=value | …`; `slot=-` says the text gives none, ` / ` parts equal answers (none
may be one of them), and a slot that is not named is not judged. `quote#2` is the quote's second place as whole words
in the body.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from pint import UndefinedUnitError, UnitRegistry

from monitor.model.figure import Figure
from workers.figures import read
from workers.figures.speakers import is_carrier

FOLDER = Path(__file__).parent / "reading"
RELEASE = FOLDER / "release.json"
#: Sentences that stand alone are read as published on this Monday.
DAY = date(2026, 3, 2)
#: Slots judged as text, by the words they share; the others by equality.
PHRASES = ("counted", "who", "subject", "scope")
SLOTS = (*PHRASES, "as_of", "mood", "trend", "previous", "delta", "kind")
_SMALL = frozenset({"the", "a", "an", "of", "its", "their", "his", "her"})


@dataclass(frozen=True)
class Mark:
    """One figure as marked by hand."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    qualifiers: frozenset[str]
    slots: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Item:
    """One text of the corpus and the figures it holds. `published` dates it."""

    name: str
    text: str
    published: date
    title: str
    outlet: str
    marks: tuple[Mark, ...]


class BadMark(ValueError):
    """A line of the corpus cannot be understood; names the file and the line."""


# ── parse ────────────────────────────────────────────────────────────────────────────────────────────────────


def items(path: Path) -> list[Item]:
    """The items of one file, in order. Raises `BadMark`."""
    found: list[Item] = []
    block: list[str] = []
    begun = 0
    article = marks = False
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), "=== end"], 1):
        fresh = line.startswith("=== ")
        ends = fresh or (not line.strip() and (not article or marks))
        if ends and block:
            found.append(_item(path, begun, block, article))
            block, article, marks = [], False, False
        if fresh:
            article = True
        if line.strip() and not line.startswith("# "):
            begun = begun if block else number
            block.append(line)
            marks = marks or line == "---"
    return found


def _item(path: Path, number: int, block: list[str], article: bool) -> Item:
    name = f"{path.stem}:{number}"
    if not article:
        text = block[0].strip()
        return Item(name, text, DAY, "", "", tuple(_marks(name, text, 0, block[1:])))
    head, title, *rest = block
    given = head.removeprefix("=== ").split(" | ")
    title = title.removeprefix("Title:").strip()
    cut = rest.index("---")
    text = "\n\n".join([title, *(each.strip() for each in rest[:cut])])
    day = date.fromisoformat(given[1].removeprefix("published").strip())
    return Item(name, text, day, title, given[2].strip(), tuple(_marks(name, text, len(title), rest[cut + 1 :])))


def _marks(name: str, text: str, body: int, lines: Iterable[str]) -> Iterator[Mark]:
    for line in lines:
        if line.strip() != "-":
            try:
                yield _mark(text, body, line.strip())
            except (ValueError, IndexError) as error:
                raise BadMark(f"{name}: {line.strip()}: {error}") from None


def _places(quote: str, text: str, body: int) -> list[int]:
    """Where a quote stands as whole words, in the body before the title ("900" does not stand in "4,900")."""
    whole = rf"(?<![\w.,]){re.escape(quote)}(?![\w]|[.,]\d)"
    places = [found.start() for found in re.finditer(whole, text)]
    return [place for place in places if place >= body] + [place for place in places if place < body]


def _mark(text: str, body: int, line: str) -> Mark:
    quote, quantity, qualifier, *rest = (part.strip() for part in line.split(" | "))
    quote, _, nth = quote.partition("#") if quote[-2:-1] == "#" else (quote, "", "1")
    places = _places(quote, text, body)
    if len(places) < int(nth):
        raise ValueError("does not stand there")
    start = places[int(nth) - 1]
    number, _, unit = quantity.partition(" ")
    low, _, high = number.partition("..")
    slots = dict(part.split("=", 1) for part in rest)
    return Mark(
        start,
        start + len(quote),
        float(Fraction(low)),
        float(Fraction(high or low)),
        unit.strip() or "1",
        frozenset(qualifier.rpartition(":")[2].strip().split("/")),
        {slot: tuple(each.strip() for each in value.split(" / ")) for slot, value in slots.items()},
    )


# ── score ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Score:
    """How often right, given and wanted; `whole` counts phrases that are equal to the word."""

    right: int = 0
    given: int = 0
    wanted: int = 0
    whole: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  of {self.wanted}"

    @property
    def precision(self) -> float:
        """Right of those given; 1 where nothing was given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Right of those wanted; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def scores(corpus: Iterable[Item]) -> dict[str, Score]:
    """Scores by name: `value`, `unit`, `bound`, a slot each, `kind: …` (recall only), and `none` (false figures)."""
    found: dict[str, Score] = defaultdict(Score)
    for item in corpus:
        figures = read(item.text, published=item.published, title=item.title, outlet=item.outlet)
        _score(item, figures, found)
    return found


def _score(item: Item, figures: list[Figure], found: dict[str, Score]) -> None:
    pairs = _pairs(item.marks, figures)
    if not item.marks:
        found["none"].given += 1
        found["none"].right += not figures
        if figures:
            found["none"].wrong.append(f"{item.name} {[figure.quote for figure in figures]}: {item.text}")
    for figure in figures:
        if figure.start not in {other.start for _, other in pairs if other}:
            for name in ("value", "unit", "bound"):
                found[name].given += 1
            found["value"].wrong.append(f"{item.name} false {figure.quote!r}: {figure.sentence}")
    for mark, figure in pairs:
        _score_pair(item, mark, figure, found)


def _score_pair(item: Item, mark: Mark, figure: Figure | None, found: dict[str, Score]) -> None:
    here = f"{item.name} {item.text[mark.start : mark.end]!r}"
    value = figure is not None and _value(mark, figure)
    unit = value and figure is not None and _unit(figure.unit) == _unit(mark.unit)
    bound = value and figure is not None and str(figure.qualifier) in mark.qualifiers
    for name, right in (("value", value), ("unit", unit), ("bound", bound), (f"kind: {_sort(item, mark)}", unit)):
        score = found[name]
        score.wanted += 1
        score.given += figure is not None
        score.right += right
        if not right:
            told = f"{figure.quote!r} {figure.value:g} {figure.unit} {figure.qualifier}" if figure else None
            score.wrong.append(
                f"{here} {mark.low:g} {mark.unit} {'/'.join(mark.qualifiers)}, read {told}: {_around(item, mark)}"
            )
    if figure is not None and value:
        for slot in SLOTS:
            if slot in mark.slots:
                _score_slot(here, slot, mark.slots[slot], figure, found[slot])


def _around(item: Item, mark: Mark) -> str:
    """The paragraph that a mark stands in."""
    end = item.text.find("\n", mark.end)
    return item.text[item.text.rfind("\n", 0, mark.start) + 1 : end if end >= 0 else len(item.text)]


def _score_slot(here: str, slot: str, wanted: tuple[str, ...], figure: Figure, score: Score) -> None:
    told = _told(figure, slot)
    if told is None and "-" in wanted:
        return  # none is right, or as right as what stands beside it
    given, asked = told is not None, wanted != ("-",)
    right = given and asked and any(_equal(slot, each, told) for each in wanted)
    score.given += given
    score.wanted += asked
    score.right += right
    score.whole += right and any(_words(each) == _words(str(told)) for each in wanted)
    if not right and (given or asked):
        score.wrong.append(f"{here} {slot} {' / '.join(wanted)}, read {told}: {figure.sentence}")


def _pairs(marks: tuple[Mark, ...], figures: list[Figure]) -> list[tuple[Mark, Figure | None]]:
    """Each mark with the figure whose span shares most with it; a conversion or a repeat counts as its figure."""
    left = list(figures)
    pairs: list[tuple[Mark, Figure | None]] = []
    for mark in marks:
        best = max(left, key=lambda figure: _shared(mark, figure.start, figure.end), default=None)
        if best is None or not _shared(mark, best.start, best.end):
            best = next((f for f in left if any(_shared(mark, also.start, also.end) for also in f.also)), None)
        if best is not None:
            left.remove(best)
        pairs.append((mark, best))
    return pairs


def _shared(mark: Mark, start: int, end: int) -> int:
    return max(0, min(mark.end, end) - max(mark.start, start))


def _value(mark: Mark, figure: Figure) -> bool:
    if mark.low != mark.high:
        return _near(mark.low, figure.low) and _near(mark.high, figure.high)
    return _near(mark.low, figure.value)


def _near(wanted: float, told: float | None) -> bool:
    return told is not None and abs(wanted - told) <= 1e-6 + 0.02 * abs(wanted) * (wanted != round(wanted))


@cache
def _unit(name: str) -> str:
    """A unit's name as pint calls it: "tonne" is "metric_ton"."""
    words = name.replace("*", " ").replace("/", " / ").lower().split()
    return " ".join(_pint_name(word.removeprefix("1") or "1") for word in words)


def _pint_name(word: str) -> str:
    try:
        return word if len(word) <= 3 else _registry().get_name(word)
    except UndefinedUnitError:
        return word


@cache
def _registry() -> UnitRegistry:
    return UnitRegistry()


def _sort(item: Item, mark: Mark) -> str:
    """Which sort of quantity a mark is: what a table of misses is grouped by."""
    quote = item.text[mark.start : mark.end]
    if mark.low != mark.high:
        return "range"
    if not any(letter.isdigit() for letter in quote):
        return "in words"
    return {"1": "count", "percent": "percent"}.get(mark.unit, "money" if mark.unit[:3].isupper() else "with a unit")


def _told(figure: Figure, slot: str) -> object | None:
    if slot == "who":
        return next((name for name in figure.attribution if not is_carrier(name)), None)
    value = getattr(figure, slot)
    return None if value is None else value if isinstance(value, float) else str(value)


def _equal(slot: str, wanted: str, told: object) -> bool:
    if slot in ("previous", "delta"):
        return isinstance(told, float) and _near(float(Fraction(wanted)), told)
    if slot not in PHRASES:
        return wanted == told
    one, other = _words(wanted), _words(str(told))
    return bool(one and other) and (one <= other or other <= one)


def _words(phrase: str) -> frozenset[str]:
    words = (word.strip(".,'\"’“”").removesuffix("'s").removesuffix("’s") for word in phrase.lower().split())
    return frozenset(word for word in words if word and word not in _SMALL)


# ── print ────────────────────────────────────────────────────────────────────────────────────────────────────


def table(found: dict[str, Score], before: dict[str, list[float]]) -> str:
    """Precision, recall, F1, phrases equal to the word, and how F1 moved since the last release."""
    lines = [f"{'':24}{'P':>6}{'R':>7}{'F1':>7}{'whole':>7}{'of':>6}  since the last release"]
    for name in sorted(found, key=_rank):
        score = found[name]
        if name == "none":
            lines.append(f"{'sentences without any':24}{score.precision:6.3f}{'':21}{score.given:6}")
            continue
        whole = f"{score.whole / score.wanted:7.3f}" if name in PHRASES and score.wanted else " " * 7
        moved = f"{score.f1 - before[name][2]:+9.3f}" if name in before else ""
        lines.append(f"{name:24}{score.precision:6.3f}{score.recall:7.3f}{score.f1:7.3f}{whole}{score.wanted:6}{moved}")
    return "\n".join(lines)


def _rank(name: str) -> tuple[int, str]:
    order = ("value", "unit", "bound", *SLOTS)
    return (order.index(name), "") if name in order else (len(order), name)


def files() -> list[Path]:
    """Every file of the marked corpus."""
    return sorted(FOLDER.glob("*.txt"))


def main() -> None:
    """Print the table of the named files, or of them all."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", nargs="*", type=Path)
    asked.add_argument("--wrong", default="", help="list what is wrong in this slot (or `all`)")
    asked.add_argument("--release", action="store_true", help="keep these scores as the release's")
    given = asked.parse_args()
    found = scores(item for path in given.files or files() for item in items(path))
    before = json.loads(RELEASE.read_text(encoding="utf-8")) if RELEASE.exists() and not given.files else {}
    print(table(found, before))
    for name, score in found.items():
        if given.wrong and given.wrong in (name, "all"):
            print(f"\n{name}", *score.wrong, sep="\n  ")
    if given.release:
        kept = {
            name: [round(score.precision, 4), round(score.recall, 4), round(score.f1, 4)]
            for name, score in found.items()
        }
        RELEASE.write_text(json.dumps(kept, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
