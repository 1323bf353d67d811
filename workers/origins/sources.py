"""Whose reporting a text says it is: "told Reuters", "the WSJ reported", a dateline, a credit line, "Original URL".

Known false positives: "told Congress", "told the Security Council" (not outlets, hence the list and the outlet words);
"Sergei Bobylev / Sputnik via AP" (a photo credit proves nothing about the text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from monitor.model.article import Article

#: Names that say by no word in them that they are outlets, with the short forms that mean the same.
_KNOWN = {
    "reuters": "reuters",
    "thomson reuters": "reuters",
    "associated press": "associated press",
    "ap": "associated press",
    "agence france-presse": "agence france-presse",
    "afp": "agence france-presse",
    "dpa": "deutsche presse-agentur",
    "upi": "united press international",
    "bloomberg": "bloomberg",
    "bloomberg news": "bloomberg",
    "dow jones": "dow jones",
    "wsj": "wall street journal",
    "nyt": "new york times",
    "ft": "financial times",
    "bbc": "bbc",
    "bbc news": "bbc",
    "cnn": "cnn",
    "nbc": "nbc",
    "nbc news": "nbc",
    "abc news": "abc news",
    "cbs": "cbs",
    "cbs news": "cbs",
    "fox news": "fox news",
    "sky news": "sky news",
    "npr": "npr",
    "pbs": "pbs",
    "cnbc": "cnbc",
    "politico": "politico",
    "axios": "axios",
    "economist": "economist",
    "guardian": "guardian",
    "independent": "independent",
    "newsweek": "newsweek",
    "al jazeera": "al jazeera",
    "le monde": "le monde",
    "le figaro": "le figaro",
    "der spiegel": "spiegel",
    "spiegel": "spiegel",
    "die zeit": "zeit",
    "el país": "el país",
    "el pais": "el país",
    "tass": "tass",
    "interfax": "interfax",
    "ria novosti": "ria novosti",
    "ukrinform": "ukrinform",
    "xinhua": "xinhua",
    "yonhap": "yonhap",
    "kyodo": "kyodo",
    "nikkei": "nikkei",
    "nhk": "nhk",
    "pti": "press trust of india",
    "anadolu": "anadolu",
    "efe": "efe",
    "ansa": "ansa",
    "forbes": "forbes",
    "fortune": "fortune",
}
_AGENCIES = frozenset(
    (
        "reuters",
        "associated press",
        "agence france-presse",
        "deutsche presse-agentur",
        "united press international",
        "press trust of india",
        "bloomberg",
        "dow jones",
        "tass",
        "interfax",
        "ria novosti",
        "ukrinform",
        "xinhua",
        "yonhap",
        "kyodo",
        "anadolu",
        "efe",
        "ansa",
    )
)
_UPPER = frozenset({"bbc", "cnn", "nbc", "abc", "cbs", "npr", "pbs", "cnbc", "nhk", "efe", "ansa", "tass", "ria", "tv"})
_SMALL = frozenset({"of", "and", "de", "du", "la"})
#: "theaustralian.com.au": the name stands before these.
_SECOND_LEVEL = frozenset({"com", "co", "org", "net", "gov", "ac", "or", "ne"})
_OUTLET_WORDS = (
    "News|Times|Post|Wire|Newswire|Gazette|Journal|Agency|Press|Tribune|Herald|Telegraph|Courier|Chronicle|Observer"
    "|Dispatch|Ledger|Monitor|Examiner|Mirror|Mail|Inquirer|Globe|Sun|Star|Standard|Review|Weekly|Daily|Magazine|Radio"
    "|Television|TV|Broadcasting|Zeitung|Presse|Rundschau|Pravda|Nachrichten|Independent|Bulletin|Register|Sentinel|Echo"
)
#: Names that hold an outlet word and are no outlet.
_NO_OUTLET = re.compile(
    r"\b(?:Press (?:Secretary|Office|Officer|Service|Conference)|Intelligence Agency|Security Agency|Energy Agency"
    r"|Space Agency|Environment(?:al)?(?: Protection)? Agency|Protection Agency|Crime Agency|Health Agency"
    r"|Relief Agency|Refugee Agency|Food Agency|Medicines Agency|Post Office|Sun Tzu)\b"
)
_NAME = r"(?:[A-Z][\w&.’'-]*|[A-Z]{2,6})(?:\s+(?:(?:of|and|&|de|du|la)\s+)?[A-Z][\w&’'-]*){0,4}"
_QUALIFIED = (
    r"(?:the\s+)?(?:(?:news\s+agency|agency|newspaper|broadcaster|magazine|daily|outlet|website)\s+)?"
    r"[\"“‘«]?(?:[Tt]he\s+)?"
)
_AFTER = re.compile(
    r"\b(?:told|tells|telling|citing|cites|quoting|according\s+to|quoted\s+by|cited\s+by"
    r"|reported\s+by|published\s+(?:by|in)"
    r"|interview\s+(?:with|to|given\s+to)|(?:admitted|confirmed|said|spoke|speaking|confided|disclosed|given)\s+to"
    r"|report(?:s|ed)?\s+(?:by|in|from)|seen\s+by|obtained\s+by|reviewed\s+by|report(?:s|ed)|writes|wrote|as\s+per)\s+"
    rf"{_QUALIFIED}(?P<name>{_NAME})"
)
_BEFORE = re.compile(
    rf"(?P<name>{_NAME})[\"”’»]?(?:,\s+which\s+[^.,]{{3,60}})?,?\s+(?:has\s+|have\s+|had\s+|also\s+|first\s+|earlier\s+)*"
    r"(?:reported|reports|report|wrote|writes|revealed|reveals|found|learned|learnt|has\s+seen)\b"
)
#: An outlet says by this that the reporting is its own.
_UNVERIFIED = re.compile(
    rf"(?P<name>{_NAME})\s+(?:could|was|is|has|had|did|were|have)\s+(?:not|been\s+unable|unable)\b"
    r"[^.]{0,40}\b(?:verif|confirm|reach)\w*"
    rf"|\b(?:request|question|inquir)\w*\s+(?:for\s+comment\s+)?(?:from|by)\s+{_QUALIFIED}(?P<name2>{_NAME})"
    rf"|\b(?:respond|repl|answer)\w*\s+(?:to\s+)?{_QUALIFIED}(?P<name3>{_NAME})['’]s?\s"
)
_NAMED_KIND = re.compile(
    rf"\b(?:newspaper|news\s+agency|agency|broadcaster|magazine|daily)\s+[\"“‘«]?(?P<name>{_NAME})"
    rf"|(?P<name2>{_NAME})[\"”’»]?\s+(?:news\s+agency|newspaper)\b"
)
#: Said of outlets, and of much else: who stands here is one only where another story shows it to be.
_PERHAPS = re.compile(
    rf"(?P<name>{_NAME})[\"”’»]?\s+(?:agency|magazine|website|broadcaster|daily)\b"
    rf"|\b(?:(?:columns|pages|report|account|story|words)\s+(?:of|in|by|from)|interviewed\s+by"
    rf"|(?:gave|made|remarks|comments|talking|talked)\s+to|conversation\s+with)\s+{_QUALIFIED}(?P<name2>{_NAME})"
    rf"|(?P<name3>{_NAME})[’'](?:s\s+)?\s*(?:reporters?|correspondents?|interviewers?|interview|scoop|investigation)\b"
)
MOST_CITED = 20
_DATELINE = re.compile(
    r"^[A-ZÀ-Þ][^\n()]{0,50}\((?P<name>[A-Z][^()\d\n]{1,40})\)\s*[-–—]|^\((?P<name2>[A-Z][^()\d\n]{1,40})\)\s*[-–—]",
    re.MULTILINE,
)
_ORIGINAL = re.compile(
    r"\b(?:original\s+(?:url|article|source|story)|source|via)\s*:\s*(?P<url>https?://\S+)", re.IGNORECASE
)
_CREDIT = re.compile(r"^\s*(?:source|credit|©|copyright|from)\s*:?\s*(?P<name>.{2,50}?)\s*$", re.IGNORECASE)
_PICTURE = re.compile(
    r"\b(?:photo|picture|image|handout|getty|via\s+AP|file\s+pic|EPA-EFE|shutterstock)\b", re.IGNORECASE
)


def named_sources(article: Article) -> tuple[str, ...]:
    """The outlets whose reporting the article says it carries, normalised, the most telling first.

    A credit or dateline before names in the text, those by how often and how early they stand.
    """
    counts: dict[str, float] = {}
    for name, weight in _mentions(article):
        counts[name] = counts.get(name, 0.0) + weight
    order = {name: place for place, name in enumerate(counts)}
    return tuple(sorted(counts, key=lambda name: (-counts[name], order[name])))


def signed_by(article: Article) -> str | None:
    """Whose own text the article is by its credit or dateline, normalised."""
    credit = source_key(article.credit or "", article.outlet, bare=True)
    if credit:
        return credit
    dateline = _DATELINE.search(article.text)
    return _dateline_name(dateline, article.outlet) if dateline else None


def _dateline_name(dateline: re.Match[str], outlet: str) -> str:
    return source_key(_name(dateline), outlet, bare=True) or _plain(_name(dateline))


def _mentions(article: Article) -> Iterator[tuple[str, float]]:
    credit = source_key(article.credit or "", article.outlet, bare=True)
    if credit:
        yield credit, 5.0
    for paragraph in article.text.split("\n"):
        if not paragraph.strip() or _is_picture_credit(paragraph):
            continue
        yield from _credits(paragraph, article.outlet)
        for pattern in (_AFTER, _BEFORE, _NAMED_KIND, _UNVERIFIED):
            for found in pattern.finditer(paragraph):
                key = source_key(_name(found), article.outlet)
                if key:
                    yield key, 1.0


def cited_names(article: Article) -> tuple[str, ...]:
    """Whoever is spoken of as outlets are, known as one or not, normalised: "the Meridian agency", "told the Examiner".

    A minister is among them ("told Petrenko"); he is the outlet of no other story.
    """
    found: dict[str, None] = {}
    for paragraph in article.text.split("\n"):
        if _is_picture_credit(paragraph):
            continue
        for pattern in (_AFTER, _BEFORE, _NAMED_KIND, _UNVERIFIED, _PERHAPS):
            found.update(dict.fromkeys(_plain(_name(each)) for each in pattern.finditer(paragraph)))
    return tuple(name for name in found if name)[:MOST_CITED]


def refers_to(name: str, outlet: str) -> bool:
    """Whether a name by which somebody is cited means the outlet of this normalised name.

    "Meridian Monday" begins with it; "the Examiner" is the Sheffield one in a story beside one of it.
    """
    last = outlet.rpartition(" ")
    short = bool(last[0]) and name == last[2] and bool(re.fullmatch(_OUTLET_WORDS, name.capitalize()))
    return same_source(name, outlet) or name.startswith(f"{outlet} ") or short


def _credits(paragraph: str, outlet: str) -> Iterator[tuple[str, float]]:
    for found in _ORIGINAL.finditer(paragraph):
        yield from ((name, 5.0) for name in _of_address(found["url"]))
    dateline = _DATELINE.search(paragraph)
    if dateline:
        yield _dateline_name(dateline, outlet), 5.0
    line = _CREDIT.match(paragraph)
    bare = (line["name"] if line else paragraph) if len(paragraph) <= 60 else ""
    key = source_key(bare, outlet, whole=True)
    if key:
        yield key, 3.0


def _name(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return groups.get("name") or groups.get("name2") or groups.get("name3") or ""


def _is_picture_credit(paragraph: str) -> bool:
    """A caption's end names who took the picture, not whose report it is."""
    return (
        bool(_PICTURE.search(paragraph)) and len(paragraph) < 400 and not re.search(r"\b(?:told|reported)\b", paragraph)
    )


