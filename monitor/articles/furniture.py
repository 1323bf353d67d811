"""What a page says that is not the article: captions, promos, related headlines, counters, bylines, labels.

Each rule looks at one paragraph and says why it is furniture, or None; captions that only their neighbours give away are
found by `_beside_credit`. A true sentence lost with its figure is worse than a promo kept without one; a related headline
kept with its number is worst. So each rule needs a mark of its own, speech ("… the ministry said") outweighs the marks of
promos and captions, and the last rule drops what has no sentence shape.

Known to slip through: a caption written as a full sentence without a credit; a related headline that ends in a full stop.
Known to be lost: a paragraph of prose under 25 words whose full stop is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

#: A paragraph of at least this many words is prose even where its full stop is missing.
LONG = 25
#: Promos and captions are short; a longer paragraph that speaks of subscribers or pictures is about them.
PROMO_WORDS = 45
CAPTION_WORDS = 90
#: A line in which so many of the words that count are capitalised is a headline, whatever it ends in.
TITLE_CASE = 0.8


def drop_furniture(paragraphs: Sequence[str], *, title: str) -> tuple[list[str], list[tuple[str, str]]]:
    """(paragraphs that are the article, (paragraph, reason) of those that are not), in order."""
    kept: list[str] = []
    dropped: list[tuple[str, str]] = []
    for paragraph, reason in judged(paragraphs, title=title):
        if reason:
            dropped.append((paragraph, reason))
        else:
            kept.append(paragraph)
    return kept, dropped


def judged(paragraphs: Sequence[str], *, title: str) -> Iterator[tuple[str, str | None]]:
    """Each paragraph with the reason why it is furniture; None for the article's own. Empty ones are passed over."""
    lines = [paragraph for paragraph in paragraphs if paragraph.strip()]
    plain = [_plain(line) for line in lines]
    captions = _beside_credit(lines, plain)
    seen = {_plain(title)}
    for index, line in enumerate(lines):
        if index in captions:
            yield line, "caption"
        elif plain[index] in seen:
            yield line, "repeat"
        else:
            yield line, reason_to_drop(line)
            seen.add(plain[index])


def reason_to_drop(text: str) -> str | None:
    """Why a paragraph is furniture by its own words; None if it is not."""
    text = " ".join(text.split())
    for rule in _RULES:
        reason = rule(text)
        if reason:
            return reason
    return None


def has_sentence_shape(text: str) -> bool:
    """Whether a line can be prose: it ends as sentences end, or is too long to be a label; and is no Title Case."""
    text = _SIGNATURE.sub("", " ".join(text.split()))
    if _is_title_case(text):
        return False
    return bool(_ENDS.search(text)) or len(text.split()) >= LONG


