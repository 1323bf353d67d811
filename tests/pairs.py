"""Pairs of reports made by rule: one figure said again in another unit, rounding, wording or copy; and real moves.

`restated` makes pairs of which the second report is no news; `moved` makes pairs of which it is: the last digit written
is one more or one less. Both take what they need of chance from a seed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: Sentences around one quantity ("{}"), and the units it can be told in.
AREA = (
    "Wildfires have burned {} of forest in Norland, the fire service said.",
    "Rebels hold {} of land in Varda province, according to the army.",
    "The oil slick off Calder Point covers {}, the coastguard said.",
    "Floods have covered {} of farmland in Orlin, officials said.",
)
LENGTH = (
    "The new tunnel under Mount Teyra is {} long, the builder said.",
    "The slick has drifted {} from Calder Point, the coastguard said.",
    "The border fence of Norland is {} long, the ministry said.",
)
MASS = (
    "The tanker Saint Oran spilled {} of crude oil, the operator said.",
    "Norland exported {} of wheat last year, the ministry said.",
    "Police seized {} of cocaine in the port of Selim, they said.",
)
COUNT = (
    "Russia has deployed {} troops to Varda, the general staff said.",
    "Some weeks of floods have displaced {} people in Orlin, the government said.",
    "The carmaker Brandt employs {} workers in Norland, the company said.",
    "The strike has grounded {} flights at Selim airport, the operator said.",
    "Doctors in Port Selim have {} confirmed cholera cases, the ministry said.",
    "The quake destroyed {} homes in Sarat, rescuers said.",
    "The storm has left {} households in Teyra without power, the grid operator said.",
)
SHARE = (
    "Inflation in Norland was {} in March, the statistics office said.",
    "Unemployment in Teyra stood at {}, the ministry said.",
    "Turnout in the Orlin election was {}, the commission said.",
)
MONEY = (
    "The quake caused {} of damage in Sarat, the insurer said.",
    "Brandt reported a net profit of {} for the year, the company said.",
    "The dam in Varda will cost {}, the ministry said.",
)
#: Name, and size in square metres, metres or kilograms.
AREAS = (("square miles", 2_589_988.110336), ("square kilometers", 1e6), ("hectares", 1e4), ("acres", 4046.8564224))
LENGTHS = (("miles", 1609.344), ("kilometers", 1000.0), ("kilometres", 1000.0))
MASSES = (("tonnes", 1000.0), ("pounds", 0.45359237), ("kilograms", 1.0), ("kg", 1.0))


@dataclass(frozen=True)
class Pair:
    """Two reports, a day or some hours apart, and how the second was made."""

    made: str
    first: str
    second: str


def restated(count: int, seed: int) -> Iterator[Pair]:
    """Pairs of which the second says what the first says."""
    chance = random.Random(seed)
    ways: tuple[Callable[[random.Random], Pair], ...] = (_in_another_unit, _rounded, _reworded, _copied)
    for number in range(count):
        yield ways[number % len(ways)](chance)


def moved(count: int, seed: int) -> Iterator[Pair]:
    """Pairs of which the second is one unit of the last written digit away from the first."""
    chance = random.Random(seed)
    for _ in range(count):
        sentence, before, after = chance.choice((_count_moved, _share_moved, _money_moved, _unit_moved))(chance)
        yield Pair("moved", sentence.format(before), sentence.format(after))


# ── said again ───────────────────────────────────────────────────────────────────────────────────────────────


def _in_another_unit(chance: random.Random) -> Pair:
    sentences, units = chance.choice(((AREA, AREAS), (LENGTH, LENGTHS), (MASS, MASSES)))
    one, other = chance.sample(units, 2)
    value = _value(chance)
    told = value * one[1] / other[1]
    digits = max(len(f"{value:g}".strip("0")), 2)
    sentence = chance.choice(sentences)
    about = chance.choice(("", "", "about ", "roughly ", "some "))
    first, second = f"{_written(value)} {one[0]}", f"{about}{_written(_to_digits(told, digits))} {other[0]}"
    return Pair("unit", sentence.format(first), sentence.format(second))


def _rounded(chance: random.Random) -> Pair:
    value = chance.randint(1_050, 980_000)
    digits = chance.choice((2, 3))
    near = int(_to_digits(value, digits))
    step = 10 ** (len(str(value)) - digits)
    words = chance.choice(
        (
            f"about {near:,}",
            f"around {near:,}",
            f"some {near:,}",
            f"approximately {near:,}",
            f"more than {value // step * step:,}" if value % step else f"at least {near:,}",
            f"over {value // step * step:,}" if value % step else f"at least {near:,}",
            f"nearly {-(-value // step) * step:,}" if value % step > step * 0.5 else f"about {near:,}",
        )
    )
    sentence = chance.choice(COUNT)
    pair = [sentence.format(f"{value:,}"), sentence.format(words)]
    if chance.random() < 0.5:
        pair.reverse()
    return Pair("rounding", *pair)


def _reworded(chance: random.Random) -> Pair:
    which = chance.randrange(4)
    if which == 0:
        tenths = chance.randint(11, 99)
        told = chance.choice((f"${tenths / 10:g} billion", f"${tenths / 10:g}bn", f"{tenths / 10:g} billion dollars"))
        again = chance.choice((f"${tenths * 100:,} million", f"US${tenths / 10:g} billion", f"${tenths / 10:g}B"))
        return _both(chance, MONEY, told, again)
    if which == 1:
        value = chance.randint(11, 99)
        return _both(chance, SHARE, f"{value} percent", chance.choice((f"{value}%", f"{value} per cent", f"{value} %")))
    if which == 2:
        value = chance.randint(2, 90)
        return _both(chance, COUNT, f"{value:,}000".replace(",", ""), f"{value},000")
    value = chance.randint(11, 94) / 10
    return _both(chance, COUNT, f"{value:g} million", f"{round(value * 1e6):,}")


def _copied(chance: random.Random) -> Pair:
    sentences, units = chance.choice(((AREA, AREAS), (LENGTH, LENGTHS), (MASS, MASSES), (COUNT, (("", 1.0),))))
    told = f"{_written(_value(chance))} {chance.choice(units)[0]}".strip()
    sentence = chance.choice(sentences).format(told)
    head = chance.choice(("Latest: ", "What we know so far. ", "Breaking news. ", "(Meridian Wire) - "))
    return Pair("copy", sentence, head + sentence)


def _both(chance: random.Random, sentences: tuple[str, ...], one: str, other: str) -> Pair:
    sentence = chance.choice(sentences)
    pair = [sentence.format(one), sentence.format(other)]
    chance.shuffle(pair)
    return Pair("wording", *pair)


# ── moved by one ─────────────────────────────────────────────────────────────────────────────────────────────


def _count_moved(chance: random.Random) -> tuple[str, str, str]:
    value = chance.choice((chance.randint(6, 99), chance.randint(101, 9_998), chance.randint(11, 98) * 1000))
    step = chance.choice((-1, 1)) * (1000 if value % 1000 == 0 else _last_digit(value))
    return chance.choice(COUNT), f"{value:,}", f"{value + step:,}"


def _share_moved(chance: random.Random) -> tuple[str, str, str]:
    value, step = chance.randint(21, 989), chance.choice((-1, 1))
    return chance.choice(SHARE), f"{value / 10:.1f} percent", f"{(value + step) / 10:.1f} percent"


def _money_moved(chance: random.Random) -> tuple[str, str, str]:
    value, step = chance.randint(12, 98), chance.choice((-1, 1))
    unit = chance.choice(("${} billion", "${} million", "{} million euros", "£{}bn"))
    return chance.choice(MONEY), unit.format(f"{value / 10:.1f}"), unit.format(f"{(value + step) / 10:.1f}")


def _unit_moved(chance: random.Random) -> tuple[str, str, str]:
    sentences, units = chance.choice(((AREA, AREAS), (LENGTH, LENGTHS), (MASS, MASSES)))
    value, step = chance.randint(101, 998), chance.choice((-1, 1))
    unit = chance.choice(units)[0]
    step *= _last_digit(value)
    return chance.choice(sentences), f"{value:,} {unit}", f"{value + step:,} {unit}"


# ── numbers as newspapers write them ─────────────────────────────────────────────────────────────────────────


def _value(chance: random.Random) -> float:
    """Between 12 and 9,990, with two to four digits that say something."""
    return float(_to_digits(chance.uniform(12, 9_990), chance.choice((2, 3, 4))))


def _to_digits(value: float, digits: int) -> float:
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def _written(value: float) -> str:
    if value >= 1e6:
        return f"{value / 1e6:g} million"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"


def _last_digit(value: int) -> int:
    """The size of the last digit that is not a nought: 10 in 450, 1 in 451."""
    size = 1
    while value % (size * 10) == 0:
        size *= 10
    return size
