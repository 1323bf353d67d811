"""Number words that count nothing: idioms, "one" as a pronoun, "the two", names like Group of Seven."""

from __future__ import annotations

from workers.figures.countries import country_of
from workers.figures.dates import HALVES, clock, date, year
from workers.figures.labels import label, labels, name_before
from workers.figures.lexicon import rows, words
from workers.figures.line import Line, befallen
from workers.figures.numerals import MAGNITUDES, TENS, UNITS, VAGUE
from workers.figures.units import is_unit

# ── number words ─────────────────────────────────────────────────────────────────────────────────────────────

_IDIOMS = tuple(tuple(phrase.split()) for (phrase,) in rows("idioms"))
_IDIOM_HEADS = {head: tuple(each for each in _IDIOMS if each[0] == head) for head in {each[0] for each in _IDIOMS}}


_ORDINALS = words("first second third fourth fifth sixth seventh eighth ninth")


def idiom(line: Line, i: int) -> int:
    """One another · five-star · two-state · fifty-fifty · the twenty-first century"""
    if line.at(i + 1) == "-" and line.glued(i + 1) and line.at(i + 2) in _ORDINALS and line.low[i] in TENS:
        return i + 3
    for phrase in _IDIOM_HEADS.get(line.low[i], ()):
        if line.follows(i, *phrase):
            return i + len(phrase)
    if line.at(i - 1) == "no" and line.low[i] in UNITS and line.low[i] not in {"one", "zero"}:
        return i + 1  # "no two snowflakes are alike"
    if line.follows(i - 2, "best", "of") or line.follows(i - 4, "best", "-", "of", "-"):
        return i + 1  # "a best-of-three series"
    if line.at(i - 1) == "or" and line.at(i - 2) in _SOME:
        return i + 1  # "a notch or two"
    if line.at(i + 1) == "-" and line.glued(i + 1) and line.glued(i + 2) and line.low[i] in UNITS:
        if line.at(i + 2) in _SHAPES:
            return i + 3  # "a three-cornered contest", "a five-time champion"
        if line.follows(i + 2, "a", "-", "side"):
            return i + 5
    if line.at(line.skip_hyphen(i + 1)) in _DECADES and line.low[i] in {"nineteen", "eighteen", "seventeen"}:
        return line.skip_hyphen(i + 1) + 1  # "in the nineteen-sixties"
    if line.low[i] in TENS and line.at(line.skip_hyphen(i + 1)) == "something":
        return line.skip_hyphen(i + 1) + 1
    lined_up = line.at(i - 1) in {"back", "front"} and line.tag(i - 2) in {"DET", "PART", "PRON"}
    if lined_up and line.low[i] in _IN_A_LINE and line.tag(i + 1) not in {"NOUN", "ADJ"}:
        return i + 1  # "the back four"
    if line.follows(i - 2, "side", "of") and line.at(i - 3) in {"wrong", "right", "sunny"}:
        return i + 1  # "on the wrong side of forty"
    if line.at(i - 1) == "the" and line.text(i + 1) == "Rs":
        return i + 2  # "the three Rs"
    if line.at(i - 1) == "to" and line.at(i - 2) in {"nought", "naught"}:
        return i + 1  # "from nought to sixty"
    if line.at(i - 1) == "-" and line.at(i - 2) == "number":
        return i + 1  # "the number-two economy"
    if line.at(i - 1) in {"square", "cloud", "catch", "number", "world"} and line.at(i) in UNITS:
        return i + 1
    return 0


#: What a glued number word makes an adjective of, not a count.
_SHAPES = words(
    "cornered faced headed handed eyed legged armed sided pronged dimensional edged tier tiered track speed ply "
    "fingered "
    "footed hitter hander headers time timer star starred bagger wheeler wheeled seater poster step"
)
_DECADES = words("twenties thirties forties fifties sixties seventies eighties nineties")
_IN_A_LINE = words("three four five six seven eight")
_SOME = words("notch thing word step day drink week year month time moment")
_ONE_NOUNS = words(
    "person man woman child boy girl charge count soldier civilian officer policeman policewoman police firefighter "
    "worker passenger "
    "student fatality death injury casualty case vote point goal seat death arrest survivor victim resident infection "
    "tank drone missile ship aircraft plane helicopter vehicle house home building body dead killed injured wounded "
    "missing hostage prisoner percent per percentage % mile kilometer kilometre km meter metre foot inch acre hectare "
    "ton tonne kilogram kg kilo pound gallon barrel liter litre hour minute second week month year "
    "decade century dollar "
    "euro penny cent million billion trillion thousand hundred dozen fifth third quarter half tenth and basis"
)
_ONE_MODIFIERS = words(
    "ukrainian russian israeli palestinian american british german french more other adult young old"
)
_ONE_CUES = words(
    "only least just killed killing injured injuring wounded wounding about than nearly over almost under"
)


