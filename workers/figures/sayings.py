"""Sayings: where a sentence has somebody say, count or estimate something, by verbs and all else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache

from workers.figures import sources, speakers
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.people import is_person
from workers.figures.reach import Cue, asides
from workers.figures.sources import BE, REPORTS, TALLIES, UNITS, VIEWS, ends_amount, is_passive, is_somebody, made

_NEGATIONS = words("not n't never")
_ADVERBS = words(
    "just there here also has have had later earlier then since previously recently publicly officially now"
)
_PLACED = words("put puts estimated estimates placed places pegged pegs")
#: Verbs that put a figure on something only in a clause that hangs on it: "a depot the owner valued at 3 million".
_VALUED = words("value values valued insured priced assessed")
_FINDING = words(
    "found find finds shows show showed suggest suggests suggested indicate indicates indicated reveal reveals"
)
_SURELY = words("said says told tells added reported claimed announced stated estimated confirmed")
#: Verbs of asking and meaning to, told of whoever asks: "called for 30 buses", "wants a limit of 13 hours".
_ASKING = words("asked asks asking called calls calling appealed appeals appealing")
_WANTING = words(
    "demand demands demanding seek seeks sought seeking wants want wanted proposes proposed "
    "offered offers offering pledged pledges vowed vows promised promises"
)
#: Before "to", what somebody means to do: "engineers hope to halve it", "the firm plans to hire 40".
INTENDING = words(
    "plans plan planned intends intend intended hopes hope hoped aims aim aimed expects expect expected threatened "
    "threatens"
)
#: Verbs of keeping count: somebody's who is there to count, "the State Patrol logged 173 crashes".
_LOGGING = words("logged logs notified measured measures")
#: Who counted, asked for or wants a figure says it where nobody else is said to.
WEAK = _ASKING | _WANTING | _LOGGING | INTENDING | words("recorded counted counts tallied lists accuses")
_SEEING = words("sees see gives give gave has knows provides envisages foresees lists listed rated rates accuses")
_POLLS = words("poll polls survey surveys forecast projection estimate model count tally census")
_SHOWN = words("depth figure toll number estimate total range")
_HAVING = words("said predicted forecast warned told estimated promised claimed put")
_ALONG = words("adding telling saying noting warning stressing claiming estimating arguing insisting")
_SHIFTING = words(
    "raised raises raise cut cuts lowered lowers lower lifted lifts lift trimmed trims revised revises revise upgraded "
    "downgraded slashed increased reduced hiked nudged set sets"
)
_OUTLOOKS = words(
    "forecast forecasts estimate estimates projection projections outlook guidance target targets prediction tally "
    "count "
    "toll number growth"
)
_PARTICLES = words("out up on")


@cache
def openers() -> frozenset[str]:
    """Words without which a sentence says nothing for anybody."""
    return speakers.group("say") | _OPENERS


#: Words that make a saying only of a figure that stands behind them.
FIGURE_OPENERS = sources.DECREES_AND_CLAIMS | _ASKING | _WANTING | _LOGGING | _SEEING | _SHIFTING | TALLIES | VIEWS


@lru_cache(maxsize=4)
def cues(line: Line) -> tuple[Cue, ...]:
    """Every saying of the line that names its speaker, kept while its quantities are read."""
    first = sources.headline_cue(line)
    found = [first] if first else []
    apart = asides(line)
    quotes = '"' in line.vocabulary  # beside a quotation any verb may say it
    for at, word in enumerate(line.low):
        if not (quotes or word in _triggers() or (found and line.tag(at) == "NUM")):
            continue
        cue = _cue_at(line, at, found)
        if cue:
            within = [each for each in apart if each[0] < at < each[1]] if cue.reach == "any" else []
            aside = within[0] if within else None
            found.append(replace(cue, inside=aside) if aside else cue)
    return tuple(found)


@cache
def _triggers() -> frozenset[str]:
    """Words that a saying can hang on."""
    return openers() | FIGURE_OPENERS | INTENDING | _VALUED | speakers.phrases().keys() | {"at", "from", "per"}


def _cue_at(line: Line, at: int, found: list[Cue]) -> Cue | None:
    word = line.low[at]
    if source := sources.cue_at(line, at):
        return source
    if (word in _ALONG and line.at(at - 1) != "in") or (word in _HAVING and line.at(at - 1) == "having"):
        return _along_cue(line, at, found)  # "…, having predicted in May that"
    if word in _SHIFTING and _shifts(line, at):
        first, last, _ = _subject(line, at)
        return Cue(first, last, at, "before") if last else None
    if (word == "at" or line.tag(at) == "NUM") and (gapped := _gapped_cue(line, at, found)):
        return gapped
    told = _says(line, at) or word in _PLACED or (word in _VALUED and line.at(at + 1) == "at") or _finds(line, at)
    told = told or _asks(line, at) or _logs(line, at) or _intends(line, at)
    return _verb_cue(line, at) if told or _sees(line, at) or _cries(line, at) else None


_OPENERS = words("according citing quoting quoted quotes cited by") | _PLACED | _ALONG | _FINDING


def _says(line: Line, at: int) -> bool:
    """A verb of saying, not the States of a name or somebody's estimates."""
    word = line.at(at)
    phrases = speakers.phrases().get(word, ())
    if any(line.follows(at + 1, *others) for others in phrases) and _says_with(line, at):
        return True
    if not speakers.is_saying(word) or (line.is_capital(at) and at):
        return False
    if line.tag(at) == "VERB" or word in _SURELY or line.at(at + 1) == "that":
        return True
    return _says_as_noun(line, at)


