"""Whether an article carries a text we hold: new, a copy, or an update."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from monitor.model.article import Article
from monitor.model.noun import derive_id
from monitor.model.story import Placement, Story, Verdict
from monitor.stories.fingerprint import Fingerprint, fingerprint, shingles_of, title_key, words_of
from monitor.stories.sentences import Sentence, sentences, unseen

#: Stories worth verifying; a text reused belongs to one or two.
MOST_CANDIDATES = 12
#: A sampled hash held by more stories than this is furniture: a slogan, a disclaimer, a template's sentence.
FURNITURE_STORIES = 8
#: A shingle held by so many of the verified leads is a background paragraph, not the text itself.
FURNITURE_LEADS = 2
#: Share of the shorter text's shingles found in the longer from which text counts as reused.
REUSE = 0.2
#: A text that is less of a longer one than this, and not its beginning, is an item of a round-up.
ITEM = 0.15
#: Most of a text.
CLEAR = 0.5
#: A text held almost whole is held, whatever is furniture in it and wherever it stands.
WHOLE = 0.8
#: Shared shingles below which a match may be a proverb (eight shingles are twelve words in a row).
LEAST_SHARED = 8
#: A copy so many times as long as its lead is a fuller text of it, up to so many times: then it is a page around it.
FULLER = 1.4
MOST_FULLER = 8
#: A passage that stands in so many pieces was edited with the text around it: nobody edits what he keeps at hand.
EDITED_RUNS = 3
#: Share of the shorter text's sentences that reuse must touch, unless both texts open with it.
SPREAD = 0.45
#: One or two sentences are a passage that desks keep at hand.
LEAST_TOUCHED = 3
#: A page edited in place keeps so much of its text, or for half a day its title (an alert that becomes a report);
#: the morning briefing that stands at one address every day keeps only its title.
SAME_PAGE = 0.1
PAGE_WINDOW = timedelta(hours=12)
#: Two reports that far apart are two days' reports.
ANOTHER_DAY = timedelta(hours=18)

#: Cuts of one text are printed within days.
PIECES_WINDOW = timedelta(hours=72)

_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Þ][a-zà-ÿ]{2,}")
_MARKED = re.compile(
    r"^\W*(?:update|updated|corrected|correction|refile|clarified|wrapup|writethru)\b\s*(?:no\.?\s*)?\d*\s*[-–—:]"
    r"|^\W*\d(?:st|nd|rd|th) (?:ld|lead)[-\s]writethru"
    r"|\(\s*(?:adds?|updates?|updated|corrects?|recasts?|refiles?|writes through|clarifies)\b[^)]*\)",
    re.IGNORECASE,
)


def candidates(mark: Fingerprint, holding: Sequence[tuple[int, str]]) -> list[str]:
    """Ids of the stories worth verifying, best first: a hash that few stories hold says more than one held by many."""
    stories: defaultdict[int, set[str]] = defaultdict(set)
    for value, story in holding:
        stories[value].add(story)
    scores: Counter[str] = Counter()
    common: Counter[str] = Counter()
    for value in mark.sample:
        held = stories.get(value, ())
        for story in held:
            (scores if len(held) <= FURNITURE_STORIES else common)[story] += 1000 // len(held)
    # one text may have been opened as many stories by hand or by mistake: then all its hashes are common
    ranked = scores or common
    return sorted(ranked, key=lambda story: (-ranked[story], story))[:MOST_CANDIDATES]


@dataclass(frozen=True)
class _Match:
    """How much of an article and a lead is one text."""

    story: Story
    lead: Article
    #: Shared shingles, furniture and titles left out.
    shared: frozenset[int]
    #: Share of the shorter text, of the article and of the lead.
    containment: float
    of_article: float
    of_lead: float


def mark_of(article: Article) -> Fingerprint:
    """The fingerprint by which an article is found and compared: of its body, since two notes may share a headline and
    nothing else; of its title where it has no body."""
    return _mark(article.body or article.text)


def place(article: Article, mark: Fingerprint, leads: Sequence[tuple[Story, Article]]) -> Placement:
    """The verdict on an article, given its `mark_of` and the leads that may hold the same text, in any order."""
    held = _page_before(article, mark, leads)
    if held:
        return _update(held, "same address, changed text", _unseen(article, [held.lead]))
    matches = _matches(article, mark, leads)
    if not matches:
        return _new(article, 0.0, "no text shared with any story held")
    best = matches[0]
    reason = _not_one_text(article, best) or _roundup(article, matches)
    if reason:
        return _new(article, best.containment, reason)
    spans = _unseen(article, [lead for story, lead in leads if story.id == best.story.id])
    marked = _is_later_version(article, best, bool(spans))
    if marked:
        return _update(best, marked, spans)
    cuts = {each.story.id: each for each in matches if _one_text(article, best, each)}
    if not cuts:
        return _copy(best, spans)
    texts = [lead for story, lead in leads if story.id in {best.story.id, *cuts}]
    return _copy_of_all([best, *cuts.values()], _unseen(article, texts))


def _page_before(article: Article, mark: Fingerprint, leads: Sequence[tuple[Story, Article]]) -> _Match | None:
    """The story whose lead stood at this very address, where it is still the same text."""
    same = [pair for pair in leads if article.url and pair[1].url == article.url and pair[1].id != article.id]
    if not same:
        return None
    best = _ranked([_compare(article, mark, story, lead, frozenset()) for story, lead in same])[0]
    apart = abs(article.published_at - best.lead.published_at)
    retitled = title_key(article.title) != title_key(best.lead.title)
    if apart >= ANOTHER_DAY and _template(article, best.lead):
        return None  # the daily report, at one address every day
    if best.containment >= SAME_PAGE or (not retitled and apart <= PAGE_WINDOW):
        return best
    return None  # an address used again for another text ("/latest")


def _matches(article: Article, mark: Fingerprint, leads: Sequence[tuple[Story, Article]]) -> list[_Match]:
    """Leads with reused text, best first."""
    furniture = _furniture(mark, leads)
    found = []
    for story, lead in leads:
        whole = _compare(article, mark, story, lead, frozenset())
        match = (
            whole if whole.containment >= WHOLE or not furniture else _compare(article, mark, story, lead, furniture)
        )
        short = len(match.shared) < LEAST_SHARED and match.containment < WHOLE
        if match.containment >= REUSE and not short:
            found.append(match)
    return _ranked(found)


def _furniture(mark: Fingerprint, leads: Sequence[tuple[Story, Article]]) -> frozenset[int]:
    """Shingles of the text that several of these stories hold."""
    of_story: dict[str, set[int]] = defaultdict(set)
    for story, lead in leads:
        of_story[story.id] |= mark.shingles & mark_of(lead).shingles
    if len(of_story) < FURNITURE_LEADS:
        return frozenset()
    held = Counter(shingle for shingles in of_story.values() for shingle in shingles)
    return frozenset(shingle for shingle, count in held.items() if count >= FURNITURE_LEADS)


def _ranked(matches: list[_Match]) -> list[_Match]:
    """Best first; of leads that hold the article about equally, the one that holds least else."""
    return sorted(
        matches,
        key=lambda match: (
            -round(match.containment, 1),
            -round(min(match.of_article, match.of_lead), 2),
            -len(match.shared),
            match.story.opened_at,
            match.story.id,
        ),
    )


def _compare(article: Article, mark: Fingerprint, story: Story, lead: Article, furniture: frozenset[int]) -> _Match:
    ours, theirs = mark.shingles, mark_of(lead).shingles
    if furniture:
        ours, theirs = ours - furniture, theirs - furniture
    shared = ours & theirs
    of_article = len(shared) / len(ours) if ours else 0.0
    of_lead = len(shared) / len(theirs) if theirs else 0.0
    return _Match(story, lead, shared, max(of_article, of_lead), of_article, of_lead)


@lru_cache(maxsize=128)  # leads of a running story are asked for again and again; about 60 KB each
def _mark(text: str) -> Fingerprint:
    return fingerprint(text)


def is_fuller(copy: Article, lead: Article) -> bool:
    """Whether a copy carries much more of the text than the lead it was found by, and is no page around it.

    It holds most of the lead, which stands at its beginning or under its headline.
    """
    ours, theirs = mark_of(copy).shingles, mark_of(lead).shingles
    shared = ours & theirs
    if len(shared) < CLEAR * len(theirs) or not FULLER * len(theirs) <= len(ours) <= MOST_FULLER * len(theirs):
        return False
    opening = [sentence for article in (copy, lead) for sentence in _body_sentences(article)[:1]]
    same_title = title_key(copy.title) == title_key(lead.title) and title_key(copy.title).count(" ") >= 3
    return same_title or all(_touched(sentence, shared) for sentence in opening)


# ── reused text that makes no copy ───────────────────────────────────────────────────────────────────────────


def _not_one_text(article: Article, match: _Match) -> str | None:
    """Why reused words are no copy: a template filled with other numbers, or a background paragraph."""
    if _template(article, match.lead):
        return f"the form of {match.lead.outlet}'s “{match.lead.title}” with other numbers"
    if match.containment < WHOLE and not _shares_body(article, match):
        return f"shares only a passage with “{match.lead.title}”"
    return None


def _template(article: Article, lead: Article) -> bool:
    """Daily reports from one form: the words stay, most of the numbers change."""
    if _MARKED.search(article.text[:400]):
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


@lru_cache(maxsize=128)
def _numbers(text: str) -> frozenset[str]:
    """The numbers written in digits."""
    return frozenset(re.findall(r"\d+(?:[.,]\d+)*", text))


def _shares_body(article: Article, match: _Match) -> bool:
    """Whether the reuse runs through the shorter text, or begins with the lead; a background paragraph does neither."""
    if _opens(match.lead, match, 1) and match.of_article >= CLEAR:
        return True
    if _opens(match.lead, match, 1) and not _tells_more(article, match):
        return True
    opened = _opens(match.lead, match)
    if opened and _same_headline(article, match.lead):
        return True
    if min(_spread(article, match), _spread(match.lead, match)) < 2:
        return False
    shorter = _body_sentences(article if match.of_article >= match.of_lead else match.lead)
    touched = [_touched(sentence, match.shared) for sentence in shorter]
    if sum(touched) >= min(LEAST_TOUCHED, len(touched) - 1) and sum(touched) >= SPREAD * len(touched):
        return True
    return opened and _opens(article, match)


def _tells_more(article: Article, match: _Match) -> bool:
    """Whether the article says something of its own: what promos and notices say holds no number and no name.

    Where names cannot be told from other words by their writing, whatever is not the lead's counts.
    """
    if not _names(match.lead.body):
        return True
    own = [
        article.body[sentence.start : sentence.end]
        for sentence in _body_sentences(article)
        if not _touched(sentence, match.shared)
    ]
    return any(_NAME.search(sentence) or _DIGIT.search(sentence) for sentence in own)


def _same_headline(article: Article, lead: Article) -> bool:
    """Whether both stand under one headline and it is no outlet's "Morning briefing", the same every day."""
    key = title_key(article.title)
    return key == title_key(lead.title) and key.count(" ") >= 3 and article.outlet.casefold() != lead.outlet.casefold()


