"""One sentence laid out for the rules: parallel lists of its tokens' words, and word classes when asked for."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache

from workers.figures.countries import country_of
from workers.figures.document import Document, Sentence, Token
from workers.figures.lexicon import rows, words

_DOUBTFUL = frozenset(("NOUN", "ADJ", "VERB", "NUM"))
_NAMES = frozenset(("NOUN", "PROPN", "PRON", "ADV"))
_NAMED = frozenset(("NOUN", "PROPN"))
_OPENS = frozenset(("", "ADP", "DET"))
_CLOSES = frozenset(("ADP", "VERB", "PUNCT", "CONJ"))
_NEVER_NAMES = words("least most more less many few all same due such first last next other general particular total")
_AMOUNT_WORDS = words(
    "about around some roughly nearly almost approximately over under just up at as more less fewer only dozens "
    "hundreds "
    "thousands tens half one two three four five six seven eight nine ten"
)
_MODALS = words("would will can could may might must shall should to not")
#: Past forms that hardly ever are nouns, though unknown names before them make a tagger think so.
_MOVES = words(
    "stood stands rose fell reached reaches climbed dropped exceeded exceeds totalled totaled slipped sank grew "
    "jumped hit "
    "topped passed surpassed slowed eased averaged numbered remained neared hovered cost costs weighed measured lasted"
)


_NUMERALS = words(
    "a an no zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand "
    "thousands million millions billion billions trillion trillions dozen dozens half halves third thirds quarter "
    "quarters score scores both several few couple pair"
)
#: Verbs that do begin a question or an order before another verb.
_OPENING_VERBS = words("is are was were be have has had do does did will would can could may might shall should")
_COUNTING = words("stand number total average")
#: Third persons that a tagger takes for nouns behind a name: "the lender expects", "the monsoon brings up to 5,000".
_DOES = words(
    "warns cautions argues expects believes thinks sees says lends brings owns sells buys earns spends insists "
    "contains wants makes gives takes "
    "keeps loses reckons recommends allows requires employs exceeds denies knows needs pays puts supplies produces "
    "holds covers"
)
#: The same, but nouns as well: verbs only where something to take for an object follows.
_MAY_DO = words(
    "counts disputes forecasts estimates reports claims plans shows values fears hopes states costs figures hits "
    "meets cuts "
    "calls asks lists show claim report estimate forecast count plan fear warn"
)
#: Nouns that a tagger takes for verbs.
_NEVER_VERBS = words(
    "turnout output ministry sterling borrowing payout layout bailout shares sales revenue inflation unemployment "
    "profit "
    "production exports imports wages earnings rainfall army police office spending analysts officials researchers "
    "traders"
)
_NOUN_ENDS = ("tion", "sion", "ment", "istry", "ness", "ship", "ity", "ism", "ists")
_BE = words("is are was were")
#: What a clause begins with, before "rebuilding would cost".
_OPENS_CLAUSE = words("that and but said says") | {"", ","}
_NOUNS_OF = words("hopes fears claims reports forecasts plans")
_FOR_PRICE = words("rents sells retails trades lets")
_AUXILIARIES = words(
    "is are was were be been being am has have had having do does did will would can could may might shall should must"
)


@cache
def acts() -> frozenset[str]:
    """Forms of verbs that say what happened to what is counted."""
    return frozenset(form for row in rows("happenings") for form in row[0].split("|") if " " not in form)


@cache
def befallen() -> frozenset[str]:
    """Forms of verbs that say what befell people: killed, arrested, found, sank."""
    told = (form for row in rows("happenings") if row[1] != "=" for form in row[0].split("|") if " " not in form)
    return frozenset(told) | words("found survived saved sank freed released charged convicted jailed shot died pulled")


class Line:
    """A sentence being read. Rules look at `low[i]` (lower-cased words); out of range is never an error via `at`."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self.document = document
        self.sentence = sentence

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens, cut when first asked for."""
        return self.sentence.tokens

    @cached_property
    def low(self) -> list[str]:
        """The tokens' words in lower case."""
        return [token.lower for token in self.tokens]

    @cached_property
    def size(self) -> int:
        """How many tokens there are."""
        return len(self.tokens)

    @cached_property
    def tags(self) -> list[str]:
        """Coarse word classes, one a token."""
        from workers.figures import classes  # most sentences never ask, and its tables are large

        tags = classes.tag([token.text for token in self.tokens])
        for i, name in enumerate(tags):
            if name == "PRON" and len(self.low[i]) > 2 and self.tokens[i].text.isupper() and self._lower_beside(i):
                tags[i] = "PROPN"  # "the WHO", "WHO's envoy": initials, though they spell a small word
                if self.at(i + 1) == "'s":
                    tags[i + 1] = "PART"
                continue
            mended = self._mended(tags, i) if name in _DOUBTFUL else None
            if mended:
                tags[i] = mended
        return tags

    def _lower_beside(self, i: int) -> bool:
        """A word in lower case stands next to token `i` (not all is written large)."""
        words = [self.tokens[k].text for k in range(max(0, i - 2), min(self.size, i + 4)) if k != i]
        return any(word.islower() and len(word) > 1 for word in words)

    def _mended(self, tags: list[str], i: int) -> str | None:
        """What the words on both sides make of a noun or adjective that a tagger got wrong; None to leave it."""
        before, behind = tags[i - 1] if i else "", tags[i + 1] if i + 1 < self.size else "PUNCT"
        if tags[i] == "NUM":  # "Iversen says": a name the tagger never saw
            return "PROPN" if self.kind(i) == "word" and self.is_capital(i) and self.low[i] not in _NUMERALS else None
        if tags[i] == "VERB":
            if self._is_noun_by_form(i, before, behind):
                return "NOUN"
            if before == "NUM" and self.low[i].endswith("s") and self.at(i + 1) in {"a", "an", "per"}:
                return "NOUN"  # "ninety books a day"
            if self.at(i + 1) == "of" and self.low[i] in _NOUNS_OF:
                return "NOUN"  # "hopes of finding them"
            begins = i == 0 and behind == "VERB" and self._may_begin(self.tokens[0].text)
            done = self.low[i].endswith("ing") and self.at(i + 1) in _AUXILIARIES and self.at(i - 1) in _OPENS_CLAUSE
            return "NOUN" if begins or done or self._is_no_verb(i, before) else None
        if self.low[i] in _FOR_PRICE and self.at(i + 1) == "for" and self.kind(i + 2) in {"symbol", "number"}:
            return "VERB"  # "now rents for £742"
        if self.at(i - 1) in {"has", "have", "had"} and self.low[i] in {"forecast", "put", "cut", "set", "hit"}:
            return "VERB"  # "that analysts had forecast"
        if self.low[i].endswith("ing") and self.at(i - 1) in _BE and self._begins_amount(i + 1):
            return "VERB"  # "is spending $42 million"
        if before == "NUM" and tags[i] == "ADJ" and self.at(i + 1) in _AUXILIARIES and self.low[i] not in _NEVER_NAMES:
            return "NOUN"  # "one soldier had"
        if tags[i] == "ADJ":  # "hectares of forest near", "unemployment in Spain": nothing behind it to describe
            if self.low[i] == "old" and self.at(i - 2) == "year" and behind in {"ADP", "VERB", "PUNCT", "PRON"}:
                return "NOUN"  # "a 22-year-old from Abidjan"
            if i == 0 and self.is_capital(0) and self.at(1) in _DOES and self.at(2) == "that":
                return "PROPN"  # "Lindqvist cautions that": a name the tagger never saw
            alone = before in _OPENS and behind in _CLOSES and self.low[i] not in _NEVER_NAMES
            return "NOUN" if alone else None
        if i and self.is_capital(i) and before not in {"", "PUNCT"} and not self.is_title_case:
            return "PROPN"  # "the Federation troops": a capital within a sentence is a name's
        if self.at(i - 1) in _MODALS and (self.low[i] in _MOVES or self.low[i] in acts()):
            return "VERB"  # "would cost taxpayers £1.5bn"
        if before not in _NAMES and before != "ADJ":
            return None
        if self.low[i] in _DOES and before != "ADJ":
            return "VERB"
        if self.low[i] in _MAY_DO and before in _NAMED and self._takes_object(i + 1):
            return "VERB"
        if self.low[i] in _COUNTING:  # "infections stand at 91", "troops now number 62,000"
            return "VERB" if self.at(i + 1) == "at" or self._begins_amount(i + 1) else None
        does = self.low[i] in acts() and self._begins_amount(i + 1)  # "the army holds 531 square miles"
        moves = self.low[i] in _MOVES and (behind == "ADP" or self._begins_amount(i + 1))
        return "VERB" if does or moves else None

    def _is_noun_by_form(self, i: int, before: str, behind: str) -> bool:
        """ "the defence *ministry* denied", "*turnout* was 72 percent": no verb by its form."""
        word = self.low[i]
        if word in _NEVER_VERBS or word.endswith(_NOUN_ENDS):
            return behind != "DET" and before not in {"PART"} and self.at(i - 1) not in _AUXILIARIES
        return False

    def _takes_object(self, i: int) -> bool:
        """An object, or what is said, begins at token `i`."""
        return self.at(i) in {"the", "a", "an", "its", "their", "that", "it"} or self._begins_amount(i)

    def _may_begin(self, word: str) -> bool:
        """ "*Gold* touched a record": a sentence begins with its subject, not with a plain verb before a verb."""
        return word.isalpha() and not word.endswith(("ing", "ed", "en")) and word.lower() not in _OPENING_VERBS

    def _is_no_verb(self, i: int, before: str) -> bool:
        """ "a *pay* rise", "said *revenue* rose": a plain form behind an article, or between two verbs."""
        if self.low[i] in _AUXILIARIES or self.low[i].endswith(("ed", "ing", "en", "wn", "ght")):
            return False
        if self.at(i - 1) in {"a", "an", "the", "its", "their", "his"}:
            return self.low[i] not in acts()
        return before == "VERB" and self.at(i + 1) in _MOVES and self.at(i - 1) not in _AUXILIARIES

    def _begins_amount(self, i: int) -> bool:
        return self.kind(i) in {"number", "symbol"} or self.at(i) in _AMOUNT_WORDS

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its words, each once."""
        return frozenset(self.low)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries that capitals name in it, by their names, capitals and demonyms, in order."""
        named = (i for i in range(self.size) if self.is_capital(i))
        found = (country_of(f"{self.text(i)} {self.text(i + 1)}") or country_of(self.text(i)) for i in named)
        return tuple(country for country in found if country)

    @cached_property
    def is_title_case(self) -> bool:
        """Most of its longer words begin with a capital, so that capitals say nothing about names."""
        words = [token for token in self.tokens[1:] if token.kind == "word" and len(token.text) > 3]
        return len(words) >= 2 and sum(token.is_capital for token in words) > 0.7 * len(words)

    def at(self, index: int) -> str:
        """The lower-cased word at `index`, "" outside the sentence."""
        return self.low[index] if 0 <= index < self.size else ""

    def text(self, index: int) -> str:
        """The word as written at `index`, "" outside the sentence."""
        return self.tokens[index].text if 0 <= index < self.size else ""

    def kind(self, index: int) -> str:
        """The kind of token at `index`, "" outside the sentence."""
        return self.tokens[index].kind if 0 <= index < self.size else ""

    def tag(self, index: int) -> str:
        """The word class at `index`, "" outside the sentence."""
        return self.tags[index] if 0 <= index < self.size else ""

    def glued(self, index: int) -> bool:
        """The token at `index` follows the one before without a space."""
        return 0 <= index < self.size and self.tokens[index].glued

    def is_capital(self, index: int) -> bool:
        """The token at `index` begins with a capital letter."""
        return 0 <= index < self.size and self.tokens[index].is_capital

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where tokens [first, last) stand in the document's text."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def words(self, first: int, last: int) -> str:
        """The text of tokens [first, last), exactly as written."""
        start, end = self.span(first, last)
        return self.document.text[start:end]

    def follows(self, index: int, *expected: str) -> bool:
        """Whether exactly these words stand from `index` on."""
        if not 0 <= index < self.size or self.low[index] != expected[0]:
            return False
        return len(expected) == 1 or self.low[index : index + len(expected)] == list(expected)

    def phrase(self, index: int, *expected: str) -> int:
        """The token after these words where they stand from `index` on, glued hyphens between them allowed; else 0."""
        at = index
        for word in expected:
            at = self.skip_hyphen(at)
            if self.at(at) != word:
                return 0
            at += 1
        return at

    def skip_hyphen(self, index: int) -> int:
        """`index`, or one further where a glued hyphen stands there."""
        return index + 1 if self.at(index) == "-" and self.glued(index) else index


@lru_cache(maxsize=256)
def line_of(document: Document, sentence: Sentence) -> Line:
    """The sentence's line; kept for a while, as who, where and what ask for the same one."""
    return Line(document, sentence)
