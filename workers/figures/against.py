"""What a level is set against: its own value before ("against 161 in January"), or a norm, a target, another's."""

from __future__ import annotations

from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.moved import direction
from workers.figures.nodes import Quantity
from workers.figures.phrases import is_time
from workers.figures.when import is_year

_COMPARING = (
    ("against",),
    ("versus",),
    ("vs",),
    ("vs.",),
    ("compared", "with"),
    ("compared", "to"),
    ("compares", "with"),
    ("compares", "to"),
    ("comparison", "with"),
    ("comparison", "to"),
    ("rather", "than"),
    ("opposed", "to"),
    ("after",),
)
_COMPARE_LAST = frozenset(each[-1] for each in _COMPARING)
_WEIGHTS = words("a an the only just about some around full whole mere nearly almost roughly record further all")
#: What a level is measured by, and never was.
NORMS = words(
    "target targets average averages norm norms quota quotas limit limits ceiling threshold goal goals plan plans "
    "budget budgets requirement capacity mean median expectation expectations forecast forecasts "
    "benchmark minimum maximum"
)
_SEASONS = words("winter spring summer autumn")
_EARLIER = words("ago earlier before previously previous preceding prior yesterday")
_SAME = words("last same")
#: What comes round, so that the last one is over.
ROUNDS = words(
    "season edition election elections vote poll census survey round harvest cycle term point period stage campaign "
    "tournament olympics"
)
_ENDS = words(", . ; : — and but while ( )")
_REACH = 9  # tokens from a quantity to the time it is dated by
_PHRASE = 6  # tokens of "a pre-tax profit of"


def comparing(line: Line, first: int) -> int:
    """The token that sets the quantity at `first` against another ("compared *with* a total of"); -1 for none.

    Nothing is found where a norm stands between: "against a target of 300".
    """
    if _COMPARE_LAST.isdisjoint(line.vocabulary):
        return -1
    at = phrase_start(line, first)
    if line.at(at) not in _COMPARE_LAST or not NORMS.isdisjoint(line.low[max(0, at) : first]):
        return -1
    if line.at(at) == "after":  # "640 tonnes, after 900 tonnes the year before"; not "after 40 people died last year"
        told = any(line.tag(k) == "VERB" for k in range(first, first + _REACH))
        percent = line.at(first + 1) in {"%", "percent", "per"}  # "rose 3.1% in May after 2.9% in April"
        return at if (percent or line.at(at - 1) == ",") and not told else -1
    return at if any(line.follows(at + 1 - len(each), *each) for each in _COMPARING) else -1


def phrase_start(line: Line, first: int) -> int:
    """The token before the phrase that leads up to a quantity: "against [last year's]", "with [a total of]"."""
    at = first - 1
    of = line.at(at) == "of"
    floor = max(-1, first - 1 - _PHRASE)
    while at > floor and (line.at(at) in _WEIGHTS or _leads(line, at) or (of and _describes(line, at, first))):
        at -= 1
    return at


def _leads(line: Line, at: int) -> bool:
    """A word of "last year's", "the previous", "January's"."""
    word = line.at(at)
    dated = is_time(word) or is_year(line, at) or word in _EARLIER | _SAME
    return dated or (word == "'s" and at > 0) or (word == "-" and line.glued(at))


def _describes(line: Line, at: int, first: int) -> bool:
    """A word of "a net profit of", "the average of"."""
    return (line.at(at) == "of" and at == first - 1) or line.tag(at) in {"NOUN", "ADJ", "DET"}


def is_former(line: Line, quantity: Quantity) -> bool:
    """The quantity is said to be what a level was before.

    Compared with 208 *the week before* · against *last year's* 40 · than *the* 40 *of January* · from a profit of 388
    million *a year earlier*
    """
    if _is_bracketed(line, quantity):
        return True
    at = comparing(line, quantity.first)
    if at < 0 and not _is_left_behind(line, quantity):
        return False
    return dated_back(line, quantity)


def _is_bracketed(line: Line, quantity: Quantity) -> bool:
    """Profit was 4.1 million *(2024: 3.2 million)* · 51.2 in May *(April:* 49.8)"""
    if line.at(quantity.first - 1) != ":" or "(" not in line.vocabulary:
        return False
    begin = next((k for k in range(quantity.first - 2, max(-1, quantity.first - 7), -1) if line.at(k) == "("), -1)
    earlier = range(begin + 1, quantity.first - 1)
    return begin >= 0 and any(is_earlier(line, k) or line.at(k) in _SAME for k in earlier)


