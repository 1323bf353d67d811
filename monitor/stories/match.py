"""Whether an article carries a text we hold: new, a copy, or an update."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta

from monitor.model.article import Article
from monitor.model.noun import derive_id
from monitor.model.story import Placement, Story, Verdict
from monitor.stories.compare import CLEAR, Match, compare, matches_of, ranked
from monitor.stories.fingerprint import Fingerprint, title_key
from monitor.stories.reuse import ANOTHER_DAY, MARKED, is_template, not_one_text, one_text, roundup
from monitor.stories.sentences import unseen

#: Stories worth verifying; a text reused belongs to one or two.
MOST_CANDIDATES = 12
#: A sampled hash held by more stories than this is furniture: a slogan, a disclaimer, a template's sentence.
FURNITURE_STORIES = 8
#: A page edited in place keeps so much of its text, most of it after a day, or for half a day its title (an alert that
#: becomes a report); the morning briefing that stands at one address every day keeps its title and its imprint.
SAME_PAGE = 0.1
PAGE_WINDOW = timedelta(hours=12)


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
    counted = scores or common
    return sorted(counted, key=lambda story: (-counted[story], story))[:MOST_CANDIDATES]


def place(article: Article, mark: Fingerprint, leads: Sequence[tuple[Story, Article]]) -> Placement:
    """The verdict on an article, given its `mark_of` and the leads that may hold the same text, in any order."""
    held = _page_before(article, mark, leads)
    if held:
        return _update(held, "same address, changed text", _unseen(article, [held.lead]))
    matches = matches_of(article, mark, leads)
    if not matches:
        return _new(article, 0.0, "no text shared with any story held")
    best = matches[0]
    reason = not_one_text(article, best) or roundup(article, matches)
    if reason:
        return _new(article, best.containment, reason)
    spans = _unseen(article, [lead for story, lead in leads if story.id == best.story.id])
    for match in matches:  # a page around the text may hold it better than the version that this one follows
        marked = match.story.id == best.story.id and _is_later_version(article, match, bool(spans))
        if marked:
            return _update(match, marked, spans)
    cuts = {each.story.id: each for each in matches if one_text(article, best, each)}
    if not cuts:
        return _copy(best, spans)
    texts = [lead for story, lead in leads if story.id in {best.story.id, *cuts}]
    return _copy_of_all([best, *cuts.values()], _unseen(article, texts))


def _page_before(article: Article, mark: Fingerprint, leads: Sequence[tuple[Story, Article]]) -> Match | None:
    """The story whose lead stood at this very address, where it is still the same text."""
    same = [pair for pair in leads if article.url and pair[1].url == article.url and pair[1].id != article.id]
    if not same:
        return None
    best = ranked([compare(article, mark, story, lead, frozenset()) for story, lead in same])[0]
    apart = abs(article.published_at - best.lead.published_at)
    retitled = title_key(article.title) != title_key(best.lead.title)
    if apart >= ANOTHER_DAY and is_template(article, best.lead):
        return None  # the daily report, at one address every day
    if best.containment >= (SAME_PAGE if apart < ANOTHER_DAY else CLEAR) or (not retitled and apart <= PAGE_WINDOW):
        return best
    return None  # an address used again for another text ("/latest")


# ── verdicts ─────────────────────────────────────────────────────────────────────────────────────────────────


def _is_later_version(article: Article, match: Match, changed: bool) -> str | None:
    """Why the article replaces its lead; None for a copy of it."""
    lead = match.lead
    if not changed or article.outlet.casefold() != lead.outlet.casefold() or article.published_at <= lead.published_at:
        return None
    said = MARKED.search(article.title) or MARKED.search(article.body[:300])
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


def _update(match: Match, because: str, spans: tuple[tuple[int, int], ...]) -> Placement:
    return Placement(
        verdict=Verdict.UPDATE,
        story=match.story.id,
        score=round(match.containment, 3),
        because=f"{because} ({match.containment:.0%} of the shorter text)",
        unseen=spans,
    )


def _copy_of_all(cuts: Sequence[Match], spans: tuple[tuple[int, int], ...]) -> Placement:
    """A copy of several stories, which it shows to be one: the one that was opened first goes on."""
    first, *others = sorted(cuts, key=lambda match: (match.story.opened_at, match.story.id))
    told = " and ".join(f"{match.lead.outlet}'s “{match.lead.title}”" for match in (first, *others))
    return _copy(first, spans).model_copy(
        update={
            "because": f"holds {told}, which are cuts of one text",
            "unites": tuple(match.story.id for match in others),
        }
    )


def _copy(match: Match, spans: tuple[tuple[int, int], ...]) -> Placement:
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