def source_key(name: str, outlet: str = "", *, bare: bool = False, whole: bool = False) -> str | None:
    """An outlet's name without article and short forms ("the WSJ" → "wall street journal"); None for no outlet.

    `bare`: the place where it stood says that it is one; `whole`: nothing may stand beside it.
    """
    address = re.search(r"https?://\S+", name)
    if address:
        return next(iter(_of_address(address.group())), None)
    if _NO_OUTLET.search(name):
        return None
    key = _plain(name)
    if not key:
        return None
    if key in _KNOWN:
        return _KNOWN[key]
    if outlet and key == _plain(outlet):
        return key
    words = name.strip(" .,:;\"“”'’").split()
    if words and re.fullmatch(_OUTLET_WORDS, re.sub(r"['’]s$", "", words[-1])) and 2 <= len(words) <= 6:
        return key if not whole or all(word[0].isupper() or len(word) <= 3 for word in words) else None
    if whole:
        return None
    if bare and len(words) <= 4:
        return key
    for size in range(len(words) - 1, 0, -1):  # "Reuters Monday" and "WSJ Geniy" begin with one
        head = _plain(" ".join(words[:size]))
        if head in _KNOWN:
            return _KNOWN[head]
        if size >= 2 and re.fullmatch(_OUTLET_WORDS, words[size - 1]):
            return head
    return None