def _says_as_noun(line: Line, at: int) -> bool:
    """A verb of saying that was taken for a noun, by what stands around it."""
    word, behind = line.at(at), line.at(at + 1)
    if line.at(at - 1) == ",":  # "the director, Jo Lund, admits." · "Jo Lund, a shepherd, remembers."
        ends = behind in {"", ".", ","} and word.endswith("s") and word not in _NOUNS_TOO
        return ends and (line.is_capital(at - 2) or _before_apposition(line, at - 1)[1] > 0)
    ends = behind in {"", "."} or (behind == "," and word not in _NOUNS_TOO)
    if ends or (behind == "in" and "VERB" not in line.tags[at + 1 :]):
        first, last = speakers.phrase_before(line, at)  # "…, aid workers estimate." · "the 5,900 that Kelmet claims."
        return last > first and line.at(first - 1) in {",", "that"}
    if line.tag(at - 1) == "PROPN" and line.at(at + 1).endswith("ing"):
        return True  # "Lund remembers losing"
    if speakers.is_head(line.at(at - 1)) and line.at(at + 1) == "in" and "that" in line.low[at + 2 : at + 8]:
        return True  # "the team reports in the journal Cryo that"
    if word in {"claims", "claim"} and line.at(at + 1) == "to":
        return line.tag(at + 2) == "VERB" and speakers.is_head(line.at(at - 1))
    takes_object = line.tag(at + 1) in {"NUM", "DET"} or line.at(at + 1) in {"zero", "no"}
    if takes_object and word in {"reports", "claims", "estimates", "states"}:
        first, last = speakers.phrase_before(line, at)
        return last > first and any(speakers.is_head(line.at(k)) for k in range(first, last))
    if line.is_capital(at - 1) and at > 1:
        return line.at(at + 1) in {"", ",", "."} and word not in _NOUNS_TOO
    return speakers.is_head(line.at(at - 1)) and line.tag(at + 1) not in {"VERB", "ADP"}


def _says_with(line: Line, at: int) -> bool:
    """Lund *spoke of* 40 dead · the team *worked out* that; but no "talk of 40 jobs", no police who look for 40 men"""
    word = line.low[at]
    if word in {"worked", "works", "work"}:
        return line.at(at + 2) in {"that", ".", ",", ""}
    if word in {"looked", "look", "looks"}:
        return not _FORECASTERS.isdisjoint(line.low[max(0, at - 3) : at])
    return (
        line.tag(at) == "VERB"
        or line.at(at + 1) == "out"
        or word in {"spoke", "speaks"}
        or speakers.is_head(line.at(at - 1))
    )


_FORECASTERS = words("analysts economists strategists forecasters traders markets market")


#: "Nigeria's Zamfara state, …"
_NOUNS_TOO = words(
    "state report claim estimate forecast note states reports claims estimates forecasts notes counts points fears "
    "fear promises promise cautions warning guess projects suspects stress"
)