def _spread(article: Article, match: _Match) -> float:
    """Paragraphs that the reuse touches; without end where the text has only one or every other line is edited."""
    paragraphs = [shingles_of(words_of(line)) for line in article.body.split("\n") if line.strip()]
    if len(paragraphs) < 2:
        return math.inf
    held = [[shingle in match.shared for shingle in shingles] for shingles in paragraphs]
    runs = sum(here and not before for line in held for before, here in zip([False, *line], line, strict=False))
    return math.inf if runs >= EDITED_RUNS else sum(map(any, held))


def _opens(article: Article, match: _Match, within: int = 2) -> bool:
    """Whether the reuse begins where the text begins, be it behind a line that was put before it."""
    return any(_touched(sentence, match.shared) for sentence in _body_sentences(article)[:within])


def _body_sentences(article: Article) -> list[Sentence]:
    """Sentences long enough to hold a shingle."""
    return [sentence for sentence in sentences(article.body) if len(sentence.words) >= 5]


def _touched(sentence: Sentence, shared: frozenset[int]) -> bool:
    return not shared.isdisjoint(shingles_of(list(sentence.words)))


def _roundup(article: Article, matches: list[_Match]) -> str | None:
    """An article that holds two texts which are not each other is neither; so is a text that stands deep in one."""
    best = matches[0]
    for other in (each for each in matches[1:] if each.story.id != best.story.id):
        fewer = min(len(best.shared), len(other.shared))
        both_inside = min(best.of_lead, other.of_lead) >= CLEAR and max(best.of_article, other.of_article) < CLEAR
        pieces = title_key(best.lead.title) == title_key(other.lead.title) or _one_text(article, best, other)
        if both_inside and not pieces and len(best.shared & other.shared) < 0.2 * fewer:
            return f"a round-up: holds “{best.lead.title}” and “{other.lead.title}”"
    # editors cut from the end: a trimmed copy holds the lead's beginning
    if best.of_lead < ITEM and not _opens(best.lead, best) and not _same_headline(article, best.lead):
        return f"stands inside the longer “{best.lead.title}”"
    return None


