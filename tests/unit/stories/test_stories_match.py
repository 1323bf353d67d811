"""New, copy or update: on texts of our own and on the demo wire."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.cli.demo.wire import load_wire
from monitor.model.article import Article
from monitor.model.noun import derive_id
from monitor.model.story import Placement, Story, Verdict
from monitor.stories.compare import mark_of
from monitor.stories.fingerprint import fingerprint
from monitor.stories.match import FURNITURE_STORIES, MOST_CANDIDATES, candidates, place

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)

FERRY = """HOLM QUAY, May 4 (Northern Wire) - The ferry Saint Brannoc lost both engines eleven miles off Calder Point on Monday night and drifted for six hours, the coastguard said.

All 214 passengers and 31 crew were taken off by three lifeboats before dawn. Nine people were treated for cold, none of them badly.

"The sea was kinder to us than the company was," said Marta Oyelaran, who was travelling with two small children and a dog.

The operator, Brannoc Lines, said that water had got into a fuel tank. It did not say when the ship had last been inspected.

The vessel was built in 1988 and has changed hands four times. A tug is holding it two miles from the rocks while divers look at its rudder.

Transport minister Iain Sorley told parliament that he had ordered checks on the company's six other ships, and that none would sail before they were done.

Islanders rely on the line for fuel and food. Shops on Outer Calder expect shelves to be empty by the weekend if the boats stay in harbour."""

BUDGET = """The city of Tarn will cut its street lighting by a third from October, councillors decided on Monday after a debate that lasted until midnight.

The measure saves 2.4 million crowns a year, the treasurer said, about half of the gap that the collapse of the tyre works has left in the budget.

Residents of the northern quarter had collected 11,000 signatures against it. They fear for students who walk home from the late trains.

Mayor Olga Fenn said the lamps around stations, schools and the hospital would stay on all night."""

MILL = """Fire has destroyed the timber mill at Elk Ford, the largest employer of the upper valley, the fire service said on Monday.

Nobody was hurt, because the night shift had been cancelled for want of logs. The flames were seen from the far side of the lake, eight miles off.

The owner said that it was too early to speak of rebuilding. About 160 people work at the mill in winter.

Investigators looked at a dryer which had been repaired last week and which neighbours had heard running all Sunday."""

SCHOOL = """One teacher in five has left the outer islands since the autumn, according to a survey by their union which was published on Monday.

Most of them named rents, which have doubled since the new resort opened its gates. Others spoke of the boats, which no longer run on Fridays.

The council has offered a bonus of 3,000 crowns to those who stay. The union calls it an insult, since a room costs that much by the season.

Classes on Outer Calder are now taught by video on two days of the week, and parents take turns to watch."""

BACKGROUND = (
    "The Sarn valley dam, finished in 1962, holds back 190 million cubic metres of water above the towns of Elk Ford and "
    "Upper Sarn, and engineers have warned since the drought of 2011 that its spillway is too narrow for a great flood."
)


def article(
    text: str,
    *,
    title: str = "Ferry adrift off Calder Point",
    outlet: str = "Northern Wire",
    url: str = "",
    at: datetime = NOON,
) -> Article:
    """An article whose text begins with its title."""
    whole = f"{title}\n\n{text}"
    address = url or f"https://{outlet.replace(' ', '').lower()}.example/{derive_id('p', whole, at)}"
    return Article(
        id=derive_id("article", address, whole),
        outlet=outlet,
        url=address,
        title=title,
        text=whole,
        published_at=at,
        seen_at=at,
        cleaner_version="1",
    )


class Desk:
    """Places articles as the monitor does, with the index in memory."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, str]] = []
        self.leads: dict[str, tuple[Story, Article]] = {}

    def take(self, new: Article) -> Placement:
        """Decide and remember."""
        mark = mark_of(new)
        holding = [row for row in self.rows if row[0] in mark.sample]
        ids = dict.fromkeys(candidates(mark, holding))
        ids.update((id, None) for id, (_, lead) in self.leads.items() if lead.url == new.url)
        verdict = place(new, mark, [self.leads[id] for id in ids])
        if verdict.verdict is not Verdict.COPY:
            story = Story(id=verdict.story, lead=new.id, title=new.title, opened_at=new.published_at)
            self.leads[verdict.story] = (story, new)
            self.rows += [(value, verdict.story) for value in mark.sample]
        return verdict