def _finds(line: Line, at: int) -> bool:
    """ "a report published on Tuesday found", "the agency found that": papers find figures; police find guns."""
    if line.at(at) not in _FINDING:
        return False
    if line.tag(at) != "VERB":  # "…, figures from the farm institute show."
        first, last = speakers.phrase_before(line, at)
        ends = last > first and line.at(first - 1) == "," and line.at(at + 1) in {"", ".", ","}
        return ends and not (REPORTS | {"images"}).isdisjoint(line.low[first:last])
    if line.at(at + 1) == "that":
        return True
    first, last, _ = _subject(line, at)  # "the survey, carried out by Veritas in May, found"
    return bool(last) and not REPORTS.isdisjoint(line.low[first:last])


def _asks(line: Line, at: int) -> bool:
    """Called on Kelmet *for* 30 buses · wants a limit · has promised to hire 350: what somebody says should be"""
    word = line.at(at)
    if word in _ASKING:
        behind = line.low[at + 1 : at + 7]
        if behind[:1] == ["that"]:
            return True  # "prosecutors asked that he be jailed for five years"
        return "for" in behind and not _BREAKS_OFF & set(behind[: behind.index("for")])
    if word in {"pledged", "pledges", "vowed", "vows", "offered", "offers"} and line.at(at + 1) != "to":
        whole = "of" not in line.low[at + 1 : at + 5]  # no "pledged 45 percent of that"
        return whole and word.startswith("pledge") and line.tag(at) == "VERB" and _amount_next(line, at + 1)
    if word.startswith(("seek", "sought")) and "of" not in line.low[at + 3 : at + 5]:
        return False  # "seeking a fine of 40,000 euros", but no "seeking two men"
    if word not in _WANTING or not (line.tag(at) == "VERB" or word == "wants"):
        return False
    spending = word == "proposed" and line.at(at + 1).endswith("ing")
    meant = line.tag(at + 1) in {"DET", "NUM", "PART", "ADJ"} or (word == "wanted" and line.at(at + 1) == "to")
    return spending or meant or line.kind(at + 1) in {"number", "symbol"}


def _intends(line: Line, at: int) -> bool:
    """Engineers *hope to* halve it · the firm *plans to* hire 40: what somebody means to do"""
    if line.at(at) not in INTENDING or line.at(at + 1) != "to" or is_passive(line, at):
        return False
    first, last, _ = _subject(line, at)
    return bool(last) and (line.at(first) in speakers.PRONOUNS or is_somebody(line, first, last))


def _logs(line: Line, at: int) -> bool:
    """The State Patrol logged 173 crashes · testers at Benchlab measured 34 watts: who is there to count"""
    if line.at(at) not in _LOGGING or line.tag(at) != "VERB" or not _amount_next(line, at + 1):
        return False
    first, last, _ = _subject(line, at)
    return any(speakers.is_head(line.at(k)) or (line.is_capital(k) and k) for k in range(first, last))


_BREAKS_OFF = words(", ; : . that")


def _sees(line: Line, at: int) -> bool:
    """Analysts see copper at … · the poll gives the coalition 47 seats: a view, of people or of papers"""
    if line.at(at) not in _SEEING or line.tag(at) != "VERB":
        return False
    first, last, _ = _subject(line, at)
    if line.at(at) in {"has", "have"} and line.at(at + 1) in {"it", "this"} and line.at(at + 2) == "at":
        return bool(last)  # "the Fund has it at 3.1 percent"
    if line.at(at) in {"has", "have"} and line.at(at + 2) == "on" and line.tag(at + 3) == "NUM":
        return bool(last)  # "Veritas has her on 40 percent"
    if not last or (line.at(at) in {"has", "have"} and line.tag(at + 1) in {"VERB", "PART", "ADV"}):
        return False
    heads = any(speakers.is_head(line.at(k)) for k in range(first, last))
    shown = _amount_next(line, at + 1) or line.at(at + 2) in _SHOWN
    if heads and shown and line.at(at) in {"give", "gives", "knows"}:
        return True
    if line.at(at) == "gave":  # a study also gave 40 patients a drug
        return (heads and line.at(at + 2) in _SHOWN) or not _POLLS.isdisjoint(line.low[first:last])
    if line.at(at) in {"sees", "see", "knows"}:
        named = line.is_capital(last - 1) and (last - first > 1 or first > 0)
        return heads or named or line.at(first) in speakers.PRONOUNS
    return not REPORTS.isdisjoint(line.low[first:last])


