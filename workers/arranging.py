"""An article's figures put in their series, inside one unit of work; and what else that moves.

Articles are placed in the order of their publication, whatever order they came in: each sees the series and the figures
in them that were there before it. One that comes in late may add to a series that later articles would have joined;
those it concerns are placed again. So the same articles leave the same series in any order, and in order nothing is
placed twice.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from monitor.model.article import Article
from monitor.model.change import Observation, Series, SeriesKey
from monitor.model.figure import Kind
from monitor.ports import UnitOfWork
from workers import series

Order = tuple[str, str]
#: What to look a figure's series up by: its key, kinds and terms.
Wanted = tuple[SeriesKey, Collection[Kind], tuple[str, ...]]
#: Of the figures in a series, so many of the last are compared with a new one, and the first: the words of the day.
LAST_TOLD = 6


def arrange(article: Article, seen: Sequence[Observation], uow: UnitOfWork) -> tuple[list[Observation], set[str]]:
    """Record an article's observations, in no series yet, in place of what it had before.

    Returns them as placed, and the ids of all series that hold something else than before.
    """
    arrangement = _Arrangement(uow)
    arrangement.place(article, seen)
    arrangement.settle()
    return arrangement.placed[article.id], arrangement.touched


@dataclass
class _Arrangement:
    """Series and observations as they will be, over what the store holds; written by `settle`."""

    uow: UnitOfWork
    #: By Article.id, and what it had before.
    placed: dict[str, list[Observation]] = field(default_factory=dict)
    before: dict[str, list[Observation]] = field(default_factory=dict)
    #: By id: series opened, or opened anew; and those that nothing opens any more.
    opened: dict[str, Series] = field(default_factory=dict)
    gone: dict[str, Series] = field(default_factory=dict)
    #: By Observation.id: the series it was in, where that is gone; by id of a series, the id it ends up under.
    orphans: dict[str, Series] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    #: Later articles to look at, and by Article.id the series that may concern them.
    _waiting: list[Order] = field(default_factory=list)
    _reasons: dict[str, dict[str, Series]] = field(default_factory=dict)

    def place(self, article: Article, seen: Sequence[Observation]) -> None:
        """Place an article, then all that its series move."""
        self._place(article, seen, self._held(article.id))
        while self._waiting:
            _, id = heapq.heappop(self._waiting)
            held, other = self._held(id), self.uow.articles.get(id)
            if other is not None and self._is_concerned(other, held):
                self._place(other, held, held)  # one whose text is gone stays where it is

    def _held(self, article: str) -> list[Observation]:
        return self.uow.series.observations_of_article(article)

    def _is_concerned(self, article: Article, held: Sequence[Observation]) -> bool:
        if any(each.id in self.orphans for each in held):
            return True
        reasons = list(self._reasons[article.id].values())
        told = self._told(reasons, article)
        return any(series.concerns(reason, held, told.get(reason.id, ())) for reason in reasons)

    def _place(self, article: Article, seen: Sequence[Observation], before: Sequence[Observation]) -> None:
        former = {place.opened_by: place for place in self.uow.series.opened_in(article.id)}
        keys = series.wanted(seen)
        pairs = series.place(seen, self._shelf(article, seen, keys, former))
        self.before[article.id] = list(before)
        self.placed[article.id] = [observation for _, observation in pairs]
        if seen is not before:
            found_by = {term for _, _, terms in keys for term in terms}
            self.uow.series.file_terms(article.id, article.published_at, found_by)
        now = {place.id: place for place, _ in pairs if place.opened_in == article.id}
        was, is_now = {_as_told(each) for each in before}, {_as_told(each) for _, each in pairs}
        touched = {place.id: place for place, each in pairs if _as_told(each) not in was}
        for place in now.values():
            known = former.get(place.opened_by)
            if known is None or known.id != place.id or not _same(known, place):
                self.opened[place.id] = place
                touched[place.id] = place
        for each in before:
            if _as_told(each) not in is_now and each.series not in touched:
                other = self.opened.get(each.series) or self.uow.series.get(each.series)
                touched |= {other.id: other} if other else {}
        left = [known for known in former.values() if now.get(known.id) != known]
        self._look_on({place.id: place for place in (*touched.values(), *left)}, article)
        for known in left:
            if known.id not in now and not known.corrected:
                self._dissolve(known)

    def _shelf(
        self,
        article: Article,
        seen: Sequence[Observation],
        keys: Sequence[Wanted],
        former: Mapping[str, Series],
    ) -> series.Shelf:
        store = self.uow.series
        order = (article.published_at.isoformat(), article.id)
        held = {each.id: each for each in self.opened.values() if each.order < order and _is_found(each, keys)}
        for key, kinds, terms in keys:
            for each in store.candidates(key.dimension, kinds, terms, article.published_at):
                if each.order < order and each.id not in self.gone and each.id not in self.opened:
                    held[each.id] = each
        by_hand = {id: place for id, place in former.items() if place.corrected}
        pins = store.pinned([each.id for each in seen])
        by_hand |= {id: place for id, place in ((id, store.get(to)) for id, to in pins.items()) if place}
        into = {each.merged_into for each in (*held.values(), *by_hand.values()) if each.merged_into}
        return series.Shelf(
            held=sorted(held.values(), key=lambda each: (each.order, each.opened_by)),
            told=self._told(held.values(), article),
            by_hand=by_hand,
            merged={id: place for id, place in ((id, store.get(id)) for id in into) if place},
            ids={each.id: self._id_for(each.id, former) for each in seen},
        )

    def _told(self, of: Collection[Series], article: Article) -> dict[str, list[Observation]]:
        """By Series.id: what opened these series, and the last that is in them, of articles before this one."""
        order = (article.published_at.isoformat(), article.id)
        before = (article.published_at, article.id)
        rows = self.uow.series.told(of, before, LAST_TOLD, self.placed.keys())
        rows += [each for again in self.placed.values() for each in again if each.order < order]
        openers = {each.opened_by: each.id for each in of}
        found: dict[str, list[Observation]] = {each.id: [] for each in of}
        for each in sorted(rows, key=lambda each: (each.order, each.id), reverse=True):
            if len(found.get(each.series, ())) < LAST_TOLD:
                found.setdefault(each.series, []).append(each)
        for each in rows:
            opened = openers.get(each.id)
            if opened is not None and each not in found[opened]:
                found[opened].append(each)
        return found

    def _id_for(self, observation: str, former: Mapping[str, Series]) -> str:
        """Under which id it would open a series: as before, in place of a series that is gone, or one of its own."""
        if observation in former:
            return former[observation].id
        ids = {*self.opened, *self.renamed.values()}
        if observation in self.orphans and self.orphans[observation].id not in ids:
            return self.orphans[observation].id
        numbered = (series.new_id(observation, *again) for again in chain([()], zip(count(1))))
        return next(id for id in numbered if id not in ids and id not in self.gone and self.uow.series.get(id) is None)

    def _look_on(self, places: Mapping[str, Series], article: Article) -> None:
        """Have articles after this one looked at that its series may concern, now that they hold something else."""
        order = (article.published_at.isoformat(), article.id)
        found_by: dict[str, list[Series]] = {}
        for place in places.values():
            for term in place.terms:
                found_by.setdefault(term, []).append(place)
        for moment, other, term in self.uow.series.articles_after(article.published_at, list(found_by)):
            for place in found_by[term]:
                self._wait((moment.isoformat(), other), place, order)

    def _dissolve(self, lost: Series) -> None:
        """Place again what is in a series that its first figure has left; what takes that figure in takes its id."""
        self.gone[lost.id] = lost
        heir = next((each for rows in self.placed.values() for each in rows if each.id == lost.opened_by), None)
        if heir is not None and heir.series in self.opened and self._is_new(heir.series):
            self.renamed[heir.series] = lost.id
        for each in self.uow.series.observations(lost.id):
            if each.article not in self.placed:
                self.orphans[each.id] = lost
                self._wait(each.order, lost, lost.order)

    def _is_new(self, id: str) -> bool:
        return id not in self.renamed and id not in self.gone and self.uow.series.get(id) is None

    def _wait(self, order: Order, reason: Series, since: Order) -> None:
        _, article = order
        if order <= since or article in self.placed:
            return
        if article not in self._reasons:
            heapq.heappush(self._waiting, order)
        self._reasons.setdefault(article, {})[reason.id] = reason

    # ── writing it down ──────────────────────────────────────────────────────────────────────────────────────

    def settle(self) -> None:
        """Write what differs from what the store holds."""
        store = self.uow.series
        kept = {self.renamed.get(id, id) for id in self.opened}
        for id in self.gone.keys() - kept:
            store.remove(id)
            self.touched.add(id)
        for id, place in self.opened.items():
            new = self.renamed.get(id, id)
            store.save(_keeping_corrections(place, store.get(new)).model_copy(update={"id": new}))
        for article, rows in self.placed.items():
            found = [self._as_written(each) for each in rows]
            self.placed[article] = found
            before = self.before[article]
            if found == before:
                continue
            store.replace_observations(article, found)
            self._follow({each.id: each.series for each in before}, {each.id: each.series for each in found})

    def _as_written(self, observation: Observation) -> Observation:
        id = self.renamed.get(observation.series)
        return observation.model_copy(update={"series": id}) if id else observation

    def _follow(self, before: Mapping[str, str], after: Mapping[str, str]) -> None:
        self.touched |= {*before.values(), *after.values()}
        moved = {id: after[id] for id in before.keys() & after.keys() if before[id] != after[id]}
        for left in {before[id] for id in moved}:
            self.uow.alerts.follow(left, moved)


def _is_found(place: Series, keys: Sequence[Wanted]) -> bool:
    """Whether a series is found by what is looked up, as the store finds those it holds."""
    key = place.key
    return any(
        key.dimension == wanted.dimension and key.kind in kinds and not set(place.terms).isdisjoint(terms)
        for wanted, kinds, terms in keys
    )


def _as_told(observation: Observation) -> Observation:
    """An observation as others are compared with it: how sure its own place is does not matter."""
    return observation.model_copy(update={"score": 1.0, "because": ""})


def _same(one: Series, other: Series) -> bool:
    """Whether two series are known by the same."""
    return one == other.model_copy(update={"label": one.label, "unit": one.unit, "corrected": one.corrected})


def _keeping_corrections(place: Series, held: Series | None) -> Series:
    if held is None or not held.corrected:
        return place
    return place.model_copy(update={"corrected": True, "label": held.label, "merged_into": held.merged_into})
