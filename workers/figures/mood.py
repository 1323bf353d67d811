"""Mood: whether a figure is said to be so, to be meant, expected, untrue, imagined, or no longer so.

Cues count within the clause of the quantity, the nearest before it first; a verb of saying hands its clause's cue on
to nobody ("plans to raise it to 9, the firm said" stays planned).
"""

from __future__ import annotations

from functools import cache

from monitor.model.figure import Mood
from workers.figures.against import ROUNDS, before_upheaval, dated_back, is_former, is_own_earlier, upheaval_at
from workers.figures.lexicon import rows, words
from workers.figures.line import Line
from workers.figures.nodes import Quantity
from workers.figures.phrases import LINKS, is_time
from workers.figures.speakers import is_saying
from workers.figures.when import is_year

_REACH = 25  # tokens; a cue further off belongs to something else
_BREAKS = words("; : — -- but while whereas although though who which where when because")
_TOLD = words(
    "said told announced added vowed promised warned estimated predicted believed pledged confirmed stated "
    "thought hoped "
    "declared explained insisted noted wrote argued calculated claimed reported reckoned reckons"
)
_ACTS = words(
    "raise increase cut send hire build add buy pay invest spend deploy reduce lay open close bolster provide deliver "
    "expand lower receive supply retire order launch recruit train withdraw transfer allocate borrow sell issue impose "
    "shut create release give offer distribute plant replace move evacuate repatriate export import produce "
    "donate fund "
    "install construct dismiss axe scrap double triple halve contribute commit grant award lend seek begin start"
)
_ADDED = words("more new extra additional further")
#: What happens to somebody or something, and is no plan of theirs.
_BEFALLS = words(
    "reach exceed grow rise fall drop climb cost need require take hit total top lose last suffer die face be "
    "become see "
    "average slow ease shrink contract expand amount jump surge bring remain stay pass carry yield attend visit miss "
    "travel vote watch have go number come continue feel know think earn save decline shed dip peak forgo narrow widen crest sink skid swell recede plunge tumble win"
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
    "highs lows rain rainfall snow snowfall wind winds gusts storm river waters tide tides prices price yields harvest"
)
_NO_DENIAL = words("to only just yet clear least less more fewer exactly even")
_SPEECH = words("say says said saying added told tells")


def mood(line: Line, quantity: Quantity) -> Mood:
    """The mood of the quantity in its clause."""
    if _is_whole(line, quantity.first):
        return Mood.REPORTED
    if _is_no_more(line, quantity):
        return Mood.PAST
    if _awaited(line, quantity):
        return Mood.FORECAST
    start = _clause_start(line, quantity.first)
    return _ahead(line, quantity, start) or _labelled(line, quantity) or _behind(line, quantity)


def _is_no_more(line: Line, quantity: Quantity) -> bool:
    """What a level was before, wherever in its sentence that is told."""
    if line.at(quantity.first - 1) == "once" and line.at(quantity.first - 2) == ",":
        return True  # "the garrison, once 900 strong"
    told = is_former(line, quantity) or is_own_earlier(line, quantity)
    return told or _of_last_season(line, quantity) or _we_had(line, quantity)


def _we_had(line: Line, quantity: Quantity) -> bool:
    """ "*We had* forty-one *on Sunday*": who tells it of that time has no longer so many"""
    at = next((k for k in range(quantity.first - 1, quantity.first - 4, -1) if line.at(k) == "had"), -1)
    return at > 0 and line.at(at - 1) in _WE and dated_back(line, quantity)


_WE = words("we i they")


def _is_long_ago(line: Line, at: int) -> bool:
    """ "ago", "last year", "in 2019": no time that the news is about."""
    if line.at(at) == "last":
        return line.at(at + 1) in _SEASONS | ROUNDS
    if line.at(at) == "ago":
        return line.at(at - 1) in {"year", "years", "decade", "decades"}
    return is_year(line, at) and int(line.at(at)) < line.document.published.year


