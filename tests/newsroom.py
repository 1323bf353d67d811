"""News of our own for measuring: labelled happenings, and reprints of texts as desks make them.

`happenings` reads tests/corpus/stories/*.txt (each text with its event and its origin). `reprints` makes from them what
a reader of many outlets gets: each base text several times over, trimmed, cut, edited, embedded, with another headline,
dateline and furniture, and beside them texts that look alike and are none: other reports on the same event, recurring
titles, shared boilerplate. The gold label of an article is the base text it carries.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.cli.demo.wire import load_wire
from monitor.model.article import Article
from monitor.model.noun import derive_id

FOLDER = Path(__file__).parent / "corpus" / "stories"


@dataclass(frozen=True)
class Text:
    """One labelled text. `story` is the base text it carries, its own id for a base."""

    id: str
    outlet: str
    published: datetime
    title: str
    paragraphs: tuple[str, ...]
    event: str
    origin: str
    story: str
    made: str = "base"

    def article(self) -> Article:
        """As the cleaner would hand it over."""
        text = "\n\n".join((self.title, *self.paragraphs))
        url = f"https://{derive_id('outlet', self.outlet)}.example/{derive_id('text', self.id)}"
        return Article(
            id=derive_id("article", url, text),
            outlet=self.outlet,
            url=url,
            title=self.title,
            text=text,
            published_at=self.published,
            seen_at=self.published,
            cleaner_version="given",
        )


# ── happenings ───────────────────────────────────────────────────────────────────────────────────────────────


def happenings(*names: str) -> list[Text]:
    """The texts of these files of the corpus, oldest first."""
    found = [text for name in names for text in _texts((FOLDER / name).read_text(encoding="utf-8"))]
    return sorted(found, key=lambda text: (text.published, text.id))


def _texts(written: str) -> Iterator[Text]:
    for block in re.split(r"^=== ", written, flags=re.MULTILINE)[1:]:
        head, *told = re.split(r"^--- ", block, flags=re.MULTILINE)
        event = head.split(":")[0]
        for number, each in enumerate(told):
            first, *paragraphs = each.strip().split("\n")
            at, outlet, origin, title = first.split(" | ", 3)
            day, clock = at.split()
            published = datetime.strptime(f"2026-03-{int(day):02d} {clock}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
            id = f"{event}-{number}"
            yield Text(id, outlet, published, title, tuple(paragraphs), event, f"{event}-{origin}", id)


# ── reprints ─────────────────────────────────────────────────────────────────────────────────────────────────

#: What one desk in twenty changes in a text: spelling of either side of the ocean.
_SPELLING = {
    "organised": "organized", "labour": "labor", "metres": "meters", "kilometres": "kilometers", "litre": "liter",
    "centre": "center", "defence": "defense", "percent": "per cent", "tonnes": "tons", "neighbour": "neighbor",
    "harbour": "harbor", "grey": "gray", "tyre": "tire", "licence": "license", "Monday": "Mon.", "storey": "story",
}  # fmt: skip
_SYNONYMS = ("also", "then", "thus", "indeed", "now", "still", "however", "reportedly", "just", "again")
_FURNITURE = (
    "Subscribe to our morning letter and never miss what matters.",
    "Read more: the ten most expensive streets in the country",
    "Advertisement",
    "Share this story on your favourite network or send it to a friend.",
    "Our app brings you the news even before you have had your coffee. Download it now.",
    "Sign up for alerts on this topic",
    "© All rights reserved. No part of this page may be reproduced without permission in writing.",
    "Most read today: how to prune roses, and why your neighbour does it wrong",
)
_BOILERPLATE = (
    "The press council supervises this newsroom, which corrects its errors openly. Whoever finds one is asked to write to "
    "the readers' editor, whose column stands on page two every Saturday and whose rulings bind all of our desks.",
    "This report was made with the support of a fund for local journalism, which has no say in what is written. "
    "The fund is paid for by a levy on advertising and has an independent board of seven members.",
    "About this newsletter: every weekday at six our editors choose the five stories of the day, explain what is behind "
    "them and say what to expect next. It is free of charge, and you may leave at any time with one click.",
)
_BACKGROUND = (
    "The province was the poorest of the country for most of the last century, until the railway opened its valleys to "
    "trade and a generation of engineers built dams, tunnels and bridges that are now as old as their grandchildren.",
    "Relations between the capital and the coast have been tense since the reform of 1998, which took the fishing rights "
    "from the towns and gave them to an authority that has been accused of favouring large companies ever since.",
)
_RECURRING = (
    "Morning briefing",
    "What we know on day 1,004 of the war",
    "Today in pictures",
    "Market close",
    "In brief",
)


@dataclass(frozen=True)
class Make:
    """One way of reprinting, and how much of the base it keeps."""

    name: str
    keeps: float = 1.0


MAKES = (
    Make("verbatim"),
    *(Make(f"trim {int(keep * 100)} %", keep) for keep in (0.9, 0.7, 0.5, 0.3)),
    Make("cut 30 % middle", 0.3),
    Make("cut 30 % tail", 0.3),
    Make("cut 50 % scattered", 0.5),
    Make("edit 5 %"),
    Make("edit 10 %"),
    Make("typography"),
    Make("embed"),
    Make("embed twice as long"),
    Make("headline and dateline"),
    Make("furniture"),
    Make("trim 50 %, edit 5 %, furniture", 0.5),
    Make("edit 10 %, embed"),
)


def bases() -> list[Text]:
    """Texts to reprint: two reports on each happening joined to news length (so that one event has several), and the
    demo wire's own articles."""
    by_event: defaultdict[str, list[Text]] = defaultdict(list)
    for text in happenings("events.txt", "events_unseen.txt"):
        by_event[text.event].append(text)
    made = []
    for texts in by_event.values():
        for at in range(0, min(len(texts), 4) - 1, 2):
            one, other = texts[at : at + 2]
            made.append(replace(one, paragraphs=one.paragraphs + other.paragraphs))
        if len(texts) == 3 and len(made) % 4:
            made.append(texts[2])
    first_of = {}
    for item in load_wire().items:
        if not item.paywall and item.paragraphs[0] not in first_of and item.id.count("copy") == 0:
            first_of[item.paragraphs[0]] = item
    for item in first_of.values():
        if "writethru" not in item.id and "correction" not in item.id and not item.id.startswith("front-"):
            id = f"wire-{item.id}"
            made.append(Text(id, item.outlet.name, item.at, item.title, item.paragraphs, id, id, id))
    return made


