"""Several quantities of one sentence: lists share their unit, conversions fold into one."""

from __future__ import annotations

from itertools import pairwise

from monitor.model.figure import Qualifier
from workers.figures.line import Line
from workers.figures.nodes import COUNT, Quantity, Said
from workers.figures.units import currency_before


def several(line: Line, found: list[Quantity]) -> list[Quantity]:
    """The quantities of a sentence with the units they share, conversions folded. Changes `found`."""
    found = _join_bounds(line, found)
    _share_list_units(line, found)
    _share_ages(line, found)
    return _fold_conversions(line, found)


def _join_bounds(line: Line, found: list[Quantity]) -> list[Quantity]:
    """More than 20 but fewer than 30: one range."""
    kept: list[Quantity] = []
    for quantity in found:
        if kept and _bound_from_both_sides(line, kept[-1], quantity):
            lower = kept[-1]
            lower.upper, lower.last, lower.core_last = quantity.number, quantity.last, quantity.core_last
            lower.unit, lower.has_unit, lower.kind = quantity.unit, quantity.has_unit, quantity.kind
            lower.qualifier, lower.shade = Qualifier.RANGE, ""
            lower.rules += [*quantity.rules, "range: bounds from both sides"]
        else:
            kept.append(quantity)
    return kept


_LOWER = frozenset((Qualifier.MORE_THAN, Qualifier.AT_LEAST))
_UPPER = frozenset((Qualifier.LESS_THAN, Qualifier.AT_MOST))


def _bound_from_both_sides(line: Line, lower: Quantity, upper: Quantity) -> bool:
    if lower.qualifier not in _LOWER or upper.qualifier not in _UPPER or lower.rate or lower.number.magnitude != 1.0:
        return False
    joined = line.low[lower.last : upper.first] in (["but"], ["and"], [",", "but"], ["yet"])
    one = not lower.has_unit or lower.unit == upper.unit
    return joined and one and upper.number.magnitude == 1.0 and lower.number.value < upper.number.value


def _share_list_units(line: Line, found: list[Quantity]) -> None:
    """5, 6 and 7 percent · 5 and 6 kg: the last item's unit is everybody's."""
    for k in range(len(found) - 2, -1, -1):
        item, following = found[k], found[k + 1]
        between = line.low[item.last : following.first]
        if item.has_unit or item.unit is not COUNT or not following.has_unit or following.unit.name == "1":
            continue
        if between not in (["and"], [","], ["or"], [",", "and"], [",", "or"], ["by"], ["x"]):
            continue
        if item.unit is COUNT and not _alike(item, following):
            continue
        if between == [","] and not (_continues(line, found, k) or _next_in_words(item, following)):
            continue
        if following.number.rules[-1:] and currency_before(line, following.number) is not None:
            continue
        item.unit, item.has_unit = following.unit, True
        item.rules.append("unit: shared by a list")


def _share_ages(line: Line, found: list[Quantity]) -> None:
    """Aged four and six"""
    for item, following in pairwise(found):
        aged = "unit: aged" in item.rules and following.unit is COUNT and following.value < 120
        if aged and line.low[item.last : following.first] in (["and"], [","], [",", "and"], ["or"]):
            following.unit, following.has_unit = item.unit, True
            following.rules.append("unit: aged")


def _alike(item: Quantity, following: Quantity) -> bool:
    """Two items of one list have numbers of one sort and size."""
    low, high = sorted((abs(item.value), abs(following.value / following.unit.scale)))
    return item.number.form == following.number.form and following.value > 0 and high <= max(100 * low, 100.0)


def _next_in_words(item: Quantity, following: Quantity) -> bool:
    """ "Three, four days"."""
    return item.number.form == "words" and following.number.value == item.number.value + 1


def _continues(line: Line, found: list[Quantity], k: int) -> bool:
    """The item after the next is part of the same list."""
    return k + 2 < len(found) and line.low[found[k + 1].last : found[k + 2].first] in (
        ["and"],
        [","],
        ["or"],
        [",", "and"],
        [",", "or"],
    )


_NEAR = 0.15  # conversions in the news are rounded: "300 miles (500 km)" is off by 4 %, "5 miles (10 km)" no conversion


def _fold_conversions(line: Line, found: list[Quantity]) -> list[Quantity]:
    """531 square miles (1,376 sq km) · $8bn (£5.2bn) · 26 miles, or 42 km: one quantity."""
    kept: list[Quantity] = []
    for quantity in found:
        if kept and _converts(line, kept[-1], quantity):
            said = Said(quantity.first, quantity.last, quantity.value, quantity.unit)
            kept[-1].also.append(said)
            kept[-1].rules.append("conversion folded")
            kept[-1].extra["also_last"] = quantity.last
        else:
            kept.append(quantity)
    return kept


def _converts(line: Line, quantity: Quantity, other: Quantity) -> bool:
    """Whether `other` says `quantity` again in another unit."""
    if not (quantity.has_unit and other.has_unit) or quantity.unit.name == other.unit.name:
        return False
    mode = _placed_as_conversion(line, quantity, other)
    if not mode:
        return False
    money = quantity.unit.dimension.startswith("money") and other.unit.dimension.startswith("money")
    if money:
        return mode == "bracket"
    if quantity.unit.dimension != other.unit.dimension:
        return False
    here, there = quantity.unit.base(quantity.value), other.unit.base(other.value)
    room = _NEAR * max(abs(here), abs(there))
    if quantity.unit.offset or other.unit.offset:
        room = 2.0  # degrees
    return abs(here - there) <= room


def _placed_as_conversion(line: Line, quantity: Quantity, other: Quantity) -> str:
    """ "bracket", "or", "slash", or "" where `other` does not stand like a conversion of `quantity`."""
    last = quantity.extra.get("also_last", quantity.last)
    start = last if isinstance(last, int) else quantity.last
    between = line.low[start : other.first]
    if not between or len(between) > 7:
        return ""
    if between[-1] in {"(", "["} and all(word.isalpha() or word in {"-", "(", "["} for word in between):
        closed = line.low[other.last : other.last + 4]
        return "bracket" if any(word in {")", "]", ";", ","} for word in closed) else ""
    if quantity.also and between in ([";"], [","], ["or"], [")", "("], [";", "about"], ["/"]):
        return "bracket"
    if between in ([",", "or"], ["or"], ["\u2014", "or"], [",", "that", "is", ","]):
        return "or"
    if between == [","] and other.qualifier is Qualifier.ABOUT:  # "400 kilometers, about 250 miles"
        return "or"
    return "slash" if between == ["/"] else ""