_SPEAKS = words("of said told says who described called recalled added explained")
_POINTS_AT = words("no any every some this that the each which")
_HARMED = words("killed died injured wounded dead missing hurt arrested")
_WAS = words("was were is are has have had been being later also reportedly")


def pronoun_one(line: Line, i: int) -> int:
    """ "One of the officials", "no one", "this one", "one said": no figure; "one person was killed" is."""
    if line.low[i] != "one":
        return 0
    behind = line.at(i + 1)
    if line.at(i - 1) in _POINTS_AT or (line.at(i - 1) == "at" and behind in {"point", "time", "stage", "end"}):
        return i + 1
    if line.at(i - 1) in {"another", "for"} and behind not in _ONE_NOUNS:
        return i + 1
    if line.at(i - 1) == "between" and behind == "and":
        return 0  # "between one and one and a half tonnes"
    if behind == "more" and line.at(i + 2) == "than" and line.at(i - 1) == ",":
        return 0  # "47 seats, one more than it needs"
    if behind == "of" and line.at(i + 2) in {"whom", "which"} and {line.at(i + 3), line.at(i + 4)} & _HARMED:
        return 0  # "two patients, one of whom died"
    if behind in {"was", "is", "has"} and {line.at(i + 2), line.at(i + 3)} & _HARMED:
        return 0
    if behind == "-" and line.glued(i + 1):
        follows = line.at(i + 2)
        return 0 if follows in _ONE_NOUNS or follows in {"to", "in", "year", "day", "week", "month", "hour"} else i + 1
    if line.at(i + 2) == "'s":
        return i + 1
    if behind not in _HARMED and line.at(i + 2) in _SPEAKS and line.at(i - 1) not in _ONE_CUES:
        return i + 1
    if behind in {"to", "or"} and (line.kind(i + 2) == "number" or line.at(i + 2) in UNITS):
        return 0
    if line.at(i - 1) == "only" and behind in {"man", "woman", "person"} and line.vocabulary.isdisjoint(befallen()):
        return i + 1  # "only one man knew the code"
    if _one_of_many(line, i):
        return i + 1
    if behind in _ONE_NOUNS:
        return i + 2 if behind in {"and"} and line.at(i + 2) not in {"a", "half", "two", "three"} else 0
    several = line.at(i - 1) == "than" and line.at(i - 2) == "more"  # "more than one flaw"
    if line.at(i - 1) in _ONE_CUES and not several and behind not in {"of", "was"} and behind not in _ABSTRACT:
        return 0
    at = i + 2
    while line.at(at) in _WAS:
        at += 1
    if {line.at(at), line.at(at + 1)} & {"dead", "killed", "injured", "wounded", "missing", "shot"}:
        return 0  # "one guard had been shot dead"
    if line.at(i + 2) in _ONE_NOUNS and behind in _ONE_MODIFIERS:
        harmed = {line.at(i + 3), line.at(i + 4)} & _HARMED
        return 0 if harmed else i + 1
    beside = any(_counts(line, k) for k in range(line.size) if k != i)
    if beside and line.tag(i + 1) == "NOUN" and behind not in _VAGUE:
        return 0  # "1,380 cattle on one farm": counted beside other counts
    return i + 1


def _one_of_many(line: Line, i: int) -> bool:
    """One woman, who asked not to be named · in one case: one that is told of, where nothing is said to befall it"""
    behind, before = line.at(i + 1), line.at(i - 1)
    if i == 0 and behind in _TIMES and line.tag(i + 2) == "DET":
        return True  # "One year the river froze"
    apposed = line.at(i + 2) == "," and (line.is_capital(i + 3) or line.at(i + 3) in {"the", "a", "an"})
    heads = apposed or i == 0 or line.kind(i - 1) == "punct" or before in {"in", "at", "and", "but", "while"}
    if behind not in _TOLD_OF or not heads or not line.vocabulary.isdisjoint(befallen()):
        return False
    return not any(_counts(line, k) for k in range(line.size) if k != i)