def _cries(line: Line, at: int) -> bool:
    """ "…," laughs Sheila · "…," the start-up boasts: whatever verb stands beside a closed quotation says it"""
    if '"' not in line.vocabulary or line.low[at] in BE:
        return False
    somebody = line.at(at - 1) == '"' and is_somebody(line, at + 1, at + 2)
    if line.tag(at) != "VERB" and not (somebody and line.at(at)[-1:] == "s"):
        return False
    goes_on = line.at(at + 1) and line.tag(at + 1) not in {"PUNCT", "ADP", "PROPN", "DET", "ADV", "PRON"}
    if goes_on and not somebody:
        return False
    first, last = speakers.phrase_before(line, at)
    quote = first - 1 if last else at - 1
    return line.at(quote) == '"' and line.low[:quote].count('"') % 2 == 1 and line.at(quote - 1) in {",", "?", "!", "."}


def _shifts(line: Line, at: int) -> bool:
    """Raised her forecast to … · lowered the number of missing to …: who moves an estimate states it"""
    if line.tag(at) != "VERB" or line.at(at - 1 - (line.at(at - 1) == "have")) == "will":
        return False
    for k in range(at + 1, min(line.size, at + 9)):
        word = line.low[k]
        if line.kind(k) == "number" or word in {",", "."}:
            return False
        if line.at(at) in {"set", "sets"} and word in _OUTLOOKS:
            return word in {"target", "targets"}
        if word in _OUTLOOKS:
            return word not in _COUNTS or (line.at(at) in _CORRECTING)
    return False


_COUNTS = words("number growth count toll tally")
_CORRECTING = words("revised revises revise lowered lowers raised raises cut cuts")


def _along_cue(line: Line, at: int, found: list[Cue]) -> Cue | None:
    """ "…, police said, *adding that* two had been held": who spoke before goes on"""
    behind = line.low[at + 1 : at + 9]
    counts = line.at(at) in {"saying", "claiming", "estimating", "warning"} and _amount_next(line, at + 1)
    said = {"that", '"'} & set(behind) or line.at(at + 1) in {"it", "the", "there", "they", "he", "she"}
    if not (said or counts):
        return None
    if found and found[-1].verb < at:
        return Cue(found[-1].first, found[-1].last, at, "before")
    first, last = speakers.opening(line)
    return Cue(first, last, at, "before") if 0 < last <= at and is_somebody(line, first, last) else None


def _gapped_cue(line: Line, at: int, found: list[Cue]) -> Cue | None:
    """Police put the crowd at 1,500 *and organisers at* twice that · police said 40, *the union 60*"""
    before = found[-1] if found and found[-1].reach == "before" else None
    if before is None or before.verb + 2 > at or (line.at(at) == "at" and "at" not in line.low[before.verb : at]):
        return None
    end = at - (line.at(at - 1) in {"'", "'s"})  # "the army's tally stands at 40, the rebels' at 90"
    first, last = speakers.phrase_before(line, end)
    begins = last == end and first > before.verb + 1 and line.at(first - 1) in _GAPS
    ends = line.at(at) == "at" or line.at(first - 1) != "and"
    told = any(line.tag(k) == "NUM" for k in range(before.verb, first - 1))
    if not (begins and ends and told and speakers.is_head(line.at(last - 1))):
        return None
    return Cue(first, last, at - (line.at(at) != "at"), "before", is_beside=True)


_GAPS = words("and but while , ;")


def _group_start(line: Line, verb: int) -> int:
    """Where the verb group begins: "has *now* lowered"."""
    while _is_adverb(line, verb - 1) or (line.at(verb - 1) in _SHORT and line.at(verb - 2) in speakers.PRONOUNS):
        verb -= 1
    if line.at(verb - 1) == "only" and line.at(verb - 2) in _MODALS:
        verb -= 1  # "would only confirm 12"
    return verb - (line.at(verb - 1) in _MODALS)


def _is_adverb(line: Line, at: int) -> bool:
    """A word between a subject and its verb: "*now* says", "*still* expects"."""
    return line.at(at) in _ADVERBS or (
        line.tag(at) == "ADV" and not line.is_capital(at) and line.at(at) not in _NEGATIONS
    )


_MODALS = words("would will can could may might did does do")
_SHORT = words("'s 've 'd 'll")