def placed(*articles: Article) -> list[Placement]:
    """All of them, in order, on one desk."""
    desk = Desk()
    return [desk.take(each) for each in articles]


def said(placement: Placement, of: Article) -> list[str]:
    """The sentences that are still to be read."""
    return [of.text[start:end] for start, end in placement.unseen]


# ── copies ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_verbatim_copy_owes_nothing() -> None:
    """The same text at another outlet is a copy with nothing to read."""
    lead, copy = article(FERRY), article(FERRY, outlet="Calder Mail", at=NOON + timedelta(hours=2))

    new, verdict = placed(lead, copy)

    assert new.verdict is Verdict.NEW
    assert new.story == derive_id("story", lead.id)
    assert (verdict.verdict, verdict.story, verdict.unseen) == (Verdict.COPY, new.story, ())
    assert verdict.score == 1.0
    assert "verbatim" in verdict.because


@pytest.mark.parametrize("keep", [1, 2, 3, 4, 5, 6])
def test_a_trimmed_copy_owes_nothing(keep: int) -> None:
    """A copy cut after any paragraph is a copy; nothing in it is new."""
    trimmed = article("\n\n".join(FERRY.split("\n\n")[:keep]), outlet="Calder Mail")

    verdict = placed(article(FERRY), trimmed)[1]

    assert (verdict.verdict, verdict.unseen) == (Verdict.COPY, ())


def test_a_longer_copy_owes_what_it_adds() -> None:
    """A lead that stands inside a longer copy: only the paragraph around it is read."""
    added = "The Calder Mail has learned that 17 crew members had refused to sail in March over unpaid wages."
    longer = article(f"{FERRY}\n\n{added}", outlet="Calder Mail")

    verdict = placed(article(FERRY), longer)[1]

    assert verdict.verdict is Verdict.COPY
    assert said(verdict, longer) == [added]


def test_whoever_published_first_is_held_as_copy_of_what_came_first() -> None:
    """An article published before the lead but seen later is still a copy of it."""
    verdict = placed(article(FERRY), article(FERRY, outlet="Calder Mail", at=NOON - timedelta(hours=5)))[1]

    assert verdict.verdict is Verdict.COPY


@pytest.mark.parametrize("number", sorted(set(re.findall(r"\d+", FERRY)) - {"4"}))
def test_a_changed_number_is_never_hidden(number: str) -> None:
    """One digit changed anywhere in a copy: the sentence it stands in is unseen, and no other."""
    changed = str(int(number) + 1)
    copy = article(FERRY.replace(number, changed), outlet="Calder Mail")

    verdict = placed(article(FERRY), copy)[1]

    assert verdict.verdict is Verdict.COPY
    assert len(verdict.unseen) == 1
    assert re.search(rf"\b{changed}\b", said(verdict, copy)[0])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("All 214 passengers", "All 241 passengers"),
        ("eleven miles", "twelve miles"),
        ("none of them badly", "one of them badly"),
        ("The operator, Brannoc Lines, said that water", "Water"),
        ("had ordered checks", "had not ordered checks"),
    ],
)
def test_a_sentence_that_says_something_else_is_read(before: str, after: str) -> None:
    """A word changed, a source cut away, a "not" put in: the sentence is not the lead's."""
    copy = article(FERRY.replace(before, after), outlet="Calder Mail")

    verdict = placed(article(FERRY), copy)[1]

    assert verdict.verdict is Verdict.COPY
    assert len(verdict.unseen) == 1