_TIMES = words("day week month year night morning evening summer winter")
_TOLD_OF = words(
    "person man woman child boy girl soldier civilian officer policeman policewoman firefighter worker passenger "
    "student survivor victim resident prisoner hostage house home building vehicle case ship"
)


def _counts(line: Line, k: int) -> bool:
    """A number that is neither a time nor part of a name."""
    if line.kind(k) == "number":
        return not (clock(line, k) or date(line, k) or year(line, k) or label(line, k) or name_before(line, k))
    return line.low[k] in _COUNTING


_COUNTING = frozenset(MAGNITUDES) | frozenset(TENS) | (frozenset(UNITS) - {"one", "a", "an", "no", "zero"})
#: Of these, "only one" says that there is no other, not how many.
_ABSTRACT = words(
    "planet earth world life chance aim goal choice option thing way reason explanation answer solution path rule "
    "question winner truth conclusion purpose word"
)
_VAGUE = words(
    "thing way time reason night point hand side person day part stage end sense word case example level another "
    "morning evening year step move moment man woman form kind sort type"
)


_DEFINITE = words(
    "sides countries leaders nations parties teams governments presidents neighbours neighbors rivals koreas men women "
    "companies powers allies states capitals foes enemies superpowers economies brothers sisters militaries armies "
    "ministers candidates groups clubs firms banks airlines bodies germanys horsemen gospels evangelists musketeers "
    "continents hemispheres tenors"
)


_MEANT = words("the these those between its their both other all")
_JOINED = words("- % of out in per")
_PREDICATES = words("are were have had will would also said say agreed met could should may signed held spoke both")


def the_two(line: Line, i: int) -> int:
    """The two countries · the three leaders · those two: meant, not counted"""
    if line.low[i] not in UNITS or line.at(i - 1) not in _MEANT or line.at(line.skip_hyphen(i + 1)) in MAGNITUDES:
        return 0  # "of the six hundred families"
    if line.at(i + 1) == "of" and line.at(i + 2) in {"them", "us", "you"}:
        return i + 1
    if line.at(i - 2) == "of" and (
        i == 2 or line.at(i - 3) in UNITS or line.at(i - 3) in {"none", "all", "half", "most"}
    ):
        return 0  # "of the nine accused, five were acquitted"
    if line.at(i - 1) == "the" and line.at(i + 1) in _PREDICATES:
        return i + 1
    if (
        line.at(i - 1) != "between"
        and line.tag(i + 1) in {"VERB", "PUNCT", "ADP", ""}
        and line.at(i + 1) not in _JOINED
    ):
        return i + 1  # "the two screamed", "the other two,"
    return i + 1 if line.at(i + 1) in _DEFINITE or (line.at(i + 2) in _DEFINITE and line.at(i + 1) != "million") else 0


def capital_word(line: Line, i: int) -> int:
    """Group of Seven · the Big Four · Formula One · World War Two · Nine Inch Nails"""
    if not line.is_capital(i) or line.is_title_case or line.low[i] in {"a", "an", "no"}:
        return 0
    if is_unit(line, i + 1) and line.is_capital(i + 1) and line.is_capital(i + 2):
        return i + 3  # "Three Mile Island" at the head of a sentence
    if line.is_capital(i + 1) and line.low[i + 1] in MAGNITUDES:  # "One Hundred Years of Solitude"
        return next((at for at in range(i + 2, line.size) if not line.is_capital(at)), line.size)
    if line.is_capital(i + 1) and line.low[i + 1] in TENS:
        return i + 4 if line.at(i + 2) == "-" else i + 2  # "Nineteen Eighty-Four"
    if line.at(i - 1) == "-" and line.glued(i) and line.is_capital(i - 2) and line.low[i - 2] not in TENS:
        return i + 1  # "Slaughterhouse-Five"
    if _begins_a_clause(line, i):
        return i + 2 if _is_a_name(line, i) else 0
    at = i + 1
    while line.at(at) == "-" and line.glued(at):
        at += 2
    return at


def _is_a_name(line: Line, i: int) -> bool:
    """ "Nine Elms station was evacuated": a plural that names one thing."""
    if not line.is_capital(i + 1) or country_of(line.text(i + 1)) or line.kind(i + 1) != "word":
        return False
    end = i + 2
    while line.kind(end) == "word" and (line.is_capital(end) or (line.at(end) == "of" and line.is_capital(end + 1))):
        end += 1
    if end < i + 6 and line.tag(end) == "VERB" and _is_singular(line.at(end)):
        return True  # "Seven Samurai returns", "Twelve Angry Men is playing"
    if line.at(i + 2) == "and" and line.is_capital(i + 3) and line.low[i + 3] in UNITS:
        return True  # "Twelve Oaks and Seven Sisters"
    thing = line.at(i + 2)
    if line.at(i + 1).endswith("s") and thing in {"was", "is", "has", "does"}:
        return True  # "Fifty Shades was banned"
    singular = line.tag(i + 2) == "NOUN" and not thing.endswith("s") and not line.is_capital(i + 2)
    return line.at(i + 1).endswith("s") and singular and line.tag(i + 3) == "VERB"


