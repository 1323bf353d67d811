"""Text → document: headline, paragraphs, sentences, tokens; every one with its place in the original text.

The text itself is never changed. `Document.normal` is a copy of the same length in which spaces, quotes and
dashes are of one kind each, so that rules read `normal` and spans index `text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from workers.figures.lexicon import words

TokenKind = Literal["word", "number", "symbol", "punct"]

MAX_SENTENCE = 2_000  # characters; longer ones are tables or noise, and a bound here keeps every rule linear

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\x0b\x0c"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d\u00ad"
_EM_DASHES = "\u2015\u2e3a\u2e3b\ufe31"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4`\u02bc\uff07"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02"

#: One character for one character, so that offsets stay true.
_NORMAL = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_EM_DASHES, "\u2014"),
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(_DOUBLE_QUOTES, '"'),
        "\uff05": "%",
        "\uff04": "$",
        "\uffe1": "£",
        "\uffe5": "¥",
        "\u2044": "/",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)


class Token(NamedTuple):
    """One word, number, symbol or punctuation mark. `document.text[start:end] == text`."""

    start: int
    end: int
    text: str
    #: Normalised (plain quotes and dashes) and lower-cased.
    lower: str
    kind: TokenKind
    #: No space stands between it and the token before.
    glued: bool

    @property
    def is_capital(self) -> bool:
        """Begins with an upper-case letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence; `document.text[start:end] == text`."""

    start: int
    end: int
    text: str
    #: As `text`, with one kind of space, quote and dash; same length.
    normal: str
    #: Place among `Document.sentences`, and of its paragraph among `Document.paragraphs`.
    index: int
    paragraph: int
    is_headline: bool

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, numbers, symbols and punctuation marks, in order; offsets index the document's text."""
        return tuple(tokenize(self.text, self.normal, self.start))

    @cached_property
    def lower(self) -> str:
        """`normal` in lower case, same length (letters that change length in lower case are left as they are)."""
        return lower_same_length(self.normal)


class Paragraph(NamedTuple):
    """A run of text between blank lines (or line ends, where a line is a paragraph)."""

    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Document:
    """A text to read, with what is known about it."""

    text: str
    published: date
    #: The part of `text` that is its title, as (start, end); (0, 0) where the text holds none.
    headline: tuple[int, int]
    outlet: str = ""

    @cached_property
    def normal(self) -> str:
        """The text with one kind of space, quote and dash; same length."""
        return self.text.translate(_NORMAL)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Paragraphs in order, without the white space around them; the headline is one of its own."""
        return tuple(_paragraphs(self.normal, self.headline))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences in order; none crosses a paragraph."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        index = 0
        for number, paragraph in enumerate(self.paragraphs):
            is_headline = self.headline[1] > 0 and self.headline[0] <= paragraph.start < self.headline[1]
            for start, end in _split(self.normal, paragraph.start, paragraph.end):
                yield Sentence(start, end, self.text[start:end], self.normal[start:end], index, number, is_headline)
                index += 1


def document(text: str, *, published: date, title: str = "", outlet: str = "") -> Document:
    """Make a document of a text. `title` counts as its headline only where the text begins with it."""
    headline = (0, 0)
    wanted = title.strip()
    start = len(text) - len(text.lstrip())
    if wanted and text.startswith(wanted, start):
        headline = (start, start + len(wanted))
    return Document(text, published, headline, outlet)


def lower_same_length(text: str) -> str:
    """Lower case with every character in its place (İ, for one, would become two characters)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────

_LINE = re.compile(r"[^\n]+")
_WRAPPED = 50  # characters; a line at least this long without a full stop may go on in the next (hard-wrapped text)


def _paragraphs(normal: str, headline: tuple[int, int]) -> Iterator[Paragraph]:
    """Blank lines end a paragraph; so does a line end, unless the next line plainly goes on with the sentence."""
    start = end = -1
    for match in _LINE.finditer(normal):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        left = match.start() + len(line) - len(line.lstrip())
        right = left + len(stripped)
        if start < 0:
            start, end = left, right
        elif _goes_on(normal, start, end, left, headline):
            end = right
        else:
            yield from _without_headline(normal, start, end, headline)
            start, end = left, right
    if start >= 0:
        yield from _without_headline(normal, start, end, headline)