def test_a_line_of_a_table_is_no_dateline() -> None:
    """ "FRANCE - 40" under the text says something else than "NORLAND - 40"."""
    lead = article(f"{FERRY}\n\nNORLAND - 40 passengers\n\nTARN - 12 passengers")
    copy = article(f"{FERRY}\n\nFRANCE - 40 passengers\n\nTARN - 12 passengers", outlet="Calder Mail")

    assert said(placed(lead, copy)[1], copy) == ["FRANCE - 40 passengers"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("HOLM QUAY, May 4 (Northern Wire) - ", ""),
        lambda text: text.replace("HOLM QUAY, May 4 (Northern Wire) - ", "HOLM QUAY (NW) — "),
        lambda text: text.replace('"', "”").replace("'", "’"),
        lambda text: text.replace("\n\n", " "),
        lambda text: text.replace(". ", ".\n\n"),
        lambda text: text.replace(" - ", " – ").replace(" and ", "  and "),
    ],
)
def test_typography_makes_no_sentence_unseen(change) -> None:
    """Datelines, quotes, dashes, spaces and paragraphs may differ; nothing has to be read again."""
    verdict = placed(article(FERRY), article(change(FERRY), outlet="Calder Mail"))[1]

    assert (verdict.verdict, verdict.unseen) == (Verdict.COPY, ())


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Ferry adrift off Calder Point", False),
        ("UPDATE 1-Ferry adrift off Calder Point", False),
        ("Lifeboats and coastguard before dawn", False),
        ("Ferry adrift: 241 saved", True),
        ("Six hours adrift off Calder Point", True),
        ("Disaster narrowly avoided at Calder", True),
    ],
)
def test_a_new_headline_is_read_if_it_says_something(title: str, read: bool) -> None:
    """A headline with a number or a new word is read; one that only rearranges the lead's words is not."""
    copy = article(FERRY, title=title, outlet="Calder Mail")

    verdict = placed(article(FERRY), copy)[1]

    assert verdict.verdict is Verdict.COPY
    assert said(verdict, copy) == ([title] if read else [])


@pytest.mark.parametrize("seed", range(5))
def test_a_copy_edited_in_every_tenth_word_is_a_copy(seed: int) -> None:
    """Half of the shingles survive, all over the text."""
    chance = random.Random(seed)
    words = FERRY.split(" ")
    edited = " ".join(
        word if (at + seed) % 10 else chance.choice(["thus", "hence", "so"]) for at, word in enumerate(words)
    )

    assert placed(article(FERRY), article(edited, outlet="Calder Mail"))[1].verdict is Verdict.COPY


@pytest.mark.parametrize(
    ("lead", "before", "after"),
    [
        (
            "Паром «Святой Бран» потерял ход в одиннадцати милях от мыса в ночь на вторник. Спасено 214 пассажиров и 31 член экипажа, сообщила береговая охрана. Причиной стала вода в топливе, заявил владелец судна.",
            "214",
            "241",
        ),
        (
            "渡轮在海角外十一英里处失去动力，漂流了六个小时。救生艇在黎明前救出了214名乘客和31名船员。船公司说燃料箱进了水。部长下令检查其余六艘船。",
            "214",
            "241",
        ),
        (
            "अंतरीप के पास नौका के इंजन बंद हो गए और वह छह घंटे तक बहती रही। तटरक्षक ने कहा कि 214 यात्रियों को बचाया गया। कंपनी ने कहा कि ईंधन में पानी चला गया था।",
            "214",
            "241",
        ),
        (
            "فقدت العبارة محركيها قبالة الرأس وانجرفت ست ساعات. قال خفر السواحل إن 214 راكبا أنقذوا قبل الفجر. وقالت الشركة إن الماء تسرب إلى خزان الوقود.",
            "214",
            "241",
        ),
    ],
)
def test_other_scripts(lead: str, before: str, after: str) -> None:
    """Russian, Chinese, Hindi and Arabic: a copy is a copy, and the one changed number is to be read."""
    held, copy = article(lead, title=""), article(lead.replace(before, after), title="", outlet="B")
    verdict = placed(held, copy)[1]

    assert placed(held, article(lead, title="", outlet="B"))[1].unseen == ()
    assert verdict.verdict is Verdict.COPY
    assert len(verdict.unseen) == 1
    assert after in said(verdict, copy)[0]