def _verb_cue(line: Line, at: int) -> Cue | None:
    """A verb of saying with its subject before or, in a tag, behind it."""
    told = is_passive(line, at) or (line.at(at + 1) == "by" and line.at(at).endswith(("ed", "forecast")))
    joined = line.at(at - 1) == "and"
    if told or line.at(at - 1) in _DETERMINERS_OF_NOUNS or _is_infinitive(line, at) or _says_no_figure(line, at):
        return None
    apposed = line.at(at) in {"warned", "warns", "assured"} and _before_apposition(line, at - 1)[1] > 0
    apposed = apposed or (line.at(at - 3) == "," and line.at(at - 2) in _PARENTHESES)
    if line.at(at - 1) == "," and line.at(at) not in {"told", "tells"} and not apposed:
        named = speakers.phrase_after(line, at + 1)
        if named[1] and line.at(named[1]) in {".", ""} and is_somebody(line, *named):
            return made(line, named, at, "tag")  # "…, compared with none last year, says its mayor."
        ends = _behind_relative(line, named[1])
        goes = line.at(ends + 1) in _GOES_ON or line.tag(ends + 1) in {"VERB", "NUM"}
        on = line.at(ends) == ":" or (line.at(ends) == "," and goes)
        if named[1] and on and '"' not in line.low[:at]:
            return made(line, named, at, "around")  # "…, noted Ivo Lund of Kestrel, and credit is barely growing"
    first, last, start = _subject(line, at)
    if last and line.at(at) in _PLACED | _VALUED and line.at(at + 1) in {"at", "by"}:
        first, last = _placer(line, first, last) if line.at(at + 1) == "at" else (0, 0)
        start = first
    elif last and _hung_on(line, first, last) != first:
        first = _hung_on(line, first, last)
        if line.at(at) in _DENYING:
            return None  # "a claim Lund denies"
    if not last:
        dash = line.at(at - 1) in {"-", "\u2014"} and not line.glued(at - 1)
        behind = (dash or line.at(at - 1) in {",", '"'}) and line.at(at) not in {"told", "tells"}
        return made(line, _named_behind(line, at + 1), at, "tag") if behind else None
    if line.tag(first) == "NUM" and not is_somebody(line, first, last) and _FOLK.isdisjoint(line.low[first:last]):
        return None  # "40 ships said"
    relative = _relative(line, first, last, at)
    if relative:
        return relative
    before = line.at(start - 1)
    if before == "as" and line.at(at + 1) == ",":
        return Cue(first, last, at, "any")  # "as the minister reported, output fell"
    tag = start > 0 and before in {",", '"', "\u2014"} and _ends_speech(line, at)
    aside = line.at(at + 2) == '"' or (line.at(at + 3) == "," and line.at(at + 2) in _PARENTHESES)
    if not tag and line.at(at + 1) in {",", "."} and not aside:
        return None  # "patients whose infection a laboratory has confirmed, …"
    paper = not REPORTS.isdisjoint(line.low[first:last]) and "'s" not in line.low[first:last]
    at = last if paper and joined and not tag else at  # "the study followed 5,208 nurses and found that": all of it
    return Cue(first, last, at, _reach(line, at, before, tag=tag), _listener(line, at), paper)


def _behind_relative(line: Line, comma: int) -> int:
    """ "said Ada Brandt, *who led the study*, and 40 …": the comma behind a clause about who speaks."""
    if line.at(comma) != "," or line.at(comma + 1) not in {"who", "which"}:
        return comma
    return next((k for k in range(comma + 2, min(line.size, comma + 14)) if line.low[k] in {",", "."}), comma)


def placer(line: Line, verb: int) -> tuple[int, int]:
    """Who puts a figure at something in a clause that hangs on it, before its verb; zeros for nobody."""
    first, last, _ = _subject(line, verb)
    return _placer(line, first, last) if last else (0, 0)


def _placer(line: Line, first: int, last: int) -> tuple[int, int]:
    """ "at a cost *Lund* estimated at 40 million", "a depot *the owner* valued at 3": who, behind what it is put on.

    Nobody in "a crowd estimated at 40", which somebody else put there.
    """
    if line.at(first) in speakers.PRONOUNS or line.at(first - 1) in {"that", "which"}:
        return first, last
    begin = _hung_on(line, first, last)
    return (begin, last) if begin > first or _is_thing(line, first - 1) else (0, 0)


def _hung_on(line: Line, first: int, last: int) -> int:
    """ "a claim *Lund* denies": the first token of who is named behind a thing, `first` where no thing is."""
    begin = last - 1
    while line.is_capital(last - 1) and begin > first and line.is_capital(begin - 1):
        begin -= 1
    article = (
        line.at(begin - 2) in {"a", "an"}
        or "whose" in {line.at(first), line.at(first - 1)}
        or (line.at(begin - 2) == "the" and line.is_capital(begin))
    )
    put = line.is_capital(begin) or line.at(begin).endswith("s")
    return begin if article and put and begin > first and _is_thing(line, begin - 1) else first