_ENDS = re.compile(
    r"[.!?…:;][\"'”’»)\]]*\s*\Z|[.!?…,][\"'”’»]+\s*\Z|(?:[.!?]|\w)\s?\[\d+\]\Z|\S /[A-Z][A-Za-z]+/\Z|[。．！？]\Z"
)
#: "… the ministry said. (AFP)", "… he added /TASS/", "… on Monday – Reuters": agencies sign below prose.
_AGENCY = r"(?:AFP|AP|PA|Reuters|REUTERS|dpa|DPA|ANI|PTI|IANS|TASS|Tass|Xinhua|EFE|ANSA|BNS|LETA|ELTA|PAP|UPI|Bernama|Interfax|Ukrinform|Bloomberg)"
_SIGNATURE = re.compile(
    rf"\s*(?:\({_AGENCY}(?:[/, ]+{_AGENCY})*\)|\[{_AGENCY}\]|[-–—]+ ?{_AGENCY}|\(With (?:\w+ )?inputs from [^)]{{2,40}}\))\.?\s*\Z"
)
_SPEECH = re.compile(
    r"\b(?:said|says|told|tells|according to|announced|reported|added|stated|estimated|confirmed|warned)\b",
    re.IGNORECASE,
)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _is_title_case(text: str) -> bool:
    """Five Hundred Flee As River Bursts Its Banks? – but no full stop at its end."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if len(word) > 3]
    if len(words) < 4 or re.search(r"\.[\"'”’)\]]*\Z", text):
        return False
    capitals = sum(1 for word in words if word[0].isupper())
    return capitals >= TITLE_CASE * len(words)


def _speaks(text: str) -> bool:
    return bool(_SPEECH.search(text))


# ── what only the neighbours give away ───────────────────────────────────────────────────────────────────────


def _beside_credit(lines: Sequence[str], plain: Sequence[str]) -> set[int]:
    """Lines said twice in a row and then signed with a short label: a picture's alt text, its caption, its credit.

    A standfirst that its first paragraph repeats is not signed.
    """
    found: set[int] = set()
    for index in range(1, len(lines)):
        if plain[index] != plain[index - 1] or len(plain[index].split()) > PROMO_WORDS or _speaks(lines[index]):
            continue
        below = lines[index + 1] if index + 1 < len(lines) else ""
        if _is_credit_line(below):
            found |= {index - 1, index}
    return found


def _is_credit_line(line: str) -> bool:
    """Dow Jones · Ada Brandt / Meridian Wire · Getty Images"""
    words = line.split()
    if not 0 < len(words) <= 8 or _ENDS.search(line):
        return False
    return all(word[0].isupper() or not word[0].isalpha() for word in words)


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────────────


def _correction(text: str) -> str | None:
    """(Corrects toll in first paragraph; the agency said 40, not 400): its numbers are no figures of the article."""
    return "correction note" if _CORRECTION.match(text) and len(text.split()) <= 60 else None


_CORRECTION = re.compile(
    r"(?:[(\[]\s*(?:corrects|corrected|correcting|correction|clarif\w+|adds|recasts|updates|refiles|repeats|rewrites|removes|fixes)\b.*[)\]]\.?\Z"
    r"|(?:corrections?|clarifications?|corrected|editor'?s’? note|editor’s note|note to (?:readers|editors))(?: \([^)]{1,40}\))?\s*[:–—].*\Z"
    r"|corrects (?:\w+ ){1,8}(?:in|throughout|to)\b.*\Z"
    r"|(?:an earlier|a previous|the original) version of this (?:article|story|report|headline|caption|post)\b.*\Z"
    r"|this (?:article|story|report|post|headline|piece) (?:was|has been) (?:amended|updated|corrected|changed|modified|revised)\b.*\Z)",
    re.IGNORECASE | re.DOTALL,
)


def _counter(text: str) -> str | None:
    """2 hours ago 5 · 14 comments · 3 min read · Updated 35 minutes ago"""
    return "counter" if _COUNTER.match(text) else None


_COUNTED = r"[\d,.]+ ?[km]? (?:comment|share|like|view|reader|follower|reaction|repl(?:y|ie)|retweet|vote|min(?:ute)?s? read)s?"
_COUNTER = re.compile(
    r"(?:(?:(?:first |last )?(?:published|updated|posted|modified|edited)(?: on| at)?:?\s*)?(?:about |over |an? )?\d*\s*"
    rf"(?:second|sec|minute|min|hour|hr|day|week|month|year)s? ago(?:\s*[|·•,/-]?\s*(?:[\d,.]+|{_COUNTED}|\d+ min(?:ute)?s?))?"
    rf"|{_COUNTED}(?:\s*[|·•,/]?\s*{_COUNTED})*|(?:comment|share|like|view)s?:? ?\(?[\d,.]+[km]?\)?"
    r"|\d+ ?-?min(?:ute)?s?(?: read)?|\(?[\d,]{1,7}\)?|\d+ ?/ ?\d+|\d+ (?:of|/) \d+)\s*\Z",
    re.IGNORECASE,
)


def _stamp(text: str) -> str | None:
    """Published 24 November 2024, 12:30 EST · Mon, Mar 2, 2026 at 9:14 AM"""
    if len(text.split()) > 16 or not re.search(r"\d", text):
        return None
    rest = _STAMP_WORDS.sub(" ", text)
    return "date line" if not re.search(r"\w", rest) else None


_STAMP_WORDS = re.compile(
    r"\b(?:published|updated|posted|modified|last|first|on|at|am|pm|a\.m|p\.m|date|time|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|gmt|utc|e[sd]?t|p[sd]?t|ce?s?t|bst|ist|\d+(?:st|nd|rd|th)?(?:am|pm)?)\b",
    re.IGNORECASE,
)


def _label(text: str) -> str | None:
    """Advertisement · Share · Most read · Leave a Reply"""
    return "label" if _LABEL.match(text) else None


_LABEL = re.compile(
    r"(?:advertisement|(?:article continues|story continues|continue reading) (?:below|after)?.{0,30}|sponsored(?: content)?|ad|"
    r"share(?: this)?(?: article| story| on \w+)?|print|e-?mail|tweet|copy link|save|menu|search|home|"
    r"most (?:read|popular|viewed|shared)|trending(?: now)?|latest(?: news)?|top stories|editor['’]?s['’]? picks?|in this article|"
    r"key points|key takeaways|related(?: (?:articles|stories|topics|content|news|coverage|posts))?|more (?:stories|news|from .{1,40})|"
    r"recommended(?: for you)?|(?:add|post|leave|write) (?:a|your) (?:comment|reply)\b.{0,40}|comments?|(?:log|sign) in\b.{0,60}|"
    r"your e-?mail address will not be published\b.{0,60}|required fields are marked.{0,10}|tags?:.*|topics?:.*|filed under:?.*|"
    r"follow us.{0,40}|back to top|skip to .{1,30}|load more.{0,20}|view (?:all|more).{0,20}|show (?:all|more|less).{0,20}|"
    r"(?:read|see|view) (?:the )?(?:entire|full|original|whole) (?:article|story|post|report)|"
    r"image source.{0,60}|image caption.{0,20}|getty images|reuters|afp|ap)\s*[.:!]?\Z",
    re.IGNORECASE,
)


def _pointer(text: str) -> str | None:
    """Read more: … · See also  … · Related: …"""
    if len(text.split()) > LONG + 10:
        return None
    return "pointer to another article" if _POINTER.match(text) or _POINTER_CAPITAL.match(text) else None


_POINTER = re.compile(
    r"[>»→•▶*\s]*(?:read (?:more|also|next|on)|also read|see also|see more|related(?: article| story| coverage)?s?|"
    r"more on this(?: story)?|don['’]?t miss|recommended(?: reading)?|up next|watch(?: (?:more|now|live|also))?|must read|"
    r"listen(?: (?:now|to))?|in pictures|in photos|live(?: updates| blog)?|explainer|analysis|opinion|click here|you (?:may|might) also like)"
    r"(?:\s*[:|>»→]\s*\S|\s+[–—-]\s+\S|\s*\Z)"
    r"|[>»→•▶*\s]*(?:click|tap) here (?:for|to)\b|[>»→•▶*\s]*read more (?:about|on|from|here|in|at)\b.{0,80}\Z",
    re.IGNORECASE,
)
#: Without a separator only what begins like a headline: "See also  Dam Bursts", not "see also the annex".
_POINTER_CAPITAL = re.compile(
    r"[>»→•▶*\s]*(?:READ (?:MORE|ALSO|NEXT)|ALSO READ|SEE ALSO|MUST READ|Read (?:more|also|next|More|Also|Next)|Also (?:read|Read)|See (?:also|Also|more|More)|"
    r"Must [Rr]ead|(?:EXPLAINER|ANALYSIS|FACTBOX|TIMELINE|OPINION|LIVE|WATCH)[-–—])\s*[\"'“‘]?[A-Z0-9].*\Z"
)


def _promo(text: str) -> str | None:
    """Sign up for our newsletter · Get 12 stories for $1 a week · Download our app"""
    if len(text.split()) > PROMO_WORDS:
        return None
    if _PLEA.search(text):
        return "promotion"
    return "promotion" if _PROMO.search(text) and not _speaks(text) else None


#: At the beginning of a sentence: the reader is told what to do.
_PLEA = re.compile(
    r"(?:\A|[.!?:]\s+|[>»→•▶*]\s*)(?:please )?(?:"
    r"subscribe (?:to|now|today|for|here|and|or)\b(?! .{0,60}\b(?:said|say)\b)|subscribe\b[.!]?\Z|sign up (?:for|to|now|here|today)\b|register (?:for free|now|here|to)\b|"
    r"become (?:a|an) (?:\w+ )?(?:subscriber|member|supporter|patron)\b|already (?:a|an) (?:subscriber|member)\?|"
    r"get (?:the|our|all|unlimited|full|\d+|more|breaking)\b[^.]{0,80}\b(?:newsletter|briefing|app|inbox|alerts|access|stories|a (?:week|month))\b|"
    r"download (?:our|the)\b[^.]{0,40}\bapp\b|join (?:our|us on|more than [\d,]+|over [\d,]+|[\d,]+|the)\b[^.]{0,60}\b(?:readers|subscribers|members|conversation|channel|community|telegram|whatsapp|facebook)\b|"
    r"follow (?:us|\w+(?: \w+){0,2}) on (?:twitter|x|facebook|instagram|telegram|threads|bluesky|youtube|tiktok|linkedin|google news|social media)\b|like us on\b|"
    r"support (?:our|independent|quality|free) journalism|cancel (?:at )?any ?time|start your (?:free )?(?:trial|subscription)|read on for only|"
    r"do you have (?:a|any) (?:tip|story|question)s?\b|have (?:a|you got a) (?:news )?(?:tip|story) (?:for|to)\b|got a (?:tip|story)\b|let us know (?:via|at|in the)\b|"
    r"don['’]?t have an account|we use cookies|(?:this|our) (?:site|website|page) uses? cookies|by (?:continuing|clicking|signing up|subscribing|registering)\b.{0,80}\b(?:agree|accept)|"
    r"discover more from\b|stay (?:informed|up to date|tuned)\b|enter your e-?mail)",
    re.IGNORECASE,
)
#: Anywhere in a line that nobody says.
_PROMO = re.compile(
    r"\b(?:to (?:continue|keep) reading|(?:to|in|into) your inbox|our (?:\w+ ){0,2}(?:newsletter|e-?mail alerts|briefing|app|telegram channel|whatsapp channel|youtube channel)\b|"
    r"(?:free|daily|weekly|morning|evening) newsletters?|cancel (?:at )?any ?time|all rights reserved|"
    r"may not be (?:published|reproduced|redistributed|broadcast)|cookie (?:settings|preferences)|our (?:privacy policy|terms (?:of (?:use|service)|and conditions))|"
    r"our [\d,]+ (?:subscribers|readers|partners|members)|join the conversation|privacy policy and terms|terms of (?:use|service) (?:and|apply)|follow us on|like us on)\b",
    re.IGNORECASE,
)


def _copyright(text: str) -> str | None:
    """© 2026 Harbour Gazette · Copyright 2026 …"""
    return "copyright" if _COPYRIGHT.match(text) and len(text) < 300 else None


_COPYRIGHT = re.compile(r"\s*(?:©|\(c\) ?\d{4}|copyright(?:ed)?\s*(?:©|\(c\)|\d{4}|by\b|:))", re.IGNORECASE)


def _caption(text: str) -> str | None:
    """FILE PHOTO: … · [1/5] … · Unverified image of a ship … · A nurse waits. Photo: A. Vance / Meridian Wire"""
    words = len(text.split())
    if words > CAPTION_WORDS:
        return None
    if _CAPTION_MARK.match(text) or _CUT_OFF.search(text):
        return "caption"
    first = _FIRST_SENTENCE.match(text)
    if first and _PICTURED.match(first[0]) and not _FINITE.search(first[0]) and not _speaks(text):
        return "caption"
    if _SHOWN.match(text) and not _speaks(text):
        return "caption"
    if words <= 70 and _PICTURE_CREDIT.search(text):
        return "caption"
    if words <= 45 and not _speaks(text) and (_IN_THIS.search(text) or _SIDES.search(text) or _SIGNED.search(text)):
        return "caption"
    return None


_PICTURE = (
    r"(?:image|photo(?:graph)?|picture|screen ?(?:shot|grab)|video grab|still|illustration|map|graphic|infographic)"
)
_KIND = r"(?:(?:unverified|undated|file|handout|stock|archive|aerial|satellite|recent|illustrative|representative|combination|general|drone|family|courtesy) )*"
_FIRST_SENTENCE = re.compile(r".+?(?:[.!?](?=\s+[\"“A-Z])|\Z)")
#: A mark that prose does not bear.
_CAPTION_MARK = re.compile(
    rf"(?:file {_PICTURE}\b|{_PICTURE}s?(?: (?:by|credit|courtesy|source|caption))?\s?:|caption:|pictured(?: here)?:|\[\d+/\d+\]|\d+/\d+ [A-Z]|representati(?:ve|onal) {_PICTURE}|\((?:file )?{_PICTURE}s?\b[^)]{{0,60}}\)\.?\Z)",
    re.IGNORECASE,
)
#: "… the think tank said on... Institute for Ice": a caption cut off, with its credit glued on.
_CUT_OFF = re.compile(
    r"(?:\.\.\.|…) ?(?:[A-Z][\w.&'’-]*|of|for|the|and|via)(?:[ /|,]+(?:[A-Z][\w.&'’-]*|of|for|the|and|via)){1,11}(?<!\.)\Z"
)
#: "Satellite image of the harbour": no sentence, for it has no verb.
_PICTURED = re.compile(
    rf"(?:an? |the |this |in this )?{_KIND}{_PICTURE} (?:of|showing|from|taken|released|provided|made available|published|posted|obtained|tracking)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|drew|went|became|came|led|sparked|prompted|caused|"
    r"surfaced|emerged|appeared|circulated|spread|won|sold|fetched|raised|shows?|showed|suggest(?:s|ed)?|indicate[sd]?|prove[sd]?|appears?|reveal(?:s|ed)?)\b",
    re.IGNORECASE,
)
#: "This handout image shows …", in the present tense and of one picture; "Images show that 40 …" is prose.
_SHOWN = re.compile(
    rf"(?:an? |this )?{_KIND}{_PICTURE}(?: (?:taken|released|provided|made available|published|posted|obtained)\b[^.]{{0,80}})? shows? (?!that\b|how\b)",
    re.IGNORECASE,
)
_PICTURE_CREDIT = re.compile(
    r"(?:\b(?i:photo(?:graph)?|picture|image|credit|courtesy|illustration|graphic)s?(?: by| credit| courtesy)?: ?@?[A-Z][^.!?]{1,60}\.?\Z"
    r"|\bREUTERS/[A-Z][\w .'’-]{2,40}\Z"
    r"|/ ?(?i:handout|reuters|afp|ap|getty(?: images)?|epa|anadolu|tass|xinhua|pool|files?|sputnik|shutterstock|alamy)(?:(?: via|/)[\w /]{2,40})?[.)]?\Z"
    r"|\b(?:via|by|for) (?:AP|AFP|REUTERS|Reuters|Getty Images|EPA|Shutterstock)\Z"
    r"|\((?i:photo(?: by)?|image|picture|file|(?:ap|afp|reuters|epa|pa) photo|(?:ap|afp|reuters|epa|pa)/)[^)]{0,60}\)\.?\Z"
    r"|[.,\"”)\]] ?[Gg]etty [Ii]mages\.?\Z)"
)
_IN_THIS = re.compile(
    rf"\bin (?:this|an?) (?:(?:undated|file|handout|screen|still|video|aerial|satellite) ?)*{_PICTURE}\b", re.IGNORECASE
)
#: "Minister Ada Brandt (L) and envoy Tomas Reel (R)": who stands where.
_SIDES = re.compile(
    r"\((?:L|R|C|left|right|centre|center|top|bottom|far left|far right|second (?:left|right))(?:-[LRC])?\)"
)
#: A short line signed by an agency, without a verb in the past: "Rescuers at a market hall in Sarat. (AFP)"
_SIGNED = re.compile(
    rf"\A(?!.*\b(?:was|were|had|has|have|killed|died|rose|fell|wounded|injured|will)\b)[^.]*\. ?\({_AGENCY}\)\Z"
)


def _byline(text: str) -> str | None:
    """By Ada Brandt · Ada Brandt is the paper's defence correspondent. · Reporting by A; editing by B"""
    return "byline" if _BYLINE.match(text) else None


