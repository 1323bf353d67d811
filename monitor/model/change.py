"""A change: how an observation differs from what was held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from pydantic import ConfigDict

from monitor.model.figure import Figure, Kind
from monitor.model.noun import Moment, Noun, derive_id


class SeriesKey(Noun):
    """What one series measures. Normalised words, "" where the text does not say."""

    measure: str
    subject: str
    scope: str
    dimension: str
    kind: Kind

    @property
    def head(self) -> str:
        """The last word of the measure."""
        return self.measure.rpartition(" ")[2]


class Synonyms(Noun):
    """Words that somebody said to mean one thing, wherever they stand in what is measured, whose, or where.

    Each group begins with what the thing is called; the rest is what else it goes by. Normalised words.
    """

    groups: tuple[tuple[str, ...], ...] = ()

    def applied(self, key: SeriesKey) -> SeriesKey:
        """The key in the words that things are called by."""
        said = {name: self._called(getattr(key, name)) for name in ("measure", "subject", "scope")}
        return key.model_copy(update=said)

    def _called(self, phrase: str) -> str:
        padded = f" {phrase} "
        for name, *others in self.groups:
            for other in sorted(others, key=len, reverse=True):
                if f" {other} " in padded and f" {name} " not in padded:
                    padded = padded.replace(f" {other} ", f" {name} ")
        return padded.strip()


NO_SYNONYMS = Synonyms()


class Said(Noun):
    """What is said around a figure, beside its slots: what it is told by to be of one series with another.

    Lower-cased words, stems, and names of concepts; each in order of the alphabet but for `names`.
    """

    #: Names its article speaks of; those that stand by the figure, and in its sentence, whoever says so left out.
    names: tuple[str, ...] = ()
    #: Stems of the words its article tells of most.
    topic: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    sentence: tuple[str, ...] = ()
    #: Stems of what is counted and measured; and of all words around the figure.
    core: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    #: What is counted, by one name for its many words.
    things: tuple[str, ...] = ()
    #: What became of it, by all words around it, by those for what is counted, and by the nearest to the number.
    fates: tuple[str, ...] = ()
    counted_fates: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    #: "9 more", "another 9": it adds to something.
    added: bool = False
    #: It is the only figure of its dimension in its article, what a level was before and steps aside.
    alone: bool = False


class Series(Noun):
    """One thing measured over time."""

    #: Stores of earlier versions kept here what is kept with observations now.
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    key: SeriesKey
    #: For people: "Russian troops in Kursk".
    label: str
    #: The unit its first figure was told in; how values of it are shown.
    unit: str
    #: When its first figure was published; that Observation's and Article's ids.
    opened_at: Moment
    opened_by: str = ""
    opened_in: str = ""
    #: Names its first article speaks of, lower-cased, and stems of what that tells of: what a figure that names neither
    #: owner nor place is known by.
    names: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    #: A person said that it is the same as the series of that id: what would be placed here is placed there.
    merged_into: str | None = None
    #: A person named it, merged into it or split it off: no figure that comes in late takes it apart.
    corrected: bool = False

    @property
    def order(self) -> tuple[str, str]:
        """Where the article that opened it stands among articles, as `Observation.order`."""
        return self.opened_at.isoformat(), self.opened_in

    @property
    def terms(self) -> tuple[str, ...]:
        """What it is found by: words of its owner and place, names and topic of its first article, its whole key."""
        return terms(self.key, self.names, self.topic)


def terms(key: SeriesKey, names: Iterable[str], topic: Iterable[str]) -> tuple[str, ...]:
    """What a figure of this key, in an article that speaks of these names, and its series are both found by."""
    whole = derive_id("key", *key.model_dump(mode="json").values())
    told = (f"~{stem}" for stem in topic)
    return tuple(dict.fromkeys((whole, *key.subject.split(), *key.scope.split(), *names, *told)))


class Judgement(StrEnum):
    """What a person said of a figure: it was read rightly and is so, or it is wrong or wrongly read."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Observation(Noun):
    """One figure seen in one article, placed in a series."""

    id: str
    #: Series.id; "" before it is placed.
    series: str
    #: Article.id, Story.id and the origin id of the story at the time
    article: str
    story: str
    origin: str
    outlet: str
    url: str
    figure: Figure
    #: What the figure measures; None in stores of versions that did not keep it.
    key: SeriesKey | None = None
    #: What is said around it; None likewise.
    said: Said | None = None
    #: Who stands behind it after following attribution to its end; None where the text does not say.
    claimant: str | None = None
    #: The time the figure is about; falls back to the day of publication.
    as_of: date
    published_at: Moment
    seen_at: Moment
    #: The publisher says that this article corrects an earlier one.
    corrects: bool = False
    #: How sure the placement in the series is (0-1), and why.
    score: float = 1.0
    because: str = ""
    grammar_version: str
    #: What a person said of it. A rejected one stays in its series and is compared with nothing.
    judgement: Judgement | None = None
    #: Article.id of the version of its page that no longer says so. It is compared with nothing either.
    withdrawn_by: str | None = None

    @property
    def order(self) -> tuple[str, str]:
        """Where its article stands among articles: by publication, whenever it came in."""
        return self.published_at.isoformat(), self.article

    @property
    def said_by(self) -> str:
        """Who says so as the text names them, else the outlet."""
        return self.figure.attribution[0] if self.claimant and self.figure.attribution else self.claimant or self.outlet


class ChangeKind(StrEnum):
    """How an observation differs from what was held."""

    FIRST = "first"
    RESTATED = "restated"
    REFINED = "refined"
    UPDATED = "updated"
    REVISED = "revised"
    CORRECTED = "corrected"
    CONFLICTING = "conflicting"
    LATE = "late"
    #: Nobody has said anything since; found by time, not by an observation.
    SILENT = "silent"


class Change(Noun):
    """How one observation differs from what was held before it in the series' time.

    The id is derived from what was said (series, kind, claimant, interval, as-of), never from which article
    said it or when it came: a second run, a replay or a late article derives the same id.
    """

    id: str
    kind: ChangeKind
    series: str
    #: Observation.id it was first seen in, and the one it is measured against.
    observation: str
    against: str | None = None
    because: str
    #: Why it should wait for confirmation (a ten-fold jump, transposed digits …); None for a plausible change.
    implausible: str | None = None
