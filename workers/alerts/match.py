"""Whether a watch is about a figure."""

from __future__ import annotations

import re
from functools import lru_cache

import re2

from monitor.model.alert import Match, Watch
from monitor.model.article import Article
from monitor.model.change import Observation, Series


def matches(watch: Watch, article: Article, observation: Observation, series: Series) -> bool:
    """Whether the article holds the watch's words and the figure fits its selectors.

    Words are looked for in the whole article, title included: the sentence with the number often says "the region".
    Selectors are looked for, word by word, in the figure's own slots. An empty match is about everything.
    """
    return _holds_words(watch.match, article.text) and _fits(watch.match, observation, series)


def _holds_words(match: Match, text: str) -> bool:
    if match.any and not any(_found(term, text) for term in match.any):
        return False
    return all(_found(term, text) for term in match.all) and not any(_found(term, text) for term in match.none)


def _found(term: str, text: str) -> bool:
    return bool(_pattern(term).search(text))


@lru_cache(maxsize=1024)
def _pattern(term: str) -> re2._Regexp:
    """A word or phrase at word boundaries, any case; /regex/ in RE2's syntax, any case, linear in the text."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    if len(term) > 2 and term.startswith("/") and term.endswith("/"):
        return re2.compile(term[1:-1], options=options)
    words = r"\s+".join(re2.escape(word) for word in term.split())
    return re2.compile(rf"(?:^|[^\pL\pN_]){words}(?:$|[^\pL\pN_])", options=options)


def _fits(match: Match, observation: Observation, series: Series) -> bool:
    figure = observation.figure
    wanted = (
        (match.measure, f"{figure.measure or ''} {figure.counted or ''} {series.key.measure}"),
        (match.subject, f"{figure.subject or ''} {series.key.subject}"),
        (match.scope, f"{figure.scope or ''} {series.key.scope}"),
        (match.unit, f"{figure.unit} {figure.dimension}"),
        (match.claimant, " ".join((observation.claimant or "", *figure.attribution))),
        (match.outlet, observation.outlet),
    )
    return all(term is None or _words(term) <= _words(said) for term, said in wanted)


def _words(text: str) -> set[str]:
    """Its words without case, and without the plural's s."""
    return {word.removesuffix("s") if len(word) > 3 else word for word in re.findall(r"[^\W_]+", text.lower())}