def _one_text(article: Article, best: _Match, other: _Match) -> bool:
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
    """Words that begin with a capital letter within a sentence."""
    return frozenset(_NAME.findall(text))


# ── verdicts ─────────────────────────────────────────────────────────────────────────────────────────────────


def _is_later_version(article: Article, match: _Match, changed: bool) -> str | None:
    """Why the article replaces its lead; None for a copy of it."""
    lead = match.lead
    if not changed or article.outlet.casefold() != lead.outlet.casefold() or article.published_at <= lead.published_at:
        return None
    said = _MARKED.search(article.title) or _MARKED.search(article.body[:300])
    if said:
        return f"same outlet, marked “{said.group().strip()[:40]}”"
    if min(match.of_article, match.of_lead) >= CLEAR:
        return "same outlet, later, most of the text kept"
    return None


def _unseen(article: Article, texts: Sequence[Article]) -> tuple[tuple[int, int], ...]:
    """Sentences that none of these articles of one story has."""
    retitled = title_key(article.title) not in {title_key(lead.title) for lead in texts}
    held = "\n\n".join(sorted(lead.text for lead in texts))
    return unseen(article.text, article.title, held, retitled=retitled)


def _new(article: Article, score: float, because: str) -> Placement:
    story = derive_id("story", article.id)
    return Placement(verdict=Verdict.NEW, story=story, score=round(score, 3), because=because)


