"""How much of an article and of the leads that may hold it is one text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.model.article import Article
from monitor.model.story import Story
from monitor.stories.fingerprint import Fingerprint, fingerprint, shingles_of, title_key
from monitor.stories.sentences import Sentence, sentences

#: A shingle held by so many of the verified leads is a background paragraph, not the text itself.
FURNITURE_LEADS = 2
#: Share of the shorter text's shingles found in the longer from which text counts as reused.
REUSE = 0.2
#: Most of a text.
CLEAR = 0.5
#: Two leads with so much in common are one text, whatever makes two stories of them.
ONE_TEXT = 0.65
#: A text held almost whole is held, whatever is furniture in it and wherever it stands.
WHOLE = 0.8
#: Shared shingles below which a match may be a proverb (eight shingles are twelve words in a row).
LEAST_SHARED = 8
#: A copy so many times as long as its lead is a fuller text of it, up to so many times: then it is a page around it.
FULLER = 1.4
MOST_FULLER = 8


@dataclass(frozen=True)
class Match:
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


@lru_cache(maxsize=128)  # leads of a running story are asked for again and again; about 60 KB each
def _mark(text: str) -> Fingerprint:
    return fingerprint(text)


def matches_of(article: Article, mark: Fingerprint, leads: Sequence[tuple[Story, Article]]) -> list[Match]:
    """Leads with reused text, best first."""
    furniture = _furniture(mark, leads)
    found = []
    for story, lead in leads:
        whole = compare(article, mark, story, lead, frozenset())
        match = whole if whole.containment >= WHOLE or not furniture else compare(article, mark, story, lead, furniture)
        short = len(match.shared) < LEAST_SHARED and match.containment < WHOLE
        if match.containment >= REUSE and not short:
            found.append(match)
    return ranked(found)


def _furniture(mark: Fingerprint, leads: Sequence[tuple[Story, Article]]) -> frozenset[int]:
    """Shingles of the text that several of these stories hold, which have little else in common.

    Two stories may be one text (a form filled in anew, one text opened twice): what is in both is the text itself.
    """
    of_story: dict[str, set[int]] = defaultdict(set)
    whole: dict[str, set[int]] = defaultdict(set)
    for story, lead in leads:
        of_story[story.id] |= mark.shingles & mark_of(lead).shingles
        whole[story.id] |= mark_of(lead).shingles
    if len(of_story) < FURNITURE_LEADS:
        return frozenset()
    texts: list[str] = []
    held: Counter[int] = Counter()
    for id, shingles in sorted(of_story.items(), key=lambda each: (-len(each[1]), each[0])):
        if any(_is_one_text(whole[id], whole[other]) for other in texts):
            continue
        texts.append(id)
        held.update(shingles)
    return frozenset(shingle for shingle, count in held.items() if count >= FURNITURE_LEADS)


def _is_one_text(one: set[int], other: set[int]) -> bool:
    return len(one & other) >= ONE_TEXT * max(len(one), len(other))


def ranked(matches: list[Match]) -> list[Match]:
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


def compare(article: Article, mark: Fingerprint, story: Story, lead: Article, furniture: frozenset[int]) -> Match:
    """What an article and a lead have in common, these shingles left out."""
    ours, theirs = mark.shingles, mark_of(lead).shingles
    if furniture:
        ours, theirs = ours - furniture, theirs - furniture
    shared = ours & theirs
    of_article = len(shared) / len(ours) if ours else 0.0
    of_lead = len(shared) / len(theirs) if theirs else 0.0
    return Match(story, lead, shared, max(of_article, of_lead), of_article, of_lead)


def is_fuller(copy: Article, lead: Article) -> bool:
    """Whether a copy carries much more of the text than the lead it was found by, and is no page around it.

    It holds most of the lead, which stands at its beginning or under its headline.
    """
    ours, theirs = mark_of(copy).shingles, mark_of(lead).shingles
    shared = ours & theirs
    if len(shared) < CLEAR * len(theirs) or not FULLER * len(theirs) <= len(ours) <= MOST_FULLER * len(theirs):
        return False
    opening = [sentence for article in (copy, lead) for sentence in body_sentences(article)[:1]]
    same_title = title_key(copy.title) == title_key(lead.title) and title_key(copy.title).count(" ") >= 3
    return same_title or all(touches(sentence, shared) for sentence in opening)


def opens(article: Article, match: Match, within: int = 2) -> bool:
    """Whether the reuse begins where the text begins, be it behind a line that was put before it."""
    return any(touches(sentence, match.shared) for sentence in body_sentences(article)[:within])


def body_sentences(article: Article) -> list[Sentence]:
    """Sentences long enough to hold a shingle."""
    return [sentence for sentence in sentences(article.body) if len(sentence.words) >= 5]


def touches(sentence: Sentence, shared: frozenset[int]) -> bool:
    """Whether a sentence holds one of these shingles."""
    return not shared.isdisjoint(shingles_of(list(sentence.words)))