def test_half_a_text_kept_behind_a_new_beginning_is_a_copy() -> None:
    """A desk that writes a new top and keeps the agency's second half carries the agency's text."""
    parts = FERRY.split("\n\n")
    mixed = article("\n\n".join([*MILL.split("\n\n")[:3], *parts[3:]]), outlet="Calder Mail")

    assert placed(article(FERRY), mixed)[1].verdict is Verdict.COPY


# ── what is no copy ──────────────────────────────────────────────────────────────────────────────────────────


def test_equal_titles_fold_nothing() -> None:
    """Two short notes under one headline with different texts are two stories."""
    one = article("Fog keeps the morning boats in harbour.", title="What we know on day 1,004 of the war")
    two = article("Shells fell on the port again overnight.", title="What we know on day 1,004 of the war", outlet="B")

    assert [each.verdict for each in placed(one, two)] == [Verdict.NEW, Verdict.NEW]


def test_a_background_paragraph_makes_no_copy() -> None:
    """Two reports that end in the same paragraph about the dam are two stories."""
    one = article(
        "Heavy rain has filled the lake above Elk Ford to within a metre of the crest, the river authority said.\n\n"
        f"Villagers below have been told to pack a bag and wait for the sirens.\n\n{BACKGROUND}",
        title="Lake above Elk Ford almost full",
    )
    two = article(
        "A court in the capital has fined the builder Strand & Sons for cement that crumbled in the hands of inspectors.\n\n"
        f"The firm will appeal, its lawyer said outside. He called the judgment a surprise to everybody.\n\n{BACKGROUND}",
        title="Builder fined over crumbling cement",
    )

    assert [each.verdict for each in placed(one, two)] == [Verdict.NEW, Verdict.NEW]


def market(day: int, numbers: list[str]) -> Article:
    """A daily report as a machine writes it."""
    index, change, volume, bank, rise, bond, crown = numbers
    return article(
        f"The Tarn stock exchange's leading index closed at {index} points, a change of {change} percent from the day before.\n\n"
        f"Shares worth {volume} million crowns changed hands, the exchange said in its daily report. Among the most traded "
        f"shares were those of Fenn Bank, which closed at {bank} crowns, {rise} percent higher than the day before.\n\n"
        f"The yield of ten-year government bonds stood at {bond} percent in late trading, dealers said. One euro cost "
        f"{crown} crowns in the interbank market.",
        title="Tarn stocks: closing report",
        outlet="Tarn Finance",
        at=NOON + timedelta(days=day),
    )


def test_daily_reports_from_one_form_stay_apart() -> None:
    """Two days of one market report share their words and not their numbers: two stories."""
    monday = market(0, ["1,204.7", "0.4", "310", "88.2", "1.1", "3.41", "7.92"])
    tuesday = market(1, ["1,198.3", "0.5", "275", "87.9", "0.3", "3.44", "7.95"])

    assert [each.verdict for each in placed(monday, tuesday)] == [Verdict.NEW, Verdict.NEW]
    assert placed(monday, article(monday.body, title=monday.title, outlet="B"))[1].verdict is Verdict.COPY


def bank(country: str, did: str, governor: str, spoke: str) -> str:
    """A rate decision as an agency reports it everywhere."""
    return (
        f"The central bank of {country} {did} on Wednesday, as most analysts had expected, and signalled that it would now wait "
        f"and see how prices went on before the autumn.\n\n"
        f"Annual inflation was close to its target in June, and the bank left its forecast for the end of the year alone.\n\n"
        f'"{spoke}" governor {governor} told a news conference in the capital.'
    )


