"""What a page says that is not the article: captions, promos, related headlines, counters, bylines, labels.

Each rule looks at one paragraph and says why it is furniture, or None. A sentence lost with its figure is worse than a
promo kept without one; a related headline kept with its number is worst. So rules need a mark of their own, and the last
one drops what has no sentence shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

#: A paragraph of at least this many words is prose even where its full stop is missing.
LONG = 25
#: Promos are short; a long paragraph that speaks of subscribers is about them.
PROMO_WORDS = 45


def drop_furniture(paragraphs: Sequence[str], *, title: str) -> tuple[list[str], list[tuple[str, str]]]:
    """(paragraphs that are the article, (paragraph, reason) of those that are not), in order."""
    kept: list[str] = []
    dropped: list[tuple[str, str]] = []
    seen = {_plain(title)}
    for paragraph in paragraphs:
        text = " ".join(paragraph.split())
        if not text:
            continue
        reason = "repeat" if _plain(text) in seen else reason_to_drop(text)
        seen.add(_plain(text))
        if reason:
            dropped.append((paragraph, reason))
        else:
            kept.append(paragraph)
    return kept, dropped


def reason_to_drop(text: str) -> str | None:
    """Why a paragraph (on one line) is furniture; None if it is not."""
    for rule in _RULES:
        reason = rule(text)
        if reason:
            return reason
    return None


def has_sentence_shape(text: str) -> bool:
    """Whether a line can be prose: it ends as sentences end, or is too long to be a label."""
    return bool(_ENDS.search(text)) or len(text.split()) >= LONG


_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*\Z|[.!?…,][\"'”’»]+\s*\Z|\[\d+\]\Z")


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────────────


def _correction(text: str) -> str | None:
    """(Corrects toll in first paragraph; the agency said 40, not 400): its numbers are no figures of the article."""
    return "correction note" if _CORRECTION.match(text) and len(text.split()) <= 60 else None


_CORRECTION = re.compile(
    r"[(\[]?(?:corrects|correction|clarification|clarifies|corrected|editor'?s note|note to (?:readers|editors)|"
    r"(?:adds|recasts|updates|refiles|repeats|rewrites|removes) [^.]{3,120}\)\s*\Z)\b.{0,400}\Z|[(\[](?:adds|recasts|updates|"
    r"refiles|repeats)\b.{0,300}[)\]]\Z",
    re.IGNORECASE,
)


def _counter(text: str) -> str | None:
    """2 hours ago 5 · 14 comments · 3 min read · Updated 12:30 GMT"""
    return "counter" if _COUNTER.match(text) else None


_COUNTER = re.compile(
    r"(?:(?:published|updated|posted|last updated|modified)?:?\s*(?:about |an? )?\d*\s*"
    r"(?:second|minute|min|hour|hr|day|week|month|year)s? ago\b.{0,20}"
    r"|[\d,.]+[km]? (?:comment|share|like|view|reader|follower|reaction|repl(?:y|ie)|min(?:ute)?s? read).{0,15}"
    r"|comments? ?\(?[\d,]+\)?"
    r"|\d+ ?min(?:ute)?s?(?: read)?)\Z",
    re.IGNORECASE,
)


def _stamp(text: str) -> str | None:
    """Published 24 November 2024, 12:30 EST · Mon, Mar 2, 2026 at 9:14 AM"""
    if len(text.split()) > 14 or not re.search(r"\d", text):
        return None
    rest = _STAMP_WORDS.sub(" ", text)
    return "date line" if not re.search(r"\w", rest) else None


_STAMP_WORDS = re.compile(
    r"\b(?:published|updated|posted|last|modified|first|on|at|am|pm|a\.m|p\.m|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|gmt|utc|est|edt|pst|pdt|cet|cest|bst|ist|et|pt|\d+(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)


def _label(text: str) -> str | None:
    """Advertisement · Share · Most read · Log in to join the conversation."""
    return "label" if _LABEL.match(text) else None


_LABEL = re.compile(
    r"(?:advertisement|sponsored|ad|share(?: this)?(?: article| story| on \w+)?|print|email|tweet|save|menu|search|home|"
    r"most (?:read|popular|viewed)|trending(?: now)?|latest(?: news)?|top stories|editor'?s'? picks?|in this article|"
    r"key points|key takeaways|related(?: (?:articles|stories|topics|content|news))?|more (?:stories|news|from .{1,40})|"
    r"recommended(?: for you)?|comments?|leave a (?:comment|reply)|(?:log|sign) in.{0,60}|tags?:.*|topics?:.*|"
    r"follow us.{0,40}|back to top|skip to .{1,30}|load more.{0,20}|view (?:all|more).{0,20}|show (?:all|more).{0,20}|"
    r"image source.{0,60}|getty images|reuters|afp|ap)[.:!]?\Z",
    re.IGNORECASE,
)


def _pointer(text: str) -> str | None:
    """Read more: … · See also  … · Related: …"""
    return "pointer to another article" if _POINTER.match(text) and len(text.split()) <= LONG + 10 else None


_POINTER = re.compile(
    r"[>»→•▶*\s]*(?:read (?:more|also|next|on)|also read|see also|see more|related(?: article| story| coverage)?s?|"
    r"more on this(?: story)?|don'?t miss|recommended(?: reading)?|up next|watch(?: (?:more|now|live|also))?|"
    r"listen(?: (?:now|to))?|in pictures|in photos|live(?: updates| blog)?|explainer|analysis|opinion|click here)"
    r"(?:\s*[:|»>→–—-]\s*\S|\s{2,}\S|\s*\u00a0+\s*\S|\s*\Z)",
    re.IGNORECASE,
)


def _promo(text: str) -> str | None:
    """Sign up for our newsletter · Get 12 stories for $1 a week · Download our app"""
    return "promotion" if len(text.split()) <= PROMO_WORDS and _PROMO.search(text) else None


_PROMO = re.compile(
    r"\b(?:sign up (?:for|to) (?:our|the|my|receive)\b|subscribe (?:to|now|today|for|here|and)\b.{0,80}|subscribe\Z|"
    r"(?:to|and) continue reading|already a (?:subscriber|member)|become a (?:subscriber|member|supporter)|"
    r"(?:our|free|daily|weekly|morning|evening) (?:newsletter|e-?mail alerts|briefing)|"
    r"(?:newsletter|briefing|alerts) (?:in|to) your inbox|straight to your inbox|delivered to your inbox|"
    r"download (?:our|the) (?:\w+ )?app|cancel (?:at )?any ?time|free trial|read on for only|"
    r"support (?:our|independent|quality) journalism|join (?:our|more than)? ?[\d,]+ (?:\w+ )?(?:readers|subscribers|members)|"
    r"follow us on|like us on|join us on|join the conversation|our (?:telegram|whatsapp|youtube) channel|"
    r"(?:this|we) (?:site|website|page)? ?uses? cookies|cookie (?:policy|settings|preferences)|privacy policy|"
    r"terms (?:of (?:use|service)|and conditions)|all rights reserved|may not be (?:published|reproduced|redistributed)|"
    r"do you have a (?:tip|story|question)|have (?:a|you got a) (?:news )?(?:tip|story) (?:for|to)|"
    r"let us know (?:via|at|in)|got a (?:tip|story))\b",
    re.IGNORECASE,
)


def _copyright(text: str) -> str | None:
    """© 2026 Harbour Gazette · Copyright …"""
    return "copyright" if re.match(r"\s*(?:©|\(c\)|copyright\b)", text, re.IGNORECASE) and len(text) < 300 else None


def _caption(text: str) -> str | None:
    """Unverified image of a soldier … · A nurse waits. Photo: A. Vance / Meridian Wire · FILE PHOTO: …"""
    if _CAPTION_START.match(text) and len(text.split()) <= 90:
        return "caption"
    return "caption" if len(text.split()) <= 70 and _CAPTION_CREDIT.search(text) else None


_PICTURE = (
    r"(?:image|photo(?:graph)?|picture|screen ?(?:shot|grab)|video grab|still|footage|illustration|map|graphic)s?"
)
_CAPTION_START = re.compile(
    rf"(?:file {_PICTURE}\b|{_PICTURE} ?(?:by|credit|courtesy)?:|caption:|pictured:|"
    rf"(?:an? |the |this |in this )?(?:(?:unverified|undated|file|handout|stock|archive|aerial|satellite|recent|"
    rf"illustrative|combination|general) )*{_PICTURE} "
    rf"(?:of|shows?|showing|from|taken|released|provided|made available|published|posted|obtained)\b(?!.*\b(?:showed|said)\b)"
    rf"|representative {_PICTURE})",
    re.IGNORECASE,
)
_CAPTION_CREDIT = re.compile(
    r"(?:\b(?:photo(?:graph)?|picture|image|credit|courtesy|illustration|graphic)s?(?: by| credit)?: ?[^.!?]{2,60}\.?\Z"
    r"|/ ?(?:handout|reuters|afp|ap|getty(?: images)?|epa|anadolu|tass|xinhua|file|pool|files)(?: via [\w ]{2,40})?[.)]?\Z"
    r"|\((?:ap|afp|reuters|epa|pa)(?: photo)?(?:/[^)]{2,40})?\)\Z|getty images\.?\Z"
    r"|\bin this (?:undated |file |handout |screen ?)*(?:photo|picture|image|grab|still)\b[^.]*\.?(?: ?[^.]{2,50}/ ?\w+)?\Z)",
    re.IGNORECASE,
)


def _byline(text: str) -> str | None:
    """By Ada Brandt · Ada Brandt is the paper's defence correspondent. · Reporting by A; editing by B"""
    return "byline" if _BYLINE.match(text) else None