def _plain(name: str) -> str:
    """Lower case, no article, no quotes, no possessive, no "news agency"."""
    key = re.sub(r"[\"“”«»]", "", name).strip(" .,:;'‘’").casefold()
    key = re.sub(r"\.\s+(?:the|an?|in|on|at|it|he|she|they)\b.*$", "", key)  # "the agency NSA. The minister"
    key = re.sub(r"['’]s$", "", key)
    key = re.sub(r"^(?:the|a|an)\s+", "", key)
    key = re.sub(r"\s+(?:news\s+agency|newspaper)$", "", key)
    return re.sub(r"\s+", " ", key)


def _of_address(url: str) -> tuple[str, ...]:
    """Whose address it is; a section named after another outlet ("/the-wall-street-journal/") comes first."""
    parts = urlsplit(url.strip(' .,)"'))
    labels = (parts.hostname or "").removeprefix("www.").split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    host = _KNOWN.get(labels[-1], labels[-1]) if labels and labels[-1] else None
    sections = (source_key(part.replace("-", " ").title(), whole=True) for part in parts.path.split("/") if "-" in part)
    named = [key for key in sections if key]
    return tuple(dict.fromkeys([*named, *([host] if host else [])]))


def display(name: str) -> str:
    """A normalised name as people write it: "wall street journal" → "Wall Street Journal", "bbc" → "BBC"."""
    words = name.split()
    return " ".join(
        word.upper() if word in _UPPER else word if word in _SMALL and at else _capital(word)
        for at, word in enumerate(words)
    )


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def is_agency(name: str) -> bool:
    """Whether an outlet of this normalised name is read for its own reporting even where it does not name itself."""
    return name in _AGENCIES or bool(re.search(r"\b(?:wire|newswire|news agency|press agency)$", name))


def same_source(one: str, other: str) -> bool:
    """Whether two normalised names mean one outlet: equal, or one the other's initials."""
    return (
        one == other
        or one.replace(" ", "") == other.replace(" ", "")
        or one in _initials(other)
        or other in _initials(one)
    )


def _initials(name: str) -> tuple[str, ...]:
    words = [word for word in re.split(r"[\s-]+", name) if word]
    letters = "".join(word[0] for word in words)
    return (letters,) if len(letters) >= 3 else ()