def _until_then(line: Line, quantity: Quantity, start: int) -> bool:
    """ "*until last year* the mill employed 300", "was 90 percent full *this time last year*", "had 300 *in 1990*" """
    ends = (k for k in range(quantity.last, line.size) if line.at(k) in _PARTING or _counts(line, k))
    end = next(ends, line.size)
    spoken = (*range(start, quantity.first), *range(quantity.last, end))
    if any(line.follows(k, "this", "time", "last") for k in spoken):
        return True
    if any(line.at(k) == "until" and (_is_long_ago(line, k + 1) or is_time(line.at(k + 2))) for k in spoken):
        return True
    ours = not {"we", "i", "us"}.isdisjoint(line.low[start : quantity.first])
    if ours and any(_is_long_ago(line, k) for k in range(start, quantity.first)):
        return True  # "last year we picked forty tonnes"
    if any(line.at(k) == "last" and line.at(k + 1) in ROUNDS and line.at(k - 1) == "the" for k in spoken):
        return True  # "at *the last election* it took 55 seats"
    held = any(line.low[k] in _STATES for k in range(max(start, quantity.first - 4), quantity.first))
    old = any(line.at(k) == "ago" and _is_long_ago(line, k) for k in spoken)
    return held and (old or any(line.at(k - 1) == "in" and is_year(line, k) and _years_back(line, k) > 1 for k in spoken))


_STATES = words("had was were numbered employed cost earned charged sold ran")


_PARTING = words(", ; and but as than")


def _counts(line: Line, at: int) -> bool:
    return line.kind(at) == "number" and not is_year(line, at)


def _years_back(line: Line, at: int) -> int:
    return line.document.published.year - int(line.at(at))


def _of_last_season(line: Line, quantity: Quantity) -> bool:
    """Last winter's *four-day* outage"""
    at = quantity.first - 3
    return line.at(at) in {"last", "previous"} and line.at(at + 1) in _SEASONS and line.at(at + 2) == "'s"


_SEASONS = words("winter spring summer autumn fall season year decade century")


def _ahead(line: Line, quantity: Quantity, start: int) -> Mood | None:
    """The mood of the nearest cue before the quantity, from `start` on; None where there is none."""
    if _is_turned(line, start, quantity):
        return Mood.HYPOTHETICAL
    if _far_from(line, quantity):
        return Mood.DENIED
    for at in range(quantity.first, start - 1, -1):
        found = (
            _cue_at(line, at, quantity.first)
            or _modal_at(line, at, quantity)
            or _asked_at(line, at, quantity.first)
            or _ordered_at(line, at, quantity.first)
            or _seen_at(line, at, quantity.first)
            or _negation_at(line, at, quantity)
        )
        if found is Mood.PAST and _answered(line, at, quantity.first):
            continue
        if found is Mood.DENIED and _told_since(line, at, quantity.first):
            return Mood.REPORTED  # "denying reports of an epidemic, the governor said there had been 10 cases"
        if found is Mood.PAST and line.at(at) == "had" and _denied_before(line, at, start):
            return Mood.DENIED  # "denied knowing that there had been 12 invoices"
        if found is Mood.PAST and line.at(at) == "had" and _said_before(line, at):
            return Mood.REPORTED  # "rescuers said there had been 14 deaths"
        if found in (Mood.PLANNED, Mood.FORECAST) and _denied_before(line, at, start):
            return Mood.DENIED
        foretold = found in (Mood.PLANNED, Mood.FORECAST)
        if found is Mood.PLANNED and line.at(at) in _WILL and _conditioned(line, quantity.last):
            return Mood.HYPOTHETICAL
        if foretold and line.at(at) in {"could", "would", "might"} and "if" in line.vocabulary:
            return Mood.HYPOTHETICAL
        if found is not None:
            return found
    return _once(line, quantity, start)


_WILL = words("will would 'll")


def _conditioned(line: Line, start: int) -> bool:
    """Will flood 40 villages *if the dam fails*"""
    at = next((k for k in range(start, line.size) if line.at(k) in {"if", "unless"}), 0)
    return at > 0 and line.at(at - 1) not in _ASKS and not any(line.at(k) in {";", "—", '"'} for k in range(start, at))


_ASKS = words("as asked asking asks see know knew wonder wondered say said clear unclear tell told even")