def _goes_on(normal: str, start: int, end: int, left: int, headline: tuple[int, int]) -> bool:
    """Whether the line at `left` goes on with the paragraph [start, end)."""
    if normal.count("\n", end, left) != 1 or end <= headline[1]:
        return False
    line_start = max(start, normal.rfind("\n", start, end) + 1)
    if end - line_start < _WRAPPED:
        return False
    return normal[end - 1] not in ".!?:\"'" and (normal[left].islower() or normal[left].isdigit())


def _without_headline(normal: str, start: int, end: int, headline: tuple[int, int]) -> Iterator[Paragraph]:
    """A paragraph that begins with the headline and goes on after it is two."""
    if headline[0] <= start < headline[1] < end:
        yield Paragraph(start, headline[1])
        rest = normal[headline[1] : end]
        start = headline[1] + len(rest) - len(rest.lstrip())
        if start >= end:
            return
    yield Paragraph(start, end)


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────────

#: A possible end: a terminator, closing quotes or brackets, then white space. It begins where its run of terminators
#: does, and gives nothing back, so that a row of dots costs one look at each.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"')\]]*+(?=\s)|[a-z][.!?](?=[A-Z][a-z])")
_LAST_WORD = re.compile(r"(?:[^\W_]|[.&'])+\Z")
_NEXT_WORD = re.compile(r"\s*[\"'(\[]*(\S[^\s,.;:!?\"')]*)")

#: A full stop after these never ends a sentence.
_NEVER_ENDS = words(
    "mr mrs ms dr prof gen lt col maj sgt capt cpl pvt adm brig cmdr sen rep gov pres rev hon fr st ste mt ft "
    "messrs mme mlle supt det insp ald amb sec vs v eg e.g ie i.e cf viz approx appx est ca circa fig figs vol "
    "pp ed eds al nos art sect incl excl dept univ assn bros pte spc ltc 1st-lt hrh sir dame"
)
#: These may end one: they do when the next word is one that begins sentences.
_MAY_END = words(
    "inc corp co ltd llc plc jr sr etc a.m p.m am pm u.s u.k u.n e.u u.s.a u.a.e d.c b.c a.d u.s.s.r ph.d m.d "
    "bn mn tn m km sq mi mph in oz lb lbs yd yds hr hrs min mins no bbl tel a.k.a jan feb mar apr jun jul aug sep "
    "sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd calif fla tex mass conn ala ariz ark "
    "colo ga ill ind kan ky la md mich minn miss mo mont neb nev okla ore pa tenn va vt wash wis wyo"
)
_NEEDS_NUMBER = words("no nos jan feb mar apr jun jul aug sep sept oct nov dec pp fig art")
_STARTERS = words(
    "a an the this that these those it its he she they we you i his her their our my there here in on at by for "
    "from with after before during since when while as if but and or so yet however meanwhile although though "
    "despite because according under over about more some many most several all both each no not one two three "
    "nearly almost what who where why how is are was were also then now only earlier later last next another "
    "police officials authorities analysts investigators prices shares"
)