_NAMES = r"[A-ZÀ-Þ][\w.'’-]+(?: (?:[A-ZÀ-Þ][\w.'’-]+|de|van|von|der|al|bin))*"
_JOB = r"(?:correspondents?|reporters?|editors?|journalists?|columnists?|staff writers?|bureau chiefs?)"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY) (?:our (?:staff|correspondents?|own correspondent|reporters?)|staff (?:writers?|reporters?)|{_NAMES}"
    rf"(?:,? (?:and|&|,) {_NAMES})*)(?:,? (?:in|at) {_NAMES})?(?:,? [\w ]{{2,40}} {_JOB})?(?:,? {_NAMES})?\.?\Z"
    rf"|\(?(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated|[Ee]dited|[Ww]ritten|[Ff]ilming|[Gg]raphics) by {_NAMES}.{{0,200}}\Z"
    rf"|(?!.*\b(?:said|told|was|were|killed)\b)[A-Z][\w.'’-]+ [A-Z][\w.'’ -]{{2,40}} (?:is|writes|covers|reports)\b [^.]{{0,80}}\b{_JOB}\b.{{0,260}}\Z"
    rf"|(?!.*\b(?:said|told)\b)[A-Z][\w.'’-]+ [A-Z][\w.'’-]+ (?:covers|writes about|reports on) .{{0,200}}\Z"
    r"|(?:E-?mail|Contact|Follow|Reach|Write to) (?:the (?:author|writer|reporter|editor)s?|him|her|them|us|me|[A-Z]\w+ [A-Z]\w+)\b.{0,20}\b(?:at|on|@).{0,80}\Z"
    r"|(?:X|Twitter|E-?mail): ?@?\S{2,60}\Z"
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
    _copyright,
    _promo,
    _caption,
    _byline,
    _shapeless,
)