def _answered(line: Line, cue: int, limit: int) -> bool:
    """Another number took the cue and a clause of its own follows: "*previously* given as 7, were in fact *6*"."""
    if not _NOW.isdisjoint(line.low[cue:limit]):
        return True  # "once had 40 shops, *now* 6"
    if any(line.at(k) == "this" and is_time(line.at(k + 1)) for k in range(cue, limit)):
        return True  # "used to get twenty sacks, *this year* three"
    if line.at(cue) == "had" and "that" in line.low[cue:limit]:
        return True  # "had been told that 40 came"
    counts = (k for k in range(cue + 1, limit) if line.kind(k) == "number" and not _is_of_date(line, k))
    other = next(counts, limit)
    rest = range(other + 1, limit)
    return any(line.at(k) == "," for k in rest) and any(line.tag(k) == "VERB" for k in rest)


def _is_of_date(line: Line, at: int) -> bool:
    return is_year(line, at) or is_time(line.at(at - 1)) or is_time(line.at(at + 1))


def _is_turned(line: Line, start: int, quantity: Quantity) -> bool:
    """*Had* the valve failed, 90 litres would have vented: a condition without "if"."""
    if _IMAGINED.isdisjoint(line.vocabulary):
        return False
    return any(
        line.at(at) in {"had", "were", "should"} and line.is_capital(at) and quantity.first > at + 1
        for at in (0, 1, start, start + 1)
    )


_IMAGINED = words("would could might")


def _far_from(line: Line, quantity: Quantity) -> bool:
    """*Far from the* 200 dead *claimed* · *rather than the* 40 *rumoured*"""
    at = quantity.first - 1
    behind = line.low[quantity.last : quantity.last + 4]
    told = line.at(at) == "the" and (line.at(at - 2), line.at(at - 1)) in _INSTEAD
    return told and not _ALLEGED.isdisjoint(behind)


_INSTEAD = frozenset({("far", "from"), ("rather", "than"), ("instead", "of"), ("nowhere", "near")})
_ALLEGED = words("claimed rumoured rumored alleged")


def _labelled(line: Line, quantity: Quantity) -> Mood | None:
    """*Final projection:* Reds 23, Blues 14 · *The outlook for tomorrow:* 40 to 60 millimetres"""
    colon = next((k for k in range(min(line.size, _LABEL)) if line.at(k) == ":" and line.kind(k + 1) != "number"), -1)
    if colon < 0:
        colon = next((k for k in range(min(line.size, _LABEL)) if line.at(k) == ":" and not line.glued(k + 1)), -1)
    if not 0 < colon < quantity.first or any(line.tag(k) == "VERB" and line.at(k) not in _LABELS for k in range(colon)):
        return None
    return next((_LABELS[word] for word in line.low[:colon] if word in _LABELS), None)


_LABEL = 9  # tokens of a label at most
_LABELS = {
    **dict.fromkeys(words("forecast forecasts projection projections outlook prognosis tomorrow"), Mood.FORECAST),
    **dict.fromkeys(words("plan plans target targets goal goals"), Mood.PLANNED),
}


_OWN = words("its their his her the")


def _is_whole(line: Line, first: int) -> bool:
    """Will close 31 of its *88* shops · three of the district's *11* libraries: so many there are"""
    at = first - 1
    if line.at(at) == "'s":
        while at > first - 5 and line.at(at) not in _OWN:
            at -= 1
    return line.at(at) in _OWN and line.at(at - 1) == "of" and line.tag(at - 2) == "NUM"


def _awaited(line: Line, quantity: Quantity) -> bool:
    """Ahead of the 1.7 billion *that analysts had expected*"""
    told = "the" in line.low[max(0, quantity.first - 1) : quantity.core_first] or line.at(quantity.last) == "that"
    return told and _foreseen_behind(line, quantity.last)


def _once(line: Line, quantity: Quantity, start: int) -> Mood | None:
    """A year ago *it was* six · in December *they were* four in ten: no longer so"""
    told = line.at(quantity.first - 2) in {"it", "they"} and line.at(quantity.first - 1) in {"was", "were"}
    dated = any(_is_then(line, k) for k in range(start, max(start, quantity.first - 2)))
    if told and dated:
        return Mood.PAST
    against = line.at(quantity.first - 1) in _AGAINST or line.at(quantity.first - 2) in _AGAINST
    if against and any(line.phrase(k, *each) for k in range(quantity.last, quantity.last + 4) for each in _THEN):
        return Mood.PAST
    held = any(line.low[k] in _HELD for k in range(max(start, quantity.first - 5), quantity.first))
    if held and before_upheaval(line, quantity):
        return Mood.PAST
    over = _unlike_now(line, quantity, start) or _until_then(line, quantity, start)
    return Mood.PAST if over else None