def test_two_stories_of_one_desk_from_one_form_stay_apart() -> None:
    """The same agency on two central banks, in half the same words, on people of other names; another outlet's is a copy."""
    one = article(
        bank(
            "Tarn",
            "cut its main rate by a quarter of a point",
            "Mira Halden",
            "We have taken three steps, now we look.",
        ),
        title="Tarn cuts rate, signals pause",
    )
    words = bank("Sarn", "kept its main rate", "Odile Vance", "The orchards froze and we must not freeze with them.")
    other = article(words, title="Sarn holds rate, signals pause", at=NOON + timedelta(hours=5))

    assert [each.verdict for each in placed(one, other)] == [Verdict.NEW, Verdict.NEW]
    cut = article("\n\n".join(one.body.split("\n\n")[:2]), title="Tarn cuts rate", outlet="B")
    assert placed(one, cut)[1].verdict is Verdict.COPY


def test_a_round_up_belongs_to_none_of_its_stories() -> None:
    """A page that holds three whole stories is a story of its own; what comes later still finds its own lead."""
    lamps = article(BUDGET, title="Tarn turns off a third of its lamps", outlet="B")
    mill = article(MILL, title="Fire at the Elk Ford mill", outlet="C")
    school = article(SCHOOL, title="Teachers leave the islands", outlet="D")
    all_three = article(f"{BUDGET}\n\n{MILL}\n\n{SCHOOL}", title="Monday in the north", outlet="E")

    verdicts = placed(lamps, mill, school, all_three, article(MILL, title="Mill burns", outlet="F"))

    assert verdicts[3].verdict is Verdict.NEW
    assert "round-up" in verdicts[3].because
    assert (verdicts[4].verdict, verdicts[4].story) == (Verdict.COPY, verdicts[1].story)


def test_a_passage_deep_in_a_live_page_opens_its_own_story() -> None:
    """A short text that stands far down in a long live page is no trimmed copy of that page."""
    entries = "\n\n".join(
        f"{hour}:05 Crews in the {word} district report {hour * 3} calls since morning and ask for {word} sandbags near the {word} bridge."
        for hour, word in enumerate(
            ["northern", "southern", "old", "harbour", "mill", "station", "castle", "lower"], start=8
        )
    )
    passage = BUDGET.split("\n\n")[1]
    live = article(
        f"{entries}\n\n{entries.replace('Crews', 'Teams').replace('calls', 'alarms')}\n\n{passage}", title="Flood live"
    )

    verdict = placed(live, article(passage, title="Lighting cut", outlet="B"))[1]

    assert verdict.verdict is Verdict.NEW
    assert "inside" in verdict.because


def test_a_paragraph_that_three_stories_hold_is_furniture() -> None:
    """A note that shares only an agency's standing paragraph with many stories is new."""
    tails = ["Traders shrugged.", "Farmers rejoiced.", "Nobody came.", "It rained."]
    notes = [
        article(f"{tail} {BUDGET.split(chr(10))[at * 2]}\n\n{BACKGROUND}", title=f"Note {at}", outlet=str(at))
        for at, tail in enumerate(tails)
    ]

    assert [each.verdict for each in placed(*notes)] == [Verdict.NEW] * 4


PROMOS = (
    "Subscribe to our morning letter and never miss what matters.",
    "No part of this page may be reproduced without permission in writing.",
    "Our app brings you the news even before you have had your coffee. Download it now.",
)


def test_promos_around_a_texts_first_sentence_make_a_copy() -> None:
    """More lines of furniture than of text, before and behind it: they say no number and no name."""
    first = FERRY.split("\n\n")[0]
    copy = article("\n\n".join((*PROMOS[:2], first, PROMOS[2])), title="At sea", outlet="Calder Mail")

    assert placed(article(FERRY), copy)[1].verdict is Verdict.COPY


@pytest.mark.parametrize(
    ("lead", "own"),
    [
        (FERRY, "The minister for ports, Ilse Maren, told our reporter that she had not been woken."),
        (FERRY, "Our reporter counted 14 buses at the quay before anybody had come off the ship."),
        (
            "渡轮在考尔德角外漂流了六个小时，船上二百四十一人全部获救，海岸警卫队周一表示。\n\n渡轮的发动机在午夜前停止了运转。",
            "港口的渔民整夜点着灯等候，没有人知道名单上写着谁，教堂的钟声一直响到天亮。",
        ),
    ],
    ids=["a name of its own", "a number of its own", "a script without capitals"],
)
def test_a_report_that_quotes_a_texts_first_sentence_is_none(lead: str, own: str) -> None:
    """What it says besides is its own."""
    first = lead.split("\n\n")[0]
    report = article("\n\n".join((own, first, own[::-1])), title="At sea", outlet="Calder Mail")

    assert placed(article(lead), report)[1].verdict is Verdict.NEW


