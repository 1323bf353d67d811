"""What is meant to be, or expected: "will hire 500", "asked for 30 buses", "ordered him to repay", "analysts see"."""

from __future__ import annotations

from itertools import pairwise

from monitor.model.figure import Mood
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.mood_cues import cues, said_before, under_plan
from workers.figures.nodes import Quantity
from workers.figures.phrases import is_time
from workers.figures.speakers import is_saying
from workers.figures.when import is_year


def foretold_at(line: Line, at: int, quantity: Quantity) -> Mood | None:
    """What is meant to be or expected by the words at token `at`: "will", "asked for", "ordered", "analysts see"."""
    limit = quantity.first
    return (
        _modal_at(line, at, quantity)
        or _asked_at(line, at, limit)
        or _ordered_at(line, at, limit)
        or _seen_at(line, at, limit)
        or _decreed_at(line, at, quantity)
        or _estimated_at(line, at, limit)
    )


def set_at(line: Line, at: int) -> Mood | None:
    """The budget is *set to* grow, output is *set to* grow: the one is decided, the other comes of itself"""
    if line.at(at) not in {"set", "due"} or line.at(at + 1) != "to" or line.at(at + 2) not in _BEFALLS:
        return None
    return Mood.PLANNED if _is_decided(line, at) else Mood.FORECAST


def _is_decided(line: Line, at: int) -> bool:
    """What somebody sets stands right before token `at`."""
    return any(line.at(k) in _DECIDED for k in range(max(0, at - 4), at))


_ADDED = words("more new extra additional further")
#: What happens to somebody or something, and is no plan of theirs.
_BEFALLS = words(
    "reach exceed grow rise fall drop climb cost need require take hit total top lose last suffer die face be "
    "become see "
    "average slow ease shrink contract expand amount jump surge bring remain stay pass carry yield attend visit miss "
    "travel vote watch have go number come continue feel know think earn save decline shed dip peak forgo "
    "narrow widen crest sink skid swell recede plunge tumble win"
)
#: What somebody sets, so that "will rise" is a decision.
_DECIDED = words(
    "wage wages fare fares tax taxes duty dividend tariff tariffs fee fees benefit benefits pension pensions salary "
    "salaries petrol fuel budget toll allowance allowances levy subsidy subsidies retirement age ticket tickets"
)
_LINKS = words("be have need take require go come know think feel see watch visit miss")
_CHANGES = words("rise fall go cost increase drop jump be climb remain stay")
_NATURAL = words(
    "economy demand population inflation output gdp unemployment traffic sales market markets temperature temperatures "
    "highs lows rain rainfall snow snowfall wind winds gusts storm river waters tide tides prices price yields harvest "
    "showers thunderstorms gales frost front sea seas"
)


def _asked_at(line: Line, at: int, limit: int) -> Mood | None:
    """Asked Kelmet *for* 30 buses · called for 4 billion in aid: what is meant to be"""
    if line.at(at) != "for":
        return None
    asked = _ASKED & set(line.low[max(0, at - 6) : at]) and "and" not in line.low[at:limit]
    return Mood.PLANNED if asked else None


_ASKED = words(
    "pressing pushing holding campaigning lobbying applied applies applying "
    "asked asks asking called calls calling appealed appeals appealing pleaded"
)


def _ordered_at(line: Line, at: int, limit: int) -> Mood | None:
    """Ordered him *to repay* 7 million · ordered 60 jets, *ordered a* recount of 1,800: to be done, not done yet"""
    if line.at(at) == "to" and line.tag(at + 1) == "VERB" and at + 1 < limit:
        begin = max(0, at - _BIDDEN)
        ordered = not _BIDS.isdisjoint(line.low[begin:at]) and line.at(at - 1) != "not"
        told = any(line.at(k) == "," or is_saying(line.at(k)) for k in range(begin, at) if line.at(k) not in _BIDS)
        told = told or "," in line.low[at:limit]
        return Mood.PLANNED if ordered and not told else None
    if line.at(at) not in {"ordered", "orders"} or line.tag(at) != "VERB":
        return None
    told = any(line.tag(k) == "VERB" for k in range(at + 1, limit))
    return None if told or not _PARTS.isdisjoint(line.low[at:limit]) else Mood.PLANNED