def _is_singular(verb: str) -> bool:
    """A third person singular: "returns", "is"."""
    return verb in {"is", "was", "has", "does"} or (verb.endswith("s") and not verb.endswith(("ss", "us")))


def _begins_a_clause(line: Line, i: int) -> bool:
    """At the head of a sentence or quotation a capital says nothing."""
    return (
        i == 0
        or (line.kind(i - 1) == "punct" and line.at(i - 1) not in {",", ";"})
        or all(line.kind(j) == "punct" for j in range(i))
    )


def group_of(line: Line, i: int) -> int:
    """Group of Seven · gang of four · top five · number one"""
    if line.at(i - 1) == "of" and line.at(i - 2) in {"group", "gang", "rule", "band"} and line.is_capital(i - 2):
        return i + 1
    label = labels().get(line.at(i - 1))
    if label is not None and line.low[i] in UNITS and line.at(i - 1) in _WORD_LABELS:
        return i + 1 if line.at(i + 1) not in MAGNITUDES else 0
    return 0


_WORD_LABELS = words(
    "step option item lesson "
    "count size exhibit witness top number formula phase stage level category type chapter article act part round "
    "grade tier war volume page season episode day platform gate channel ranked rank seeded class big fab "
    "fantastic"
)


def group_of_digits(line: Line, i: int) -> int:
    """Group of 20 · G 7"""
    return i + 1 if line.at(i - 1) == "of" and line.at(i - 2) == "group" and line.is_capital(i - 2) else 0


def clock_words(line: Line, i: int) -> int:
    """Ten o'clock · nine p.m. · half past ten"""
    if line.low[i] not in UNITS:
        return 0
    if (
        line.at(i - 1) == "at"
        and line.at(i - 2) in _BEGINNING
        and not line.follows(i + 1, "and", "a")
        and line.tag(i + 1) not in {"NOUN", "ADJ", "PROPN", "NUM"}
    ):
        minutes = line.at(i + 1) in {"to", "past"} and line.at(i + 2) in UNITS
        return i + 3 if minutes else i + 1  # "the exchange opened at nine", "we left at ten to eight"
    if line.kind(i + 1) != "word":
        if line.at(i - 1) == "at" and not _DAYTIMES.isdisjoint(line.vocabulary):
            return i + 1  # "every morning at seven,"
        if line.at(i - 1) in {"struck", "strikes", "chimed"} and "clock" in line.vocabulary:
            return i + 1
    told = line.at(i - 1) in {"is", "was"} and line.at(i - 2) == "it" and line.at(i + 1) in {"to", "past"}
    if told and line.at(i + 2) in UNITS and line.kind(i + 3) != "word":
        return i + 3  # "it is ten to four"
    return i + 2 if line.at(i + 1) in HALVES else (i + 1 if line.at(i - 1) in {"past"} else 0)


_DAYTIMES = words(
    "morning evening night every daily afternoon tonight tomorrow breakfast dawn dusk alarm dinner lunch supper tea "
    "bbc itv channel radio programme mass curfew kick-off news bulletin bedtime rehearsal rehearsals doors"
)


_BEGINNING = words(
    "opened opens open began begins begin started starts closed closes met meet arrived left landed woke"
)


def multi(line: Line, i: int) -> int:
    """Multi-million-dollar · per thousand · the fourth of a row of magnitudes, which is no number"""
    if line.low[i] in VAGUE:
        return i + 1 if line.at(i - 2) in VAGUE and line.at(i - 4) in VAGUE and line.at(i - 6) in VAGUE else 0
    if line.low[i] not in MAGNITUDES:
        return 0
    before = line.at(i - 1)
    if before == "per" or (before in MAGNITUDES and line.at(i - 2) in MAGNITUDES and line.at(i - 3) in MAGNITUDES):
        return i + 1
    if before == "-" and line.at(i - 2) in {"multi", "multiple"}:
        return i + 1
    return i + 1 if before == "multi" else 0