# ── updates ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_edited_in_place_is_an_update() -> None:
    """Same address, one number changed without a word: an update, its sentence told."""
    before = article(FERRY, url="https://nw.example/ferry")
    after = article(FERRY.replace("Nine people", "Thirteen people"), url="https://nw.example/ferry", at=NOON)

    verdict = placed(before, after)[1]

    assert verdict.verdict is Verdict.UPDATE
    assert verdict.story == derive_id("story", before.id)
    assert said(verdict, after) == ["Thirteen people were treated for cold, none of them badly."]
    assert "same address" in verdict.because


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("UPDATE 2-Ferry adrift off Calder Point", ""),
        ("CORRECTED-Ferry adrift off Calder Point", ""),
        ("Ferry adrift off Calder Point", "(Adds minister, number of injured)\n\n"),
        ("Ferry adrift off Calder Point", ""),
    ],
)
def test_a_later_version_by_the_same_outlet_is_an_update(title: str, first: str) -> None:
    """Another address, the same outlet, later, changed: with a marker or most of the text kept."""
    later = article(
        first + FERRY.replace("Nine people", "Thirteen people"),
        title=title,
        url="https://nw.example/2",
        at=NOON + timedelta(hours=3),
    )

    assert placed(article(FERRY), later)[1].verdict is Verdict.UPDATE


@pytest.mark.parametrize("changed", [False, True], ids=["the same text", "one number changed"])
@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("UPDATE 1-Ferry adrift off Calder Point", ""),
        ("CORRECTED-Ferry adrift off Calder Point", ""),
        ("Ferry adrift off Calder Point", "(Adds minister, number of injured)\n\n"),
    ],
)
def test_an_update_marked_at_another_outlet_is_a_copy(title: str, first: str, changed: bool) -> None:
    """Desks print an agency's later version with its marker: only the agency's own replaces what the story is read from."""
    text = FERRY.replace("Nine people", "Thirteen people") if changed else FERRY
    foreign = article(first + text, title=title, outlet="Calder Mail", at=NOON + timedelta(hours=2))
    own = article(first + text, title=title, url="https://nw.example/2", at=NOON + timedelta(hours=3))

    _, copy, later = placed(article(FERRY), foreign, own)

    assert copy.verdict is Verdict.COPY
    assert ("Thirteen people were treated for cold, none of them badly." in said(copy, foreign)) is changed
    assert later.verdict is (Verdict.UPDATE if changed or first else Verdict.COPY)


def test_a_page_around_the_text_hides_no_later_version() -> None:
    """The version that its own outlet marks is one, though a fuller copy elsewhere holds it as well."""
    lead = article(FERRY)
    fuller = article(f"{FERRY}\n\n{SCHOOL}", outlet="Live", title="The day", at=NOON + timedelta(hours=1))
    later = article(
        f"{FERRY}\n\nA fourth lifeboat was sent at noon.",
        title="UPDATE 2-Ferry adrift off Calder Point",
        url="https://nw.example/2",
        at=NOON + timedelta(hours=3),
    )
    story = Story(id="story-1", lead=lead.id, title=lead.title, opened_at=NOON, fuller=fuller.id)

    verdict = place(later, mark_of(later), [(story, lead), (story, fuller)])

    assert verdict.verdict is Verdict.UPDATE
    assert said(verdict, later) == ["A fourth lifeboat was sent at noon."]