_BIDS = words(
    "ordered instructed directed required urged told asked advised obliged authorised authorized allowed orders "
    "ordering instructs urges urging calls called calling asks asking"
)
_BIDDEN = 6  # tokens from the verb to the "to"
_PARTS = words(", after before when as because")


def _seen_at(line: Line, at: int, limit: int) -> Mood | None:
    """The *exit poll* had *given* her 41 · *analysts see* copper at 9,000 by December"""
    before = line.low[max(0, at - _SEEN) : at]
    if at >= limit or line.tag(at) != "VERB":
        return None
    polled = line.at(at) in _SHOWS and not _PROJECTED.isdisjoint(before)
    seen = any(line.follows(at, *each) for each in _SEES) and not _FORECASTERS.isdisjoint(before)
    return Mood.FORECAST if polled or seen else None


_PROJECTED = words("exit projection projections model")
_SEEN = 8  # tokens from who foresees to the verb
_SHOWS = words("gave gives given put puts had has showed shows shown suggested suggests pointed points indicated")
_SEES = (("see",), ("saw",), ("seen",), ("look", "for"), ("price", "in"))
_FORECASTERS = words("analysts economists forecasters traders brokers strategists markets pollsters")


def _decreed_at(line: Line, at: int, quantity: Quantity) -> Mood | None:
    """*Declared* three days *of mourning* · *called* a 48-hour *strike*: a time that is to come"""
    if line.at(at) not in _DECREES or not 0 < quantity.first - at <= 2 or quantity.unit.dimension != "time":
        return None
    return None if _DECREED.isdisjoint(line.low[quantity.last : quantity.last + 6]) else Mood.PLANNED


_DECREES = words("declare declares declared announce announces announced proclaimed call calls called calling")
_DECREED = words(
    "mourning strike strikes walkout stoppage holiday holidays curfew ceasefire truce emergency lockdown boycott "
    "blockade shutdown amnesty moratorium ban"
)


def _estimated_at(line: Line, at: int, limit: int) -> Mood | None:
    """Raised its *estimate of the 2026 crop* to 11 million: of a time that is not over"""
    if line.at(at) not in _ESTIMATES or at >= limit:
        return None
    near = line.low[at + 1 : min(limit, at + 7)]
    this = line.document.published.year
    years = (
        k for k in range(at + 2, min(limit, at + 7)) if is_year(line, k) and line.at(k - 1) in {"of", "for", "the"}
    )
    coming = any(int(line.at(k)) >= this for k in years)
    return Mood.FORECAST if coming or any(each in _COMING_ONES for each in pairwise(near)) else None


_ESTIMATES = words("estimate estimates view estimated estimating")
_COMING_ONES = frozenset((one, time) for one in ("this", "next") for time in ("year", "season", "quarter", "month"))


def is_coming(line: Line, quantity: Quantity, start: int) -> bool:
    """The fare *rises* to 3 euros *next month* · *pensions* go up by 9 crowns *in July*: told of a day to come"""
    verb = next((k for k in range(quantity.first - 1, start - 1, -1) if line.at(k) in _COMES), -1)
    if verb < 1 or line.at(verb - 1) in {"the", "a", "of", "to", "had"}:
        return False
    for at in range(quantity.last, min(line.size, quantity.last + _SOON)):
        word, behind = line.at(at), line.at(at + 1)
        if word in {".", ";", "as", "than", "from"} and not (word == "from" and is_time(behind)):
            return False
        coming = word in {"next", "from"} and is_time(behind)
        if coming or (word in {"in", "on"} and is_time(behind) and _is_decided(line, verb)):
            return True
    return False


_COMES = words("rise rises go goes fall falls drop drops increase increases climb climbs")
_SOON = 9  # tokens from a figure to the day it is told of