_AGAINST = words("against versus after from to than")
#: "Against 742,000 last time", "after nearly 400 million the day before".
_THEN = (("last", "time"), ("the", "day", "before"), ("the", "year", "before"), ("the", "week", "before"))
_HELD = words("had was were stood employed numbered counted totalled owned ran operated made home cost housed")
_HAVING = words("have has is are")  # "they have 70 tanks, and they had a dozen in January"
_JOINING = words("and but while")
_NOW = words("now today currently nowadays")


def _unlike_now(line: Line, quantity: Quantity, start: int) -> bool:
    """Had a dozen customers *in January*; it *now* has 57 · stood at 41 million *in 2020*, are down to 9.5"""
    told = any(line.low[k] in _HELD for k in range(max(start, quantity.first - 5), quantity.first))
    if not told:
        return False
    end = next((k for k in range(quantity.last, line.size) if line.low[k] in {",", ";", "but", "and"}), line.size)
    dated = any(_is_then(line, k) for k in (*range(start, quantity.first), *range(quantity.last, end)))
    behind = line.low[end : end + 12]
    joined = not _JOINING.isdisjoint(line.low[max(0, start - 1) : quantity.first])
    since = (
        (joined and not _HAVING.isdisjoint(line.low[:start]))
        or not _NOW.isdisjoint(behind)
        or any(behind[k : k + 2] == ["down", "to"] for k in range(len(behind)))
    )
    return (dated and since) or any(_is_now_told(line, k) for k in range(quantity.last, quantity.last + 10))


def _is_now_told(line: Line, at: int) -> bool:
    """ "*now costs* fifty", "*now has* about 40": what it is instead."""
    told = line.at(at) in _NOW and line.at(at + 1) in _IS
    return told and any(line.kind(k) == "number" for k in range(at + 2, at + 5))


_IS = words("has have is are costs cost employs employ counts numbers stands makes owns runs holds")


def _is_then(line: Line, at: int) -> bool:
    """A word for an earlier time: "in 2019", "in January", "a year ago"."""
    year = line.kind(at) == "number" and len(line.low[at]) == 4 and line.low[at][:2] in {"19", "20"}
    past = is_time(line.low[at]) and not line.low[at].endswith("day")  # "stood at 287 on Thursday" is dated, not past
    return past or line.low[at] == "ago" or (year and line.at(at - 1) in {"in", "since", "of"})


def _told_since(line: Line, cue: int, limit: int) -> bool:
    """A comma and a saying part the denial from the figure."""
    comma = next((k for k in range(cue + 1, limit) if line.at(k) == ","), limit)
    return any(is_saying(line.at(k)) or line.at(k) in {"saying", "insisting", "adding"} for k in range(comma, limit))


def _asked_at(line: Line, at: int, limit: int) -> Mood | None:
    """Asked Kelmet *for* 30 buses · called for 4 billion in aid: what is meant to be"""
    if line.at(at) != "for" or at >= limit:
        return None
    asked = _ASKED & set(line.low[max(0, at - 6) : at]) and "and" not in line.low[at:limit]
    return Mood.PLANNED if asked else None


_ASKED = words("pressing pushing holding campaigning lobbying applied applies applying asked asks asking called calls calling appealed appeals appealing pleaded")


def _ordered_at(line: Line, at: int, limit: int) -> Mood | None:
    """Ordered him *to repay* 7 million · ordered 60 jets, *ordered a* recount of 1,800: to be done, not done yet"""
    if line.at(at) == "to" and line.tag(at + 1) == "VERB" and at + 1 < limit:
        begin = max(0, at - _BIDDEN)
        ordered = not _BIDS.isdisjoint(line.low[begin:at]) and line.at(at - 1) != "not"
        told = any(line.at(k) == "," or is_saying(line.at(k)) for k in range(begin, limit) if line.at(k) not in _BIDS)
        return Mood.PLANNED if ordered and not told else None
    if line.at(at) not in {"ordered", "orders"} or line.tag(at) != "VERB" or at >= limit:
        return None
    told = any(line.tag(k) == "VERB" for k in range(at + 1, limit)) or line.at(at - 1) in _PASSIVE
    return None if told or not _PARTS.isdisjoint(line.low[at:limit]) else Mood.PLANNED