def test_an_earlier_or_foreign_version_is_a_copy() -> None:
    """What another outlet changes, or the same outlet published before, does not replace the lead."""
    changed = FERRY.replace("Nine people", "Thirteen people")
    foreign = article(changed, outlet="Calder Mail", at=NOON + timedelta(hours=3))
    older = article(changed, at=NOON - timedelta(hours=3))

    for other in (foreign, older):
        verdict = placed(article(FERRY), other)[1]
        assert verdict.verdict is Verdict.COPY
        assert len(verdict.unseen) == 1


def test_an_address_used_for_another_text_opens_a_story() -> None:
    """ "/latest" with another title and another text is no update."""
    one = article(FERRY, url="https://nw.example/latest")
    two = article(BUDGET, title="Tarn turns off a third of its lamps", url="https://nw.example/latest")

    assert placed(one, two)[1].verdict is Verdict.NEW


def test_an_alert_that_becomes_a_report_is_an_update() -> None:
    """One line under a headline, rewritten into a report at the same address within hours."""
    alert = article("More follows.", url="https://nw.example/ferry")
    report = article(FERRY, url="https://nw.example/ferry", at=NOON + timedelta(hours=1))

    assert placed(alert, report)[1].verdict is Verdict.UPDATE


def test_a_daily_page_at_one_address_is_a_story_a_day() -> None:
    """The morning briefing and the closing report stand at one address every day and are new every day."""
    briefing = [
        article(text, title="Morning briefing", url="https://nw.example/briefing", at=NOON + timedelta(days=day))
        for day, text in enumerate((BUDGET, MILL))
    ]
    monday = market(0, ["1,204.7", "0.4", "310", "88.2", "1.1", "3.41", "7.92"])
    tuesday = market(1, ["1,198.3", "0.5", "275", "87.9", "0.3", "3.44", "7.95"])
    closing = [each.model_copy(update={"url": "https://tf.example/closing"}) for each in (monday, tuesday)]

    assert [each.verdict for each in placed(*briefing)] == [Verdict.NEW, Verdict.NEW]
    assert [each.verdict for each in placed(*closing)] == [Verdict.NEW, Verdict.NEW]


def test_a_daily_page_with_its_imprint_is_a_story_a_day() -> None:
    """What stands below it every day makes no update of it; most of the text, kept for a day, does."""
    url = "https://nw.example/briefing"
    days = [
        article(f"{text}\n\n{BACKGROUND}", title="Morning briefing", url=url, at=NOON + timedelta(days=day))
        for day, text in enumerate((BUDGET, MILL))
    ]
    edited = article(f"{MILL}\n\nThe mill will not be rebuilt.", title="Mill", url=url, at=NOON + timedelta(days=2))

    assert [each.verdict for each in placed(*days, edited)] == [Verdict.NEW, Verdict.NEW, Verdict.UPDATE]


def test_an_edited_copy_of_a_text_opened_twice_is_found() -> None:
    """A form filled in anew stands in two stories: what both hold is the text, not a passage that texts share."""
    monday = market(0, ["1,204.7", "0.4", "310", "88.2", "1.1", "3.41", "7.92"])
    tuesday = market(1, ["1,198.3", "0.5", "275", "87.9", "0.3", "3.44", "7.95"])
    words = tuesday.text.split(" ")
    edited = " ".join(word if at % 9 else "indeed" for at, word in enumerate(words, start=1))
    copy = article(edited, title="Closing", outlet="Calder Mail", at=tuesday.published_at + timedelta(hours=1))

    first, second, verdict = placed(monday, tuesday, copy)

    assert second.verdict is Verdict.NEW
    assert verdict.verdict is Verdict.COPY
    assert verdict.story in (first.story, second.story)


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_order_of_leads_does_not_matter() -> None:
    """Whatever order the store answers in, the placement is the same."""
    desk = Desk()
    texts = [FERRY, BUDGET, f"{BACKGROUND}\n\n{BUDGET[:200]}"]
    for number, text in enumerate(texts):
        desk.take(article(text, title=f"T {number}", outlet=f"O {number}"))
    copy = article(FERRY + "\n\n" + BACKGROUND, outlet="Z")
    leads = list(desk.leads.values())

    verdicts = {place(copy, mark_of(copy), order) for order in (tuple(leads), tuple(reversed(leads)))}

    assert len(verdicts) == 1