def _modal_at(line: Line, at: int, quantity: Quantity) -> Mood | None:
    """ "will hire 500" is a plan, "will reach 500" a forecast; "would" the same behind a saying, else imagined."""
    word, limit = line.at(at), quantity.first
    if word == "to" and at < limit:
        return Mood.PLANNED if _is_bound(line, at) else None
    if word == "going" and line.at(at + 1) == "to" and line.tag(at + 2) == "VERB":
        at, word = at + 1, "will"
    if word == "'d" and line.tag(at + 1) == "VERB" and not _is_participle(line.at(at + 1)):
        word = "would"  # "she'd put 95 million in"; not "she'd walked 20 miles"
    if word not in {"will", "would", "'ll", "should"} or at >= limit or line.at(at - 1) in {"the", "a", "his", "her"}:
        return None
    if word == "would" and line.at(at + 1) in _HABITS:
        return None  # "would often walk 20 miles"
    if word == "would" and _is_meant(line, at):
        return Mood.PLANNED  # "under the plan, 500 would be freed"
    if word == "would" and (line.at(at - 1) == "so" or not said_before(line, at)):
        return Mood.HYPOTHETICAL  # "doing so would cost 40 million, she said"
    verb = next((k for k in range(at + 1, min(limit, at + 5)) if line.tag(k) == "VERB"), at)
    if word == "should":  # "should narrow to 3 percent" is hoped, "should pay 3 percent" is asked
        return Mood.FORECAST if line.at(verb) in _BEFALLS - _LINKS else None
    if line.at(verb) == "be" and line.tag(verb + 1) == "VERB" and not line.at(verb + 1).endswith("ing"):
        return Mood.PLANNED  # "the dividend will be halved"
    if word != "would" and any(
        line.at(k) in _PREDICTS and line.at(k + 1) in {",", "."} for k in range(quantity.last, line.size)
    ):
        return Mood.FORECAST  # "will swallow 30 terawatt-hours, the operator predicts"
    decided = _is_decided(line, at)
    if not decided and _befalls(line, at, quantity):
        return Mood.FORECAST
    if line.at(at - 1) == "there" and not _ADDED.isdisjoint(line.low[at : limit + 7]):
        return Mood.PLANNED  # "there will be 6,000 more police officers"
    decided = decided and line.at(verb) in _CHANGES
    return Mood.PLANNED if decided or (line.at(verb) not in _BEFALLS and verb > at) else Mood.FORECAST


_HABITS = words("often sometimes always usually regularly routinely")


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "en", "wn", "ght")) or word in _PARTICIPLES


_PARTICIPLES = words(
    "been had gone done said told lost won left sold spent paid met sent kept held found built heard made run hit led "
    "come begun drunk sunk stood understood lent laid"
)


def _is_meant(line: Line, at: int) -> bool:
    """*Under a plan* … 5,000 *would be sent* · we *were told there would be* 500 tents: agreed or promised"""
    return under_plan(line) or line.follows(at - 2, "told", "there")


def _is_bound(line: Line, at: int) -> bool:
    """ "is *to* cut 500 jobs", and a headline's future: "Korda *to* shed 3,000 jobs"."""
    before = line.at(at - 1)
    if before in {"is", "are"} and line.kind(at + 1) == "word" and line.tag(at + 2) == "NUM":
        return True  # "is to free 50", whatever "free" is taken for
    if line.tag(at + 1) != "VERB" or line.at(at + 1).endswith("ing"):
        return False
    if before in {"is", "are"}:
        return line.at(at + 1) != "blame"
    if _intends(line, at):
        return True
    cue = any(each == (before, "to") for each, _ in cues("mood").get(before, ()))
    return not cue and line.tag(at - 1) in {"NOUN", "PROPN"} and not any(line.tag(k) == "VERB" for k in range(at))


def _intends(line: Line, at: int) -> bool:
    """*Agreed* in March *to* withdraw · *vowed* again on Sunday *to* hire: only a time stands between"""
    k = at - 1
    while k > at - 6 and (line.at(k) in _WHEN or is_time(line.at(k))):
        k -= 1
    return k < at - 1 and any(
        each == (line.at(k), "to") and told is Mood.PLANNED for each, told in cues("mood").get(line.at(k), ())
    )


_WHEN = words("in on at last again also this earlier once yesterday")


def _befalls(line: Line, at: int, quantity: Quantity) -> bool:
    """Weather, prices, seats and bills come to somebody; nobody decides them."""
    if any(line.at(k) in _NATURAL for k in range(max(0, at - 6), at)):
        return True
    behind = line.low[quantity.last : quantity.last + 5]
    return not _WON.isdisjoint(behind) or ("pay" in line.low[at : quantity.first] and "more" in behind)


_PREDICTS = words("predicts predict predicted forecasts reckons reckon estimates")
_WON = words("seats votes mandates")
#: Words at which `foretold_at` or `set_at` can find something.
FORETELLS = (
    _SHOWS
    | _DECREES
    | _ESTIMATES
    | {each[0] for each in _SEES}
    | words("to going will would 'll 'd should for ordered orders set due")
)