_NAMES = r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]+|de|van|von|al|bin|and))*"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY) (?:our (?:staff|correspondents?|own correspondent|reporters?)|staff (?:writers?|reporters?)|{_NAMES}"
    rf"(?:,? (?:and|&|,) {_NAMES})*)(?:,? (?:in|at) {_NAMES})?(?:,? [\w ]{{2,40}} (?:correspondent|editor|reporter))?\.?\Z"
    rf"|\(?(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated) by {_NAMES}.{{0,200}}\Z"
    rf"|{_NAMES} is (?:an?|the) [^.]{{0,60}}\b(?:correspondent|reporter|editor|journalist|columnist|writer|producer|"
    rf"fellow|contributor)\b.{{0,160}}\Z"
    r"|(?:E-?mail|Contact|Follow|Reach)(?: the (?:author|writer|reporter)s?)?\b.{0,20}\b(?:at|on|@).{0,80}\Z"
)


def _shapeless(text: str) -> str | None:
    """Varda · Lottery: 34 million jackpot goes to pensioner · Home | World | Money"""
    return None if has_sentence_shape(text) else "no sentence"


_RULES: tuple[Callable[[str], str | None], ...] = (
    _correction,
    _counter,
    _stamp,
    _label,
    _pointer,
    _promo,
    _copyright,
    _caption,
    _byline,
    _shapeless,
)