def _update(match: _Match, because: str, spans: tuple[tuple[int, int], ...]) -> Placement:
    return Placement(
        verdict=Verdict.UPDATE,
        story=match.story.id,
        score=round(match.containment, 3),
        because=f"{because} ({match.containment:.0%} of the shorter text)",
        unseen=spans,
    )


def _copy_of_all(cuts: Sequence[_Match], spans: tuple[tuple[int, int], ...]) -> Placement:
    """A copy of several stories, which it shows to be one: the one that was opened first goes on."""
    first, *others = sorted(cuts, key=lambda match: (match.story.opened_at, match.story.id))
    told = " and ".join(f"{match.lead.outlet}'s “{match.lead.title}”" for match in (first, *others))
    return _copy(first, spans).model_copy(
        update={
            "because": f"holds {told}, which are cuts of one text",
            "unites": tuple(match.story.id for match in others),
        }
    )


def _copy(match: _Match, spans: tuple[tuple[int, int], ...]) -> Placement:
    which = "its" if match.of_article >= match.of_lead else "the lead's"
    news = f"{len(spans)} sentences not in the lead" if len(spans) != 1 else "1 sentence not in the lead"
    return Placement(
        verdict=Verdict.COPY,
        story=match.story.id,
        score=round(match.containment, 3),
        because=f"{match.containment:.0%} of {which} text stands in {match.lead.outlet}'s “{match.lead.title}”"
        + (f"; {news}" if spans else "; verbatim"),
        unseen=spans,
    )