def _seen_at(line: Line, at: int, limit: int) -> Mood | None:
    """The *exit poll* had *given* her 41 · *analysts see* copper at 9,000 by December"""
    before = line.low[max(0, at - _SEEN) : at]
    if at >= limit or line.tag(at) != "VERB":
        return None
    polled = line.at(at) in _SHOWS and not _PROJECTED.isdisjoint(before)
    seen = (line.at(at) in {"see", "saw", "seen"} or line.follows(at, "look", "for") or line.follows(at, "price", "in")) and not _FORECASTERS.isdisjoint(before)
    return Mood.FORECAST if polled or seen else None


_PROJECTED = words("exit projection projections model")
_SEEN = 8  # tokens from who foresees to the verb
_SHOWS = words("gave gives given put puts had has showed shows shown suggested suggests pointed points indicated")
_FORECASTERS = words("analysts economists forecasters traders brokers strategists markets pollsters")
_BIDS = words("ordered instructed directed required urged told asked advised obliged authorised authorized allowed")
_BIDDEN = 6  # tokens from the verb to the "to"
_PARTS = words(", after before when as because")
_PASSIVE = words("was were been be being")


def _modal_at(line: Line, at: int, quantity: Quantity) -> Mood | None:
    """ "will hire 500" is a plan, "will reach 500" a forecast; "would" the same behind a saying, else imagined."""
    word, limit = line.at(at), quantity.first
    if word == "to" and at < limit:  # "Korda to shed 3,000 jobs": a headline's future
        cue = any(each == (line.at(at - 1), "to") for each, _ in _cues("mood").get(line.at(at - 1), ()))
        named = not cue and line.tag(at - 1) in {"NOUN", "PROPN"} and line.tag(at + 1) == "VERB"
        verbless = not any(line.tag(k) == "VERB" for k in range(at))
        bound = line.at(at - 1) in {"is", "are"} and line.tag(at + 1) == "VERB" and line.at(at + 1) != "blame"
        return Mood.PLANNED if bound or (named and verbless) else None
    if word == "going" and line.at(at + 1) == "to" and line.tag(at + 2) == "VERB":
        at, word = at + 1, "will"
    if word not in {"will", "would", "'ll", "should"} or at >= limit or line.at(at - 1) in {"the", "a", "his", "her"}:
        return None
    if word == "would" and not _said_before(line, at):
        return Mood.HYPOTHETICAL
    verb = next((k for k in range(at + 1, min(limit, at + 5)) if line.tag(k) == "VERB"), at)
    if word == "should":  # "should narrow to 3 percent" is hoped, "should pay 3 percent" is asked
        come_in = line.follows(verb, "come", "in")
        return Mood.FORECAST if come_in or line.at(verb) in _BEFALLS - _LINKS else None
    if line.at(verb + 1) in {"delivery", "charge"}:
        return Mood.PLANNED
    if line.at(verb) == "be" and line.tag(verb + 1) == "VERB" and not line.at(verb + 1).endswith("ing"):
        return Mood.PLANNED  # "the dividend will be halved"
    decided = any(line.at(k) in _DECIDED for k in range(max(0, at - 4), at))
    if not decided and _befalls(line, at, quantity):
        return Mood.FORECAST
    if line.at(at - 1) == "there" and not _ADDED.isdisjoint(line.low[at : limit + 7]):
        return Mood.PLANNED  # "there will be 6,000 more police officers"
    if line.at(verb) in _ACTS:
        return Mood.PLANNED
    decided = decided and line.at(verb) in _CHANGES
    return Mood.PLANNED if decided or (line.at(verb) not in _BEFALLS and verb > at) else Mood.FORECAST