def _is_thing(line: Line, at: int) -> bool:
    """A common noun for nobody."""
    common = line.tag(at) == "NOUN" and not line.is_capital(at)
    return common and not (speakers.is_head(line.low[at]) or is_person(line.low[at]))


def _is_infinitive(line: Line, at: int) -> bool:
    return line.at(at - 1) == "to" and not (_is_asked(line, at) or _is_led(line, at))


def _is_led(line: Line, at: int) -> bool:
    """The glut that had led *analysts to* predict a fall of 25 percent: whoever comes to say it."""
    if line.at(at - 1) != "to" or line.at(at) not in speakers.EXPECTING or not speakers.is_head(line.at(at - 2)):
        return False
    first, last = speakers.phrase_before(line, at - 1)
    return last > first and line.at(first - 1) in _LEADING


_LEADING = words("led leads leading prompted prompting prompts forced forcing allowed allowing caused causing pushed")


def _is_asked(line: Line, end: int) -> bool:
    """One broker *we spoke to* put the claims at 25 million."""
    return line.at(end - 1) == "to" and line.at(end - 2) in {"spoke", "talked", "listened"} and line.at(end - 3) == "we"


def _subject(line: Line, verb: int) -> tuple[int, int, int]:
    """Tokens [first, last) of who does it, and where the phrase that holds them begins; zeros for nobody."""
    end = _subject_end(line, verb)
    end -= 3 * _is_asked(line, end) + _is_led(line, verb)
    if line.at(end - 2) in {"i", "we"} and line.tag(end - 1) == "VERB" and line.tag(end - 3) == "NOUN":
        end -= 2  # "the villagers I met spoke of"
    if line.at(end - 1) in _NEGATIONS:
        return 0, 0, 0
    if line.at(end - 1) in {"and", "but"}:
        end = _first_verb(line, end - 1)
    if line.at(end - 1) in {"who", "which"}:  # "…, said Houda Mejri, who estimates that"
        end -= 1 + (line.at(end - 2) == ",")
        named = _before_apposition(line, end) if line.at(end) == "," else (0, 0, 0)
        if named[1] and line.is_capital(named[1] - 1):
            return named  # "said Ivo Lund, a farmer in Varda, who reckons"
    elif line.at(end - 1) == ")" and "(" in line.low[max(0, end - 5) : end]:  # "Lund (Ind) said"
        end -= line.low[max(0, end - 5) : end][::-1].index("(") + 1
    elif line.at(end - 1) == ",":
        return _before_apposition(line, end - 1)
    first, last = speakers.phrase_before(line, end)
    return first, last, first


def _reach(line: Line, verb: int, before: str, *, tag: bool) -> str:
    """How far a saying with its subject before it reaches."""
    if not tag:
        return "before"
    if {'"', ","} <= set(line.low[verb + 1 : verb + 7]):  # "…," he told the paper, "and 40 are missing"
        return "any"
    # "were the levee to fail, officials warn, 9,000 homes …" · "…, the office said on Friday, with another 41 missing"
    return "around" if before == "," and "," in line.low[verb + 1 : verb + 8] else "tag"


def _subject_end(line: Line, verb: int) -> int:
    """Where the subject ends: before adverbs, "however" between commas, "in turn"."""
    end = _group_start(line, verb - (line.at(verb).endswith("ing") and line.at(verb - 1) in BE))
    if line.at(end - 1) == "," and line.at(end - 3) == "," and line.at(end - 2) in _PARENTHESES:
        end -= 3
    if line.at(end - 1) == "," and line.at(end - 2) == "part" and line.at(end - 4) == "for":
        end -= 5  # "Lund, for his part, counted 40"
    return end - 2 if line.low[max(0, end - 2) : end] == ["in", "turn"] else end


_PARENTHESES = words("however meanwhile instead too though remember therefore moreover then again likewise")