def _split(normal: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut one paragraph into sentences."""
    begin = start
    for match in _END.finditer(normal, start, end):
        if _ends_sentence(normal, begin, match, end):
            yield from _cut(normal, begin, match.end())
            begin = match.end()
            while begin < end and normal[begin].isspace():
                begin += 1
    if begin < end:
        yield from _cut(normal, begin, end)


def _ends_sentence(normal: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether this terminator ends the sentence that began at `begin`."""
    after = _NEXT_WORD.match(normal, match.end(), end)
    if after is None:
        return True
    following = after.group(1)
    first = following[0]
    mark = match.group()
    if mark[0].isalpha():
        return not following.startswith(("com", "org", "net"))
    if first.islower():
        return False
    if "." not in mark or len(mark.rstrip("\"')]")) > 1:
        return first.isupper() or first.isdigit() or first in "$€£¥-—•*#"
    word_match = _LAST_WORD.search(normal, max(begin, match.start() - 24), match.start())
    word = word_match.group().lower().lstrip("'.") if word_match else ""
    if mark[-1] in "\"')]" and len(word) > 1 and "." not in word:
        return True
    return _word_ends(word, following, normal, match.start())


def _word_ends(word: str, following: str, normal: str, dot: int) -> bool:
    """Whether a sentence may end after `word` and its full stop, with `following` next."""
    first = following[0]
    if word in _NEVER_ENDS:
        return False
    if word in _NEEDS_NUMBER and first.isdigit():
        return False
    if len(word) == 1 and word.isalpha() and normal[dot - 1].isupper():
        return following.lower() in _STARTERS and word == "i"
    if word in _MAY_END or ("." in word and word.replace(".", "").isalpha()):
        return following.lower() in _STARTERS or (word in {"a.m", "p.m", "etc", "m", "km", "bn"} and first.isupper())
    return True


def _cut(normal: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence longer than `MAX_SENTENCE` is cut at a space: it is no sentence."""
    while end - start > MAX_SENTENCE:
        cut = normal.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        if cut < 0:
            cut = start + MAX_SENTENCE
        yield start, cut
        start = cut
        while start < end and normal[start].isspace():
            start += 1
    if start < end:
        yield start, end


# ── tokens ───────────────────────────────────────────────────────────────────────────────────────────────────

#: Currency written before a number without a space: "Rs500", "EUR1,234", "PS5bn" (a £ broken in transit).
_GLUED_PREFIXES = (
    "Rs|Re|INR|USD|US|EUR|GBP|JPY|CNY|RMB|CHF|CAD|AUD|NZD|HKD|SGD|KRW|RUB|UAH|TRY|BRL|ZAR|MXN|SEK|NOK|DKK|PLN|"
    "SKr|NKr|DKr|SFr|CZK|HUF|ILS|AED|SAR|EGP|NGN|KES|GHS|PKR|BDT|LKR|PHP|IDR|THB|MYR|VND|RM|Rp|PS|N|R|Kc|Ksh|Sh|Tk|NT|Fr|kr|zl"
)
_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,3}(?:'[0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)*|(?<![\w.])\.[0-9]+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<symbol>(?:\b(?:US|U\.S\.|CA|C|AU|A|NZ|HK|S|NT|T|R|MX|J|B|Z|EC|TT)|\b)?\$|\bY=(?=[0-9])|%|[€£¥₹₽₴₺₩₪₦₱฿₫₡₲₵₸₼₾₿¢‰°#+~≈<>≥≤×±=/&@*^|])"
    rf"|(?P<word>(?:{_GLUED_PREFIXES})(?=\.?[0-9])"
    r"|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w']))?"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|Capt|Sen|Rep|Gov|St|No|Nos|Rs|Jr|Sr|Inc|Corp|Co|Ltd|vs|approx|sq|est|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.(?=\s*[^\s])"
    r"|[^\W\d_]+(?=n't\b)|n't\b|'(?:s|re|ve|ll|d|m)\b"
    r"|[^\W\d_½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞](?:[^\W_½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|'(?=[^\W\d_])(?!(?:s|re|ve|ll|d|m)\b))*)"
    r"|(?P<punct>--+|\.{2,}|[^\w\s]|_)",
)


def tokenize(text: str, normal: str, offset: int = 0) -> Iterator[Token]:
    """Tokens of `text`, whose normalised twin of the same length is `normal`; offsets begin at `offset`."""
    lower = lower_same_length(normal)
    before = -1
    for match in _TOKEN.finditer(normal):
        start, end = match.span()
        yield Token(
            offset + start,
            offset + end,
            text[start:end],
            lower[start:end],
            match.lastgroup,  # type: ignore[arg-type]
            start == before,
        )
        before = end