@given(st.data())
def test_unseen_and_lead_together_hold_every_sentence(data: st.DataObject) -> None:
    """Of any mixture of two texts, a sentence that is not the first text's stands in an unseen span; spans are in order."""
    pool = [*re.split(r"(?<=\.)\s+", FERRY), *re.split(r"(?<=\.)\s+", BUDGET)]
    first = data.draw(st.lists(st.sampled_from(pool), min_size=4, max_size=12, unique=True))
    extra = data.draw(st.lists(st.sampled_from(pool), max_size=3, unique=True))
    lead = article(" ".join(first))
    copy = article(" ".join([*first, *extra]), outlet="B")
    verdict = placed(lead, copy)[1]
    if verdict.verdict is Verdict.NEW:
        return
    unread = " ".join(said(verdict, copy))

    assert all(sentence in unread for sentence in extra if sentence not in first and sentence[-1] == ".")
    assert list(verdict.unseen) == sorted(verdict.unseen)
    assert all(0 <= start < end <= len(copy.text) for start, end in verdict.unseen)


# ── candidates ───────────────────────────────────────────────────────────────────────────────────────────────


def test_candidates_are_few_and_the_best_comes_first() -> None:
    """A bounded number, the story that holds most of the rare hashes first; equal ones in the order of their ids."""
    mark = fingerprint(FERRY)
    holding = [(value, "story-best") for value in mark.sample] + [
        (mark.sample[at % 5], f"story-{at:03}") for at in range(40)
    ]

    found = candidates(mark, holding)

    assert found[0] == "story-best"
    assert len(found) <= MOST_CANDIDATES
    assert found == candidates(mark, list(reversed(holding)))


def test_a_hash_that_many_stories_hold_proposes_nobody() -> None:
    """Furniture in the index: stories that share only a common hash are not verified where others share a rare one."""
    mark = fingerprint(FERRY)
    common, rare = mark.sample[0], mark.sample[1]
    holding = [(common, f"story-{at}") for at in range(FURNITURE_STORIES + 1)] + [(rare, "story-rare")]

    assert candidates(mark, holding) == ["story-rare"]


def test_nothing_held_proposes_nobody() -> None:
    """An empty index has no candidates."""
    assert candidates(fingerprint(FERRY), []) == []


# ── the demo wire ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_demo_wire_folds_as_it_was_written() -> None:
    """Copies fold into their story, later versions update it, rewrites and new reports open their own."""
    desk = Desk()
    story: dict[str, str] = {}
    verdicts: dict[str, Verdict] = {}
    for item in sorted(load_wire().items, key=lambda item: item.at):
        new = article(
            "\n\n".join(item.paragraphs),
            title=item.title,
            outlet=item.outlet.name,
            url=f"https://w.example{item.path}",
            at=item.at,
        )
        placement = desk.take(new)
        story[item.id], verdicts[item.id] = placement.story, placement.verdict

    copies = {id for id in verdicts if "copy" in id}
    updates = {"quake-writethru", "quake-correction", "cholera-correction"}

    assert {id for id, verdict in verdicts.items() if verdict is Verdict.COPY} == copies
    assert {id for id, verdict in verdicts.items() if verdict is Verdict.UPDATE} == updates
    assert story["quake-writethru-copy"] == story["quake-first"] == story["quake-writethru"]
    assert story["front-rewrite-open"] != story["front-exclusive"]


# ── hostile texts ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    ["A." * 60_000, "A. " * 40_000, "Ab-" * 40_000, "(" * 100_000, "1," * 50_000, "\n a" * 30_000, "’" * 100_000],
)
def test_no_text_holds_up_the_desk(text: str) -> None:
    """A hundred thousand characters of one mark are placed at once, and their copy too."""
    verdicts = placed(article(text, title=""), article(text + " Nine people came.", title="", outlet="B"))

    assert len(verdicts) == 2