def _says_no_figure(line: Line, at: int) -> bool:
    """Verbs of saying in another sense: gold added 2 percent, a crash claimed 11 lives, police found guns."""
    word, behind = line.at(at), line.low[at + 1 : at + 6]
    if line.at(at + 1) in {"nothing", "little"}:
        return True
    if word in {"put", "puts", "placed", "places", "pegged", "pegs"}:
        placed = any(line.low[k] == "on" and line.tag(k + 1) == "NUM" for k in range(at + 1, min(at + 6, line.size)))
        return "at" not in line.low[at + 1 : at + 15] and not placed  # "puts her on 40 percent"
    if word in _ADDING:
        return _amount_next(line, at + 1) and not line.at(at + 1).endswith(
            "ing"
        )  # "gold added 2 percent", "hospitals admitted 1,120 patients"
    if word in {"claimed", "claims", "claim"}:  # "put the cargo claims at $25 million"
        return bool({"lives", "life", "victims"} & set(behind)) or behind[:1] == ["at"]
    if word == "ruled":  # "has ruled for two terms"
        return line.at(at + 1) in {"for", "over", "out", "since"}
    if word in {"fear", "fears"}:
        return line.at(at + 1) in {"for", "of", "to", "over", "about"}
    if word in {"rated", "rates"}:
        return False
    if word == "heard":
        return line.at(at + 1) in {"from", "of", "about", "no"}
    if word in {"advise", "advises", "advised"}:
        return line.at(at + 1) in {"against", "on", "of", "in"}
    if word in {"denied", "denies", "finds"}:
        return line.at(at + 1) not in {"that", "", ".", ",", "it", "they", "he", "she", "there"}
    if word in {"posted", "published"} and _OCCASIONS & {line.at(at - 1)}:
        return True  # "in a statement posted on Facebook"
    if word in speakers.EXPECTING:
        return line.at(at + 1) == "to" and not _intends(line, at)
    if word in {"expressed", "instructed", "ordered", "reminded"}:
        return "that" not in behind
    if word in {"counts", "count"}:
        return not _amount_next(line, at + 1)
    wrote = word in {"wrote", "writes", "write"} and line.at(at + 1) not in {"", ".", ","}
    return wrote and not {"that", '"', ":", "on"} & set(behind)


def _relative(line: Line, first: int, last: int, at: int) -> Cue | None:
    """The 75,000 *economists polled by Reuters had expected* · against the 5,900 that Kelmet claims"""
    phrases = speakers.phrases().get(line.at(at), ())
    at_end = next((at + len(each) for each in phrases if line.follows(at + 1, *each)), at)
    behind = line.at(at_end + 1)
    if behind in _MODALS | BE | {"has", "have", "had"}:
        return None  # "a levy that the ministry reckons will bring in 4 million"
    objects = {"NUM", "DET", "PRON", "NOUN", "PROPN", "ADJ"}
    placed = behind == "at" and line.at(at) in _PLACED | _VALUED  # "a crowd that police put at 1,500"
    if behind == "that" or placed or line.tag(at_end + 1) in objects or line.kind(at_end + 1) in {"number", "symbol"}:
        return None
    numbers = [k for k in range(first, last) if line.kind(k) == "number" or line.tag(k) == "NUM"]
    begin = numbers[-1] + 1 if numbers else last
    while line.at(begin) in UNITS or (begin + 1 < last and _is_thing(line, begin)):
        begin += 1  # "the 1 percent dip economists had forecast"
    if line.at(at) in speakers.EXPECTING and begin < last:
        return Cue(begin, last, at, "object")
    if line.at(first - 1) == "that" and line.tag(first - 2) != "VERB":
        return Cue(first, last, at, "object")
    amount = ends_amount(line, first) and not speakers.is_minute(line, first - 1)
    return Cue(first, last, at, "object") if amount else None


_FOLK = words("people men women them us others companies firms banks countries states families")
_DENYING = words("denied denies refutes refuted disputes disputed rejects rejected")
_OCCASIONS = words("statement video message post letter note photo photos footage comment comments")
_ADDING = words("added adds add admitted admits recalled recalls")


_BEGINS_CLAUSE = words('that " , the he she it they we there')


def _amount_next(line: Line, at: int) -> bool:
    """An amount, with the words that bound it, begins at token `at`."""
    return any(line.tag(k) == "NUM" for k in range(at, at + 4)) and line.at(at) not in _BEGINS_CLAUSE


def _named_behind(line: Line, start: int) -> tuple[int, int]:
    """ "said its inventor, Professor Lykke": the name behind the role, else the phrase itself."""
    first, last = speakers.phrase_after(line, start + (line.at(start) == '"'))
    if last and line.at(last) == "," and not line.is_capital(last - 1) and line.is_capital(last + 1):
        named = speakers.phrase_after(line, last + 1)
        if named[1] and line.is_capital(named[1] - 1):
            return named
    return first, last


