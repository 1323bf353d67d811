"""What a person puts right about series, for good: two that are one, one that is two, a better name.

Each correction is remembered as a rule for what comes later. A merged series sends on whatever is placed in it; a
figure that was split off stays where it was put, also when its article is read again; and no late article takes a
corrected series apart. Alerts follow their figures. What the corrected series then say to have changed is recorded and
told to nobody: it is no news.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.errors import Permanent
from monitor.model.change import Judgement, Observation, Series
from monitor.ports import UnitOfWork
from workers import series
from workers.reading import Desk, follow


def merge(one: str, into: str, uow: UnitOfWork, now: datetime) -> Series:
    """Have a series, and all that would be placed in it, go on in another.

    Raises Permanent where either is not there, they are of two dimensions or kinds, or are one already.
    """
    uow.series.lock()
    lost, kept = held(one, uow), held(into, uow)
    if lost.id == kept.id:
        raise Permanent(f"{one} and {into} are one series already")
    if (lost.key.dimension, lost.key.kind) != (kept.key.dimension, kept.key.kind):
        raise Permanent(
            f"{lost.label!r} is a {lost.key.dimension} ({lost.key.kind.value}), {kept.label!r} a "
            f"{kept.key.dimension} ({kept.key.kind.value}): these are never one"
        )
    kept = kept.model_copy(update={"corrected": True})
    uow.series.save(kept)
    for each in (lost, *uow.series.merged_into(lost.id)):
        uow.series.save(each.model_copy(update={"merged_into": kept.id, "corrected": True}))
    _move(uow.series.observations(lost.id), kept.id, f"merged with {lost.label!r} by hand", uow)
    _settle((lost.id, kept.id), uow, now)
    return kept


def split(one: str, observations: Sequence[str], uow: UnitOfWork, now: datetime, label: str | None = None) -> Series:
    """Put some of a series' observations into a new series.

    Raises Permanent where one is not in the series, or nothing would be left of it.
    """
    uow.series.lock()
    old = held(one, uow)
    seen = uow.series.observations(old.id)
    chosen = sorted((each for each in seen if each.id in set(observations)), key=lambda each: (each.order, each.id))
    missing = set(observations) - {each.id for each in chosen}
    if missing or not chosen:
        raise Permanent(f"not in {old.label!r} ({old.id}): {', '.join(sorted(missing)) or 'no observation was named'}")
    if len(chosen) == len(seen):
        raise Permanent(f"nothing would be left of {old.label!r} ({old.id})")
    first = chosen[0]
    new = series.opened_by(first, series.new_id(first.id, "split", now.isoformat()))
    new = new.model_copy(update={"corrected": True, "label": label or new.label})
    uow.series.save(new)
    uow.series.save(old.model_copy(update={"corrected": True}))
    for each in chosen:
        uow.series.pin(each.id, new.id)
    _move(chosen, new.id, f"split off {old.label!r} by hand", uow)
    _settle((old.id, new.id), uow, now)
    return new


def rename(one: str, label: str, uow: UnitOfWork) -> Series:
    """Call a series something else. Raises Permanent where it is not there."""
    uow.series.lock()
    new = held(one, uow).model_copy(update={"corrected": True, "label": label})
    uow.series.save(new)
    return new


def judge(observation: str, judgement: Judgement, desk: Desk) -> Observation:
    """Say of a figure that it is so, or that it is not; what follows for its series and alerts follows at once.

    A rejected figure changes nothing any more, also when its article is read again; what was kept back of it is not
    told. A confirmed one lets go what was kept back. Raises Permanent where there is no such observation.
    """
    uow = desk.uow
    uow.series.lock()
    found = uow.series.observation(observation)
    if found is None:
        raise Permanent(f"there is no observation {observation}; `figurewatch figures ls` lists them")
    uow.series.judge(observation, judgement, desk.now)
    judged = found.model_copy(update={"judgement": judgement})
    rows = uow.series.observations_of_article(found.article)
    uow.series.replace_observations(found.article, [judged if each.id == judged.id else each for each in rows])
    follow(found.series, desk)
    return judged


def held(id: str, uow: UnitOfWork) -> Series:
    """The series of that id, or the one it was merged into. Raises Permanent where there is none."""
    found = uow.series.get(id)
    if found is not None and found.merged_into:
        found = uow.series.get(found.merged_into)
    if found is None:
        raise Permanent(f"there is no series {id}; `figurewatch series ls` lists them")
    return found


def _move(chosen: Sequence[Observation], to: str, because: str, uow: UnitOfWork) -> None:
    moved = {each.id: each.model_copy(update={"series": to, "score": 1.0, "because": because}) for each in chosen}
    for article in {each.article for each in chosen}:
        rows = uow.series.observations_of_article(article)
        uow.series.replace_observations(article, [moved.get(each.id, each) for each in rows])
    for left in {each.series for each in chosen}:
        uow.alerts.follow(left, dict.fromkeys(moved, to))


def _settle(ids: Sequence[str], uow: UnitOfWork, now: datetime) -> None:
    for id in ids:
        follow(id, Desk(uow, now))