def _befalls(line: Line, at: int, quantity: Quantity) -> bool:
    """Weather, prices, seats and bills come to somebody; nobody decides them."""
    if quantity.unit.dimension == "temperature" or any(line.at(k) in _NATURAL for k in range(max(0, at - 6), at)):
        return True
    behind = line.low[quantity.last : quantity.last + 5]
    return not _WON.isdisjoint(behind) or ("pay" in line.low[at : quantity.first] and "more" in behind)


_WON = words("seats votes mandates")


def _negation_at(line: Line, at: int, quantity: Quantity) -> Mood | None:
    """A "not" or "never" that denies the verb of the figure, not one further up ("asked not to be named")."""
    if line.at(at) not in {"not", "n't", "never"} or line.at(at + 1) in _NO_DENIAL or at >= quantity.first:
        return None
    if line.at(at - 1) in {"ca", "can", "could"} or line.at(quantity.first - 1) in {"for", "since"}:
        return None  # "you can't live on nine hundred euros", "has not rained for 411 days"
    begin = _behind_aside(line, at + 1)
    verbs = [k for k in range(begin, quantity.first) if line.tag(k) == "VERB" and line.at(k) not in LINKS]
    between = line.low[begin : quantity.first]
    return Mood.DENIED if len(verbs) <= 1 and "," not in between and not is_saying(line.at(at + 1)) else None


def _behind_aside(line: Line, start: int) -> int:
    """Not*, as rumoured,* 2,000: the token behind what somebody else said; `start` where nothing stands between."""
    if not line.follows(start, ",", "as"):
        return start
    return next((k + 1 for k in range(start + 2, min(line.size, start + 12)) if line.at(k) == ","), start)


def _said_before(line: Line, at: int) -> bool:
    """A saying in the past stands further left, so that the tenses behind it are shifted back."""
    return any(line.at(k) in _TOLD for k in range(max(0, at - _REACH), at))


def _denied_before(line: Line, at: int, start: int) -> bool:
    """ "denied a report that it was preparing to …" """
    return any(line.at(k) in {"denied", "denies", "denying", "rejected", "dismissed"} for k in range(start, at))


def _clause_start(line: Line, before: int) -> int:
    """Where the clause that holds token `before` begins."""
    floor = max(0, before - _REACH)
    for at in range(before - 1, floor - 1, -1):
        if line.at(at) in _BREAKS:
            return at + 1
        if line.at(at) == "," and _new_clause(line, at + 1, before):
            return at + 1
    return floor


def _new_clause(line: Line, start: int, end: int) -> bool:
    """Whether a comma at `start - 1` parts two main clauses: a conjunction with a subject of its own behind it."""
    if line.at(start) in {"and", "or", "so", "yet"}:
        subject = line.at(start + 1) in _SUBJECTS or (line.is_capital(start + 1) and start + 1 < end)
        return subject and not _is_gapped(line, start + 2, end)
    if _closes_relative(line, start) or _closes_subordinate(line, start):
        return True
    return _said_within(line, start - 2) and start < end


def _closes_relative(line: Line, start: int) -> bool:
    """The minister, *who wants to run again,* opened 30 schools: the main clause goes on behind the comma."""
    if line.tag(start) != "VERB" or line.at(start).endswith("ing"):
        return False
    opened = (k for k in range(start - 2, max(0, start - 14), -1) if line.at(k) in {",", "who", "which", "where"})
    at = next(opened, 0)
    return line.at(at) != "," and line.at(at - 1) == ","


def _closes_subordinate(line: Line, start: int) -> bool:
    """*After plans to close it were dropped,* the mine hired 30 people."""
    first = 0 if line.kind(0) == "word" else 1
    commas = line.low[first : start - 1].count(",")
    told = any(line.tag(k) == "VERB" for k in range(first, start - 1))
    return line.at(first) in _SUBORDINATE and commas == 0 and told


_SUBORDINATE = words("after although though because since as")


_SUBJECTS = words("it he she they we i the this that these those")


def _is_gapped(line: Line, start: int, end: int) -> bool:
    """ "…, and the injured (will be paid) 3 million": a subject stands before the quantity, its verb is left out."""
    verbs = [k for k in range(start, end) if line.tag(k) == "VERB" and line.at(k - 1) not in {"the", "a"}]
    return end > start and not verbs


