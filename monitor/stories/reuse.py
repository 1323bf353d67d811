"""Reused text that makes no copy: forms, background passages, round-ups; and cuts of one text, which are one story."""

from __future__ import annotations

import calendar
import math
import re
from datetime import timedelta
from functools import lru_cache

from monitor.model.article import Article
from monitor.stories.compare import CLEAR, WHOLE, Match, body_sentences, opens, touches
from monitor.stories.fingerprint import shingles_of, title_key, words_of

#: A text that is less of a longer one than this, and not its beginning, is an item of a round-up.
ITEM = 0.15
#: A passage that stands in so many pieces was edited with the text around it: nobody edits what he keeps at hand.
EDITED_RUNS = 3
#: Share of the shorter text's sentences that reuse must touch, unless both texts open with it.
SPREAD = 0.45
#: One or two sentences are a passage that desks keep at hand.
LEAST_TOUCHED = 3
#: Two reports that far apart are two days' reports.
ANOTHER_DAY = timedelta(hours=18)
#: A text names so many to be told by them; two that share less than this part of their names tell of others.
FEW_NAMES, OTHERS = 2, 0.5
#: Cuts of one text are printed within days.
PIECES_WINDOW = timedelta(hours=72)

_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Þ][a-zà-ÿ]{2,}")
_DAYS = frozenset((*calendar.day_name, *calendar.month_name))
MARKED = re.compile(
    r"^\W*(?:update|updated|corrected|correction|refile|clarified|wrapup|writethru)\b\s*(?:no\.?\s*)?\d*\s*[-–—:]"
    r"|^\W*\d(?:st|nd|rd|th) (?:ld|lead)[-\s]writethru"
    r"|\(\s*(?:adds?|updates?|updated|corrects?|recasts?|refiles?|writes through|clarifies)\b[^)]*\)",
    re.IGNORECASE,
)


def not_one_text(article: Article, match: Match) -> str | None:
    """Why reused words are no copy: a template filled with other numbers, or a background paragraph."""
    if is_template(article, match.lead):
        return f"the form of {match.lead.outlet}'s “{match.lead.title}” with other numbers"
    if match.containment < WHOLE and _of_one_desk(article, match.lead):
        return f"from the same form as “{match.lead.title}”, of others"
    if match.containment < WHOLE and not _shares_body(article, match):
        return f"shares only a passage with “{match.lead.title}”"
    return None


def is_template(article: Article, lead: Article) -> bool:
    """Daily reports from one form: the words stay, most of the numbers change."""
    if MARKED.search(article.text[:400]):
        return False
    ours, theirs = _numbers(article.body), _numbers(lead.body)
    fewest = min(len(ours), len(theirs))
    if not fewest:
        return False
    kept = len(ours & theirs) / fewest
    another_day = abs(article.published_at - lead.published_at) >= ANOTHER_DAY
    if another_day:
        return fewest >= 3 and kept < 0.5
    return fewest >= 6 and kept < 0.25


def _of_one_desk(article: Article, lead: Article) -> bool:
    """Two stories of one outlet that share a form and tell of others: a rate cut here, a rate kept there."""
    if article.outlet.casefold() != lead.outlet.casefold() or MARKED.search(article.text[:400]):
        return False
    ours, theirs = _names(article.body), _names(lead.body)
    fewest = min(len(ours), len(theirs))
    return fewest >= FEW_NAMES and len(ours & theirs) < OTHERS * fewest


@lru_cache(maxsize=128)
def _numbers(text: str) -> frozenset[str]:
    """The numbers written in digits."""
    return frozenset(re.findall(r"\d+(?:[.,]\d+)*", text))


def _shares_body(article: Article, match: Match) -> bool:
    """Whether the reuse runs through the shorter text, or begins with the lead; a background paragraph does neither."""
    if opens(match.lead, match, 1) and match.of_article >= CLEAR:
        return True
    if opens(match.lead, match, 1) and not _tells_more(article, match):
        return True
    opened = opens(match.lead, match)
    if opened and _same_headline(article, match.lead):
        return True
    if min(_spread(article, match), _spread(match.lead, match)) < 2:
        return False
    shorter = body_sentences(article if match.of_article >= match.of_lead else match.lead)
    touched = [touches(sentence, match.shared) for sentence in shorter]
    if sum(touched) >= min(LEAST_TOUCHED, len(touched) - 1) and sum(touched) >= SPREAD * len(touched):
        return True
    return opened and opens(article, match)


def _tells_more(article: Article, match: Match) -> bool:
    """Whether the article says something of its own: what promos and notices say holds no number and no name.

    Where names cannot be told from other words by their writing, whatever is not the lead's counts.
    """
    if not _names(match.lead.body):
        return True
    own = [
        article.body[sentence.start : sentence.end]
        for sentence in body_sentences(article)
        if not touches(sentence, match.shared)
    ]
    return any(_NAME.search(sentence) or _DIGIT.search(sentence) for sentence in own)


def _same_headline(article: Article, lead: Article) -> bool:
    """Whether both stand under one headline and it is no outlet's "Morning briefing", the same every day."""
    key = title_key(article.title)
    return key == title_key(lead.title) and key.count(" ") >= 3 and article.outlet.casefold() != lead.outlet.casefold()


def _spread(article: Article, match: Match) -> float:
    """Paragraphs that the reuse touches; without end where the text has only one or every other line is edited."""
    paragraphs = [shingles_of(words_of(line)) for line in article.body.split("\n") if line.strip()]
    if len(paragraphs) < 2:
        return math.inf
    held = [[shingle in match.shared for shingle in shingles] for shingles in paragraphs]
    runs = sum(here and not before for line in held for before, here in zip([False, *line], line, strict=False))
    return math.inf if runs >= EDITED_RUNS else sum(map(any, held))


def roundup(article: Article, matches: list[Match]) -> str | None:
    """An article that holds two texts which are not each other is neither; so is a text that stands deep in one."""
    best = matches[0]
    for other in (each for each in matches[1:] if each.story.id != best.story.id):
        fewer = min(len(best.shared), len(other.shared))
        both_inside = min(best.of_lead, other.of_lead) >= CLEAR and max(best.of_article, other.of_article) < CLEAR
        pieces = title_key(best.lead.title) == title_key(other.lead.title) or one_text(article, best, other)
        if both_inside and not pieces and len(best.shared & other.shared) < 0.2 * fewer:
            return f"a round-up: holds “{best.lead.title}” and “{other.lead.title}”"
    # editors cut from the end: a trimmed copy holds the lead's beginning
    if best.of_lead < ITEM and not opens(best.lead, best) and not _same_headline(article, best.lead):
        return f"stands inside the longer “{best.lead.title}”"
    return None


def one_text(article: Article, best: Match, other: Match) -> bool:
    """Whether two leads that an article holds are cuts of it rather than two items of a round-up.

    They are told in its own words and no others, under its headline or one of their own for both, at about one time,
    and of the same people and places.
    """
    if other.story.id == best.story.id or min(best.of_lead, other.of_lead) < WHOLE:
        return False
    if abs(best.lead.published_at - other.lead.published_at) > PIECES_WINDOW:
        return False
    ours, one, another = (title_key(each.title) for each in (article, best.lead, other.lead))
    headed = one == another or ours in (one, another)
    names = _names(best.lead.body) & _names(other.lead.body)
    return headed and ours.count(" ") >= 3 and len(names) >= (1 if ours == one == another else 2)


@lru_cache(maxsize=128)
def _names(text: str) -> frozenset[str]:
    """Words that begin with a capital letter within a sentence, days and months left out."""
    return frozenset(_NAME.findall(text)) - _DAYS
