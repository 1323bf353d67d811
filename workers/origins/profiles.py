"""A story's profile: what of it can be compared with other stories when its text is no longer at hand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.model.article import NO_OUTLET, Article
from monitor.model.figure import Figure, Qualifier
from monitor.model.noun import Moment, Noun
from monitor.model.story import Story, Trace
from workers.origins.quoted import quotations
from workers.origins.sources import cited_names, display, is_agency, named_sources, signed_by, source_key
from workers.origins.topic import named_terms, names_in, terms

MOST_FIGURES = 60
#: Of the first line of a text without a title.
MOST_OF_TITLE = 70


#: Who speaks to everybody, and who spoke to one reporter.
_OFFICE = re.compile(
    r"\b(?:agency|ministry|minister|office|police|prefect|governor|mayor|president|premier|court|prosecutors?|authority"
    r"|authorities|bank|commission(?:er)?|council|coastguard|coast guard|service|brigade|department|government"
    r"|institute|spokes\w+|officials|seismolog\w+|survey|bureau|operator|company|hospital|union|statement)\b",
    re.IGNORECASE,
)
_IN_CONFIDENCE = re.compile(
    r"\b(?:sources?|insiders?|familiar|memo|documents?|papers?|draft|unnamed|anonymous|not to be named|annex|leaked"
    r"|briefed|aides?|senior)\b",
    re.IGNORECASE,
)

#: What an outlet's name has beside it: "NSA (Northern State Agency), English service", "Gazeta (translated)".
_ASIDE = re.compile(r"(?<=\w)(?:\s+\(.*|,\s.*\b(?:service|edition|section)\b.*)$", re.IGNORECASE)


class Quantity(Noun):
    """A figure as far as it tells stories apart: what its words claim, in base units, and how rare such a number is."""

    #: As it stands in the text, with its unit, for people ("531 mile ** 2").
    said: str
    dimension: str
    kind: str
    low: float | None
    high: float | None
    #: 0 (a small or very round number) to 1.5 (four digits that mean something).
    rarity: float
    exact: bool
    measure: str = ""
    #: Told in public, by an office that whoever asks hears the same from.
    public: bool = False


class Profile(Noun):
    """One story's profile; JSON in the store. `origin` and `event` are set once it was traced."""

    story: str
    published_at: Moment
    outlet: str
    title: str
    topic: dict[str, float]
    figures: tuple[Quantity, ...] = ()
    quotations: tuple[str, ...] = ()
    #: Outlets whose reporting the text says it carries, most telling first.
    sources: tuple[str, ...] = ()
    #: Whoever is spoken of as outlets are; of these, the outlets of other stories are sources too.
    cited: tuple[str, ...] = ()
    #: People and places, as they are written.
    names: tuple[str, ...] = ()
    #: The terms of the topic that are names, heaviest first; none in profiles of before they were kept.
    named: tuple[str, ...] = ()
    #: The outlet under the name that others would call it by; empty where it is not known.
    by: str = ""
    #: Whose own text it is, where it says so.
    signed: str | None = None
    source: str | None = None
    origin: str | None = None
    event: str | None = None

    def traced(self, trace: Trace) -> Profile:
        """The profile with where its story was found to belong."""
        return self.model_copy(
            update={"origin": trace.origin, "event": trace.event, "source": trace.source or self.source}
        )


def profile(story: Story, article: Article, figures: Sequence[Figure], *, source: str | None = None) -> Profile:
    """The profile of a story read from this article. `source`: whose reporting it is, where that is known already."""
    outlet = "" if article.outlet == NO_OUTLET else article.outlet
    name = _ASIDE.sub("", outlet)
    by = source_key(name, name, bare=True) or name.casefold()
    named = named_sources(article) or ((by,) if is_agency(by) else ())
    topic = terms(article.title, article.body, (article.outlet, *map(display, named)))
    return Profile(
        story=story.id,
        published_at=article.published_at,
        outlet=article.outlet,
        title=article.title or article.body.split("\n")[0][:MOST_OF_TITLE],
        topic=topic,
        figures=_quantities(figures),
        quotations=quotations(article.text),
        sources=named,
        cited=cited_names(article),
        names=names_in(article.body),
        named=named_terms(article.title, article.body, topic),
        by=by,
        signed=signed_by(article) or (by if is_agency(by) else None),
        source=source or (display(named[0]) if named else None),
    )


def _quantities(figures: Sequence[Figure]) -> tuple[Quantity, ...]:
    said = [_is_public(figure) for figure in figures if figure.attribution]
    mostly = sum(said) > len(said) / 2  # what nobody is said to say comes from whoever says the rest
    made: dict[tuple[object, ...], Quantity] = {}
    for figure in figures:
        quantity = _quantity(figure, public=_is_public(figure) if figure.attribution else mostly)
        if quantity is not None:
            made.setdefault((quantity.dimension, quantity.low, quantity.high, quantity.measure), quantity)
    kept = sorted(made.values(), key=lambda each: (-each.rarity, each.said))
    return tuple(kept[:MOST_FIGURES])


def _is_public(figure: Figure) -> bool:
    who = " ".join(figure.attribution)
    return bool(_OFFICE.search(who)) and not _IN_CONFIDENCE.search(who)


def _quantity(figure: Figure, *, public: bool) -> Quantity | None:
    if figure.interval.low is None and figure.interval.high is None:
        return None
    unit = "" if figure.unit == "1" else f" {figure.unit}"
    return Quantity(
        said=f"{figure.value:,.6g}{unit}",
        dimension=figure.dimension,
        kind=figure.kind.value,
        low=figure.interval.low,
        high=figure.interval.high,
        rarity=rarity(figure),
        exact=figure.qualifier is Qualifier.EXACT,
        measure=figure.measure or "",
        public=public,
    )


def rarity(figure: Figure) -> float:
    """How unlikely two unrelated reports name this number: by its digits that mean something, small counts near 0."""
    if figure.low is not None and figure.high is not None and figure.qualifier is Qualifier.RANGE:
        digits = max(_digits(figure.low), _digits(figure.high)) + 1
    else:
        digits = _digits(figure.value)
    weight = {0: 0.05, 1: 0.25, 2: 0.6, 3: 1.0}.get(digits, 1.4)
    if figure.dimension == "count" and abs(figure.value) < 20:
        return min(weight, 0.15)
    return weight


def _digits(value: float) -> int:
    """Digits before the zeros at the end: 59,000 has two, 1,376 four, 7.1 two."""
    shown = f"{abs(value):.6g}"
    mantissa = f"{float(shown):.5e}".split("e")[0].replace(".", "").rstrip("0")
    return len(mantissa)