def _said_within(line: Line, index: int) -> bool:
    """A speech tag ends at `index` ("…, he said,"), and no aside of what others say ("not, as some have said,")."""
    aside = any(line.follows(k, ",", "as") for k in range(max(0, index - 8), index))
    return line.at(index) in _SPEECH and not aside


@cache
def _cues(name: str) -> dict[str, tuple[tuple[tuple[str, ...], Mood], ...]]:
    """First word → (all words, mood), longest first, of one lexicon."""
    table: dict[str, list[tuple[tuple[str, ...], Mood]]] = {}
    for surface, told in rows(name):
        cue = tuple(surface.split())
        table.setdefault(cue[0], []).append((cue, Mood(told)))
    return {first: tuple(sorted(cues, key=lambda each: -len(each[0]))) for first, cues in table.items()}


_TERMS = words("years months weeks")


def _is_month(line: Line, at: int) -> bool:
    """May, not "may"."""
    return line.at(at) == "may" and line.is_capital(at)


def _cue_at(line: Line, at: int, limit: int) -> Mood | None:
    """The mood of a cue that begins at `at` and ends by `limit`."""
    if _is_month(line, at):
        return None
    if line.at(at) == "would" and line.at(at + 1) != "have" and _said_before(line, at):
        return None
    if line.at(at - 1) in {"than", "as"} and line.at(at) in _FORESEEN:
        return None  # "more than expected"
    if line.at(at) == "target" and line.at(at - 1) == "price":
        return Mood.FORECAST
    if upheaval_at(line, at):
        return Mood.PAST
    if line.at(at) in {"set", "due"} and line.at(at + 1) == "to" and line.at(at + 2) in _BEFALLS:
        decided = any(line.at(k) in _DECIDED for k in range(max(0, at - 4), at))
        return Mood.PLANNED if decided else Mood.FORECAST
    if at + 1 == limit and line.at(at) in {"plan", "plans", "planned", "planning"}:
        return Mood.PLANNED  # "plans 40 flights", "a planned 40-kilometre fence"
    if at + 1 == limit and line.at(at) in {"faces", "facing"} and not _TERMS.isdisjoint(line.low[limit : limit + 5]):
        return Mood.FORECAST  # "faces up to 40 years"
    for cue, found in _cues("mood").get(line.at(at), ()):
        if at + len(cue) <= limit and line.follows(at, *cue):
            return found
    return None


_FORESEEN = words("expected forecast predicted projected anticipated pencilled penciled")


def _behind(line: Line, quantity: Quantity) -> Mood:
    """Cues behind the quantity, up to the end of its clause: "9,000 troops will be sent"."""
    if _is_untrue(line, quantity):
        return Mood.DENIED
    start = _past_aside(line, quantity.first, quantity.last)
    for at in range(start, min(line.size, start + _NEAR)):
        if _ends_clause(line, at):
            break
        if _is_month(line, at):
            continue
        if line.at(at) == "would" and not any(line.tag(k) == "VERB" for k in range(start, at)):
            return _would_behind(line, at, quantity)
        for cue, found in _cues("mood_behind").get(line.at(at), ()):
            if line.follows(at, *cue):
                imagined = found is Mood.PLANNED and line.at(at) == "will" and _conditioned(line, at)
                return Mood.HYPOTHETICAL if imagined else found
    return Mood.REPORTED


_NEAR = 7  # tokens from a quantity to a cue behind it
_ENDS = words(", ; . : — that who which")


def _ends_clause(line: Line, at: int) -> bool:
    """The clause of what stands before ends; an "and" between two names parts nothing."""
    joins = line.at(at) == "and" and not (line.is_capital(at - 1) and line.is_capital(at + 1))
    return joins or line.at(at) in _ENDS or line.kind(at) == "number"


def _would_behind(line: Line, at: int, quantity: Quantity) -> Mood:
    """ "500 doses would arrive, she said" is told of the future; "500 people would have died" is imagined."""
    polled = quantity.unit.dimension == "share" and line.at(quantity.first - 1) not in {"of", "at"}
    if polled and line.at(at + 1) != "have":
        return Mood.REPORTED  # "some 44 percent would stay": so many told the pollster
    if line.at(at + 1) == "have" or not _said_before(line, at):
        return Mood.HYPOTHETICAL
    planned = line.at(at + 1) == "go" or (line.at(at + 1) == "be" and line.tag(at + 2) == "VERB")
    return Mood.PLANNED if planned else Mood.FORECAST