def _reserve(texts: list[Text]) -> list[str]:
    """Sentences of texts that are in no base: filling for pages that embed a base."""
    used = {line for text in texts for line in text.paragraphs}
    lines = [line for text in happenings("events.txt", "events_unseen.txt") for line in text.paragraphs]
    return [sentence for line in lines if line not in used for sentence in _sentences(line)]


_PADDING = (
    "The library has lent out its last typewriter.", "It went to a student who collects ribbons.",
    "In the square a brass band rehearsed the same four bars all afternoon.", "Nobody complained, it is said.",
    "A baker has entered his grandmother's bread for a prize.", "She had never written the recipe down.",
    "Two swans closed the lock for a morning.", "The keeper fed them his sandwiches.",
    "The theatre will play behind its curtain this season.", "The director calls it an experiment.",
    "A retired pilot is building a balloon out of tea bags.", "He needs about eleven thousand more.",
    "The chess club has lost its oldest member and its only clock.", "Both were always a little slow.",
    "Three cellists share one flat above the fishmonger.", "On Sundays the whole street listens.",
    "The lighthouse is for sale, stairs included.", "There are two hundred and four of them.",
    "Beekeepers report an early swarm beside the gasworks.", "It settled on a parking meter.",
)  # fmt: skip


def reprints(seed: int = 1, each: int = 4) -> list[Text]:
    """Every base, `each` reprints of it, and the negatives, in order of publication."""
    chance = random.Random(seed)
    texts = bases()
    reserve = _reserve(texts)
    made: list[Text] = []
    for number, base in enumerate(texts):
        if number % 9 == 4:
            base = replace(base, title=_RECURRING[number // 9 % len(_RECURRING)])
        made.append(_with_boilerplate(base, number))
        ways = chance.sample(MAKES, each)
        outlets = chance.sample(range(40), each)
        for at, (make, outlet) in enumerate(zip(ways, outlets, strict=True)):
            copy = reprint(base, make, chance, reserve, f"{base.id}-{at}")
            copy = replace(copy, outlet=f"Reprint {outlet}")
            made.append(copy if make.keeps < 1 else _with_boilerplate(copy, number))
    made += _same_title(texts, chance)
    return sorted(made, key=lambda text: (text.published, text.id))


def _with_boilerplate(text: Text, number: int) -> Text:
    """With a paragraph that other texts have as well: at the end or the beginning, on the outlet or on the country."""
    paragraphs = text.paragraphs
    match number % 8:
        case 0:
            paragraphs = (*paragraphs, _BOILERPLATE[number // 8 % len(_BOILERPLATE)])
        case 3:
            paragraphs = (*paragraphs, _BACKGROUND[number // 8 % len(_BACKGROUND)])
        case 6:
            paragraphs = (_BOILERPLATE[number // 8 % len(_BOILERPLATE)], *paragraphs)
    return replace(text, paragraphs=paragraphs)


def _same_title(texts: list[Text], chance: random.Random) -> list[Text]:
    """Short notes under the title of another text, of which they hold not a sentence."""
    notes = []
    for number, base in enumerate(chance.sample(texts, len(_PADDING) // 2)):
        words = _PADDING[2 * number : 2 * number + 2]
        id = f"note-{number}"
        at = base.published + timedelta(hours=chance.uniform(0.2, 12))
        notes.append(Text(id, "Notebook", at, base.title, (" ".join(words),), base.event, id, id, "same title"))
    return notes


def reprint(base: Text, make: Make, chance: random.Random, reserve: list[str], id: str) -> Text:
    """The base as another outlet prints it some minutes to two days later."""
    paragraphs = list(base.paragraphs)
    title = base.title
    for step in make.name.split(", "):
        if step.startswith("trim"):
            paragraphs = _head(paragraphs, float(step.split()[1]) / 100)
        elif step.startswith("cut"):
            paragraphs = _cut(paragraphs, step, chance)
        elif step.startswith("edit"):
            paragraphs = _edited(paragraphs, float(step.split()[1]) / 100, chance)
        elif step == "typography":
            paragraphs = [_typography(each) for each in paragraphs]
        elif step.startswith("embed"):
            paragraphs = _embedded(paragraphs, 2.0 if "twice" in step else 1.0, chance, reserve)
        elif step == "headline and dateline":
            paragraphs[0] = f"{chance.choice(('OSTRA', 'TOR CITY', 'HALM'))} — {_undated(paragraphs[0])}"
        elif step == "furniture":
            for _ in range(3):
                paragraphs.insert(chance.randint(0, len(paragraphs)), chance.choice(_FURNITURE))
    if "headline" in make.name or chance.random() < 0.4:
        title = f"{chance.choice(('Report', 'Latest', 'News'))}: {' '.join(reversed(title.split()[:6]))}"
    return replace(
        base,
        id=id,
        published=base.published + timedelta(hours=chance.uniform(0.1, 48)),
        title=title,
        paragraphs=tuple(paragraphs),
        made=make.name,
    )


def _sentences(paragraph: str) -> list[str]:
    return re.split(r"(?<=[.!?”\"])\s+(?=[\"“A-Z])", paragraph)


def _lines(paragraphs: list[str]) -> list[tuple[int, str]]:
    return [(at, sentence) for at, paragraph in enumerate(paragraphs) for sentence in _sentences(paragraph)]


def _joined(lines: list[tuple[int, str]]) -> list[str]:
    return [" ".join(line for _, line in group) for _, group in itertools.groupby(lines, key=lambda line: line[0])]


def _head(paragraphs: list[str], keep: float) -> list[str]:
    """The first sentences, up to this share of the words, at least one."""
    return _joined(_run(_lines(paragraphs), 0, keep))


def _run(lines: list[tuple[int, str]], start: int, keep: float) -> list[tuple[int, str]]:
    wanted = keep * sum(len(line.split()) for _, line in lines)
    kept: list[tuple[int, str]] = []
    for line in lines[start:]:
        if kept and sum(len(each.split()) for _, each in kept) + len(line[1].split()) / 2 > wanted:
            break
        kept.append(line)
    return kept


def _cut(paragraphs: list[str], step: str, chance: random.Random) -> list[str]:
    lines = _lines(paragraphs)
    if "scattered" in step:
        kept = sorted(chance.sample(range(len(lines)), max(2, round(len(lines) * 0.5))))
        return _joined([lines[at] for at in kept])
    if "tail" in step:
        lines.reverse()
        return _joined(_run(lines, 0, 0.3)[::-1])
    return _joined(_run(lines, max(1, round(len(lines) * 0.35)), 0.3))


def _edited(paragraphs: list[str], share: float, chance: random.Random) -> list[str]:
    """One word in every 1/share replaced, dropped or joined by another."""
    at = chance.randrange(int(1 / share))
    edited = []
    for paragraph in paragraphs:
        words = []
        for word in paragraph.split(" "):
            at += 1
            if at % round(1 / share):
                words.append(word)
                continue
            way = chance.randrange(3)
            if way:
                words.append(chance.choice(_SYNONYMS))
            if way == 2:
                words.append(word)
        edited.append(" ".join(words))
    return edited


def _typography(paragraph: str) -> str:
    for plain, other in _SPELLING.items():
        paragraph = paragraph.replace(plain, other)
    paragraph = re.sub(r'"([^"]*)"', r"“\1”", paragraph)
    return paragraph.replace(" - ", " — ").replace("'", "’")


def _embedded(paragraphs: list[str], times: float, chance: random.Random, reserve: list[str]) -> list[str]:
    """Within a page that says `times` as much on other things."""
    wanted = times * sum(len(each.split()) for each in paragraphs)
    filling: list[str] = []
    for sentence in chance.sample(reserve, len(reserve)):
        words = sentence.split()
        filling.append(" ".join(chance.sample(words, len(words))))  # no two pages say the same beside it
        if sum(len(each.split()) for each in filling) >= wanted:
            break
    at = chance.randint(0, len(filling))
    return filling[:at] + paragraphs + filling[at:]


def _undated(paragraph: str) -> str:
    return re.sub(r"^[A-Z ,a-z]{3,30}\([^)]*\) - ", "", paragraph)


# ── scores ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Score:
    """How well two groupings of the same things agree, over pairs and over things (B-cubed; Bagga & Baldwin 1998)."""

    precision: float
    recall: float
    precision_b3: float
    recall_b3: float

    @property
    def f1(self) -> float:
        """Harmonic mean over pairs."""
        return _f1(self.precision, self.recall)

    @property
    def f1_b3(self) -> float:
        """Harmonic mean over things."""
        return _f1(self.precision_b3, self.recall_b3)

    def __str__(self) -> str:
        return (
            f"pairs: precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {self.f1:.3f}; "
            f"B-cubed: {self.precision_b3:.3f}, {self.recall_b3:.3f}, F1 {self.f1_b3:.3f}"
        )


def agreement(gold: Mapping[str, Hashable], got: Mapping[str, Hashable]) -> Score:
    """Of a grouping with the labelled one; both name the group of each thing."""
    wanted, found = _groups(gold), _groups(got)
    right = _pairs(wanted) & _pairs(found)
    both = {id: len(wanted[gold[id]] & found[got[id]]) for id in gold}
    return Score(
        precision=len(right) / max(1, len(_pairs(found))),
        recall=len(right) / max(1, len(_pairs(wanted))),
        precision_b3=sum(both[id] / len(found[got[id]]) for id in gold) / len(gold),
        recall_b3=sum(both[id] / len(wanted[gold[id]]) for id in gold) / len(gold),
    )


def _groups(labels: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    groups: defaultdict[Hashable, set[str]] = defaultdict(set)
    for id, label in labels.items():
        groups[label].add(id)
    return groups


def _pairs(groups: Mapping[Hashable, set[str]]) -> set[tuple[str, str]]:
    return {pair for members in groups.values() for pair in itertools.combinations(sorted(members), 2)}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