_GOES_ON = words("and with while though although")
_DETERMINERS_OF_NOUNS = words("the a an this these those of its their his her no any")


def _first_verb(line: Line, conjunction: int) -> int:
    """ "The army disputes the figure *and says* …": the verb group that shares its subject, -1 for none."""
    for at in range(conjunction - 1, max(0, conjunction - 16), -1):
        if line.at(at) in {";", ":", '"'} or (line.at(at) == "," and at < conjunction - 1):
            return -1
        if line.tag(at) == "VERB" and line.tag(at - 1) != "VERB" and line.at(at - 1) != "to":
            that = next((k for k in range(at - 1, max(0, at - 12), -1) if line.low[k] == "that"), 0)
            return that - 1 if speakers.is_saying(line.at(that - 1)) else at
    return -1


def _before_apposition(line: Line, comma: int) -> tuple[int, int, int]:
    """ "Ada Brandt, the minister, said", "the bank, which …, said"; but "its chief, Ada Brandt, said": she says it.

    `comma` closes what is put between. Tokens [first, last) of who speaks, and where the whole begins.
    """
    for at in range(comma - 1, max(0, comma - 24), -1):
        if line.at(at) in {";", '"'} or (line.at(at) == "," and speakers.is_saying(line.at(at - 1))):
            return 0, 0, 0
        if line.at(at) != "," or not _opens_apposition(line, at):
            continue
        first, last = speakers.phrase_before(line, at)
        inner = speakers.phrase_before(line, comma)
        if inner[0] == at + 1 and line.is_capital(at + 1) and line.is_capital(inner[1] - 1):
            return *inner, first if last else inner[0]
        if last:
            return first, last, first
    return 0, 0, 0


def _opens_apposition(line: Line, comma: int) -> bool:
    word = line.at(comma + 1)
    if word in {"in", "at", "on", "by", "during", "speaking", "citing", "quoting"}:
        return True
    if word in {"who", "which", "whose", "a", "an", "the", "one", "of", "his", "her", "its", "their", "then", "now"}:
        return True
    if line.at(comma + 2) in {"of", "at", "for"} and (is_person(word) or speakers.is_head(word)):
        return True  # "Ivo Lund, head of the service, said"
    return line.is_capital(comma + 1) or word.endswith(("ing", "ed", "seen")) or line.kind(comma + 1) == "number"


def _ends_speech(line: Line, verb: int) -> bool:
    """Nothing said follows the verb: the sentence ends, or only a listener, a time or a place follows."""
    heard = line.at(verb) in {"warned", "warns", "assured"} and line.at(verb + 2) == "."  # "…, warned lawmakers."
    if line.at(verb) in {"told", "tells"} and line.at(verb + 1) in _US and line.tag(verb + 2) in {"PRON", "DET", "NUM"}:
        return False  # "residents told us they had …"
    if heard or line.at(verb) in {"told", "tells"}:
        that = next((k for k in range(verb, min(verb + 8, line.size)) if line.low[k] == "that"), 0)
        return not that or line.tag(that + 1) == "VERB"  # "told a meeting that ran until midnight"
    at = verb + 1
    while at < line.size and (
        speakers.is_a_time(line.at(at))
        or (line.at(at) in _WHEN and any(speakers.is_a_time(line.at(k)) for k in range(at + 1, at + 4)))
        or (at > verb + 1 and line.kind(at) == "number")
    ):
        at += 1
    if at == verb + 1 and line.at(at) in _PARTICLES and line.at(at + 1) in {".", ",", ""}:
        at += 1  # "the inspectorate points out"
    if line.tag(at) in {"NOUN", "PROPN", "DET", "NUM", "PRON", "ADJ"}:
        return False
    for k in range(at, line.size):
        if line.at(k) in {".", ",", '"', "\u2014", ";", "as", "after", "when", "while", "before", "in", "with"}:
            return True
        if line.tag(k) == "VERB" or line.at(k) == "that":
            return False
    return True


_US = words("us me him her them reporters")
_WHEN = words("on last this late early earlier next")


def _listener(line: Line, verb: int) -> str:
    """Who was told: "told Reuters that"."""
    if line.at(verb) not in {"told", "tells"}:
        return ""
    first, last = speakers.phrase_after(line, verb + 1)
    return line.words(first, last) if last else ""