#: What is said of a figure that is not so.
_UNTRUE = words(
    "false untrue unfounded baseless groundless exaggerated fabricated invented incorrect inaccurate unconfirmed wrong "
    "debunked denied refuted disproved disproven retracted"
)
_LIES = words("lie hoax fabrication myth fiction invention exaggeration falsehood")
_TRUE = words("true confirmed correct so right accurate")
_BE = words("is are was were be been proved proven turned")
_RUMOURS = words("rumours rumors rumour rumor reports report claims claim allegations talk suggestions stories posts figure")
_FAR = 14  # tokens from what was rumoured to its denial


def _is_untrue(line: Line, quantity: Quantity) -> bool:
    """ "*Rumours that* 500 had died *are untrue*", "spoke of nine; *this was not confirmed*"."""
    rumoured = not _RUMOURS.isdisjoint(line.low[max(0, quantity.first - 8) : quantity.first])
    parted = False
    for at in range(quantity.last, min(line.size, quantity.last + (_FAR if rumoured else _NEAR + 3))):
        word = line.at(at)
        if word in {";", "—"} and line.at(at + 1) in {"this", "that", "these", "the", "it"}:
            parted = True
        elif (word in _ENDS and word != "that") or (word == "and" and not parted):
            return False
        elif word in _BE and (rumoured or parted or line.at(at + 1) in {"false", "untrue"}) and _denies(line, at + 1):
            return True
        elif rumoured and word == "a" and line.at(at + 1) in _LIES:
            return True  # "called the figure of 300 a lie"
        elif line.follows(at, "do", "not", "correspond") or line.follows(at, "does", "not", "correspond"):
            return True
    return False


def _denies(line: Line, at: int) -> bool:
    """ "is *simply untrue*", "was *not confirmed*", "turned *out to be wrong*"."""
    while line.at(at) in {"out", "to", "be", "been"} or (line.tag(at) == "ADV" and line.at(at) not in {"not", "never"}):
        at += 1
    if line.at(at) == "a":
        return line.at(at + 1) in _LIES or line.at(at + 2) in _LIES
    if line.at(at) in {"not", "n't", "never"}:
        return line.at(at + 1) in _TRUE or (line.at(at + 1) == "been" and line.at(at + 2) in _TRUE)
    return line.at(at) in _UNTRUE


def _past_aside(line: Line, first: int, start: int) -> int:
    """Two more cores*, 90 kilometres apart,* will be drilled: the token behind what stands between commas.

    The first estimate, *310,000*, was later revised: the quantity is what stands between commas.
    """
    if line.at(start) == "," and line.at(first - 1) == ",":
        return start + 1
    if line.at(start) == "of":  # "340 of the 690 schools could close"
        start = next((k + 1 for k in range(start + 1, start + 3) if line.kind(k) == "number"), start)
    opened = next((k for k in range(start, min(line.size, start + 4)) if line.at(k) == ","), 0)
    closed = next((k for k in range(opened + 1, min(line.size, opened + 8)) if line.at(k) == ","), 0)
    plain = opened and closed and not any(line.tag(k) == "VERB" for k in range(start, closed))
    return closed + 1 if plain and line.at(closed + 1) in _FUTURE else start


_FUTURE = words("will would could may are is")


def _foreseen_behind(line: Line, start: int) -> bool:
    """The 75,000 *economists polled had expected* · the 11.1 billion that analysts had forecast"""
    begin = start + (line.at(start) == "that")
    if line.tag(begin) not in {"NOUN", "PROPN", "DET", "PRON"}:
        return False
    for at in range(begin, min(line.size, begin + 9)):
        if line.kind(at) not in {"word"} or line.at(at) in {"and", "but", "who", "which"}:
            return False
        if line.at(at) in _FORESEEN or (line.at(at) == "forecasts" and at > begin):
            return line.at(at - 1) not in {"is", "are", "was", "were", "than"}
    return False