def is_set_beside(line: Line, quantity: Quantity) -> bool:
    """Against 14 last spring *and only six before the pandemic*: one more that the level is set against"""
    if "and" not in line.vocabulary or _COMPARE_LAST.isdisjoint(line.vocabulary):
        return False
    at = phrase_start(line, quantity.first)
    if line.at(at) != "and" or not (dated_back(line, quantity) or before_upheaval(line, quantity)):
        return False
    other = next((k for k in range(at - 1, max(0, at - _REACH), -1) if line.kind(k) == "number"), -1)
    return comparing(line, other) >= 0


def _is_left_behind(line: Line, quantity: Quantity) -> bool:
    """A level came from it, or is so much more or less: "*from* a profit of 388 million", "*double* the 45 of May"."""
    if _LEAVING.isdisjoint(line.vocabulary):
        return False
    at = phrase_start(line, quantity.first)
    if not NORMS.isdisjoint(line.low[max(0, at) : quantity.first]):
        return False
    if line.at(at) == "from":
        moved = any(direction(word) is not None for word in line.low[max(0, at - _REACH) : at])
        return moved or line.at(at - 1) == ","
    return line.at(at) in _MEASURING and at < quantity.first - 1


_MEASURING = words("than double twice half triple treble quadruple above below")
_LEAVING = _MEASURING | {"from"}


def dated_back(line: Line, quantity: Quantity) -> bool:
    """An earlier time stands right before the quantity ("last year's 40") or behind it ("40 a year ago")."""
    led = range(phrase_start(line, quantity.first) + 1, quantity.first)
    if any(is_earlier(line, k) or (line.at(k) == "'s" and is_time(line.at(k - 1))) for k in led):
        return True
    for k in range(quantity.last, min(line.size, quantity.last + _REACH)):
        if line.at(k) in _ENDS:
            return False
        if is_earlier(line, k):
            return True
    return False


def is_earlier(line: Line, at: int) -> bool:
    """A word for an earlier time: "ago", "last month", "in January", "on Sunday", "in 2019"."""
    word = line.at(at)
    if word in _EARLIER:
        return True
    if word in _SAME:
        return is_time(line.at(at + 1)) or line.at(at + 1) in ROUNDS
    if is_year(line, at):
        return int(word) <= line.document.published.year
    return is_time(word) and (line.is_capital(at) or (word in _SEASONS and line.at(at - 1) == "in"))


#: "The village, home to 1,140 people before the war".
_UPHEAVALS = words(
    "war pandemic crisis earthquake quake flood floods storm invasion fighting fire eruption strike closure cuts "
    "reform revolution coup blockade siege sanctions merger"
)


def upheaval_at(line: Line, at: int) -> bool:
    """ "before the war", "prior to the full-scale invasion": a time that something ended."""
    if line.at(at) != "before" and not line.follows(at, "prior", "to"):
        return False
    named = line.low[at + 1 : at + 8]
    end = next((k for k, each in enumerate(named) if each in {",", ".", ";"}), len(named))
    return "the" in named[:2] and not _UPHEAVALS.isdisjoint(named[: min(end, 6)])


def before_upheaval(line: Line, quantity: Quantity) -> bool:
    """Home to 1,140 people *before the war*: of a time that is over."""
    for at in range(quantity.last, quantity.last + 5):
        if line.kind(at) == "number":
            return False
        if upheaval_at(line, at):
            return True
    return False


#: What somebody's own earlier figure is told by: "the 4.8 *it projected*", "the 149 *reported earlier*".
_SAID = words(
    "said projected forecast predicted reported gave given expected counted announced estimated offered promised "
    "published planned recorded assumed quoted put foresaw envisaged budgeted stated claimed registered pencilled "
    "penciled foreseen"
)
SELF = words("it he she they we i")
_FIRST = words("originally initially previously earlier first once")


def is_own_earlier(line: Line, quantity: Quantity) -> bool:
    """What its own speaker said before, and no longer says.

    Rather than the 4.8 *it projected* in December · not the 90 *once promised*
    """
    behind = quantity.last + (line.at(quantity.last) == "that")
    if line.at(behind) in _FIRST and line.at(behind + 1) in _SAID:
        return True
    if line.at(behind) not in SELF or "the" not in line.low[max(0, quantity.first - 2) : quantity.core_first]:
        return False
    verb = behind + 1 + (line.at(behind + 1) in {"had", "have", "has"})
    at = phrase_start(line, quantity.first)
    compared = comparing(line, quantity.first) >= 0 or line.at(at) in {"than", "from"}
    return compared and line.at(verb) in _SAID


def is_mended(line: Line, quantity: Quantity) -> bool:
    """ "101 cubic kilometres *rather than* 94", "*correcting* a statement that spoke of five": said to be wrong."""
    if _MENDING.isdisjoint(line.vocabulary):
        return False
    first = quantity.first - 1
    if line.at(first) == "than" and line.at(first - 1) == "rather":
        return True
    begin = max(0, quantity.first - _STATED)
    mends = next((k for k in range(first, begin, -1) if line.at(k) in _MENDS), first)
    return not _STATEMENTS.isdisjoint(line.low[mends:first]) and not any(
        line.kind(k) == "number" for k in range(mends, first)
    )


_MENDS = words(
    "correcting replacing superseding withdrawing retracting withdrew withdrawn retracted retract withdraw replaces"
)
_MENDING = _MENDS | {"rather"}
_STATEMENTS = words("statement statements figure figures tally estimate count total toll number report reports")
_STATED = 18  # tokens of "correcting a statement of the day before in which it had spoken of"


def had_been(line: Line, quantity: Quantity) -> bool:
    """A clause between commas tells what was so until the main clause: "premiums, *which had sunk to* 0.2, are"."""
    if "had" not in line.vocabulary:
        return False
    had = next((k for k in range(quantity.first - 1, max(0, quantity.first - 7), -1) if line.at(k) == "had"), 0)
    opens = next((k for k in range(had - 1, max(-1, had - 5), -1) if line.at(k) in _RELATIVE), -1)
    if not had or line.at(opens - 1) != "," or _OF_LEVELS.isdisjoint(line.low[had + 1 : quantity.first]):
        return False
    closed = next((k for k in range(quantity.last, quantity.last + _ASIDE) if line.at(k) in {",", ".", ";", ""}), 0)
    main = closed + 1 + (line.at(closed + 1) in {"now", "today"})
    return line.at(closed) == "," and line.tag(main) == "VERB"


_RELATIVE = words("which that whose who")
#: What somebody or something had until then.
_OF_LEVELS = words(
    "been stood put sunk risen fallen climbed grown dropped slipped dipped reached hit touched estimated reckoned "
    "numbered counted employed totalled averaged traded hovered priced valued "
    "forecast expected predicted promised planned projected"
)
_ASIDE = 10  # tokens from a quantity to the comma that closes its clause


def at_best(line: Line, last: int) -> bool:
    """Employed 900 people *in its heyday* · had 40 shops *at its peak*: of the best time, which is over"""
    return not _BEST.isdisjoint(line.vocabulary) and any(_names_best(line, at) for at in range(last, last + 3))


def _names_best(line: Line, at: int) -> bool:
    return (
        line.at(at) in {"in", "at"}
        and line.at(at + 1) in {"its", "their", "the", "his", "her"}
        and (line.at(at + 2) in _BEST)
    )


_BEST = words("heyday peak height prime zenith best")


#: What tells of a level: with an earlier time, of one that is over.
HELD = words(
    "had was were stood employed numbered counted totalled owned ran operated made cost housed sold earned went "
    "fetched traded brought charged carried drew"
)


def is_set_beside_a_part(line: Line, first: int) -> bool:
    """ "38% of households, against a national average *of 57%*": what a share is set against, a norm or its past."""
    at = phrase_start(line, first)
    return line.at(at) in _COMPARE_LAST and line.at(at) != "after"


def exceeded_by(line: Line, first: int) -> bool:
    """ "*beat* the target *by*", "*missed* forecasts for the year *by*": a difference stands at `first`."""
    if line.at(first - 1) != "by" or _EXCEEDING.isdisjoint(line.vocabulary):
        return False
    back = line.low[max(0, first - _EXCEEDED) : first]
    return not _EXCEEDING.isdisjoint(back) and _PARTING.isdisjoint(back)


_EXCEEDING = words(
    "exceed exceeds exceeded exceeding beat beats beating miss misses missed missing overfulfilled surpassed "
    "outstripped outperformed undershot overshot outpaced overran overrun overspent trailed"
)
_EXCEEDED = 9  # tokens of "beat the target for the year by"
_PARTING = words(", ; and but that which who")
