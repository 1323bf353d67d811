"""Which changes are told: conditions, drift, doubt, holds; and that one claim is told once."""

from datetime import timedelta

import pytest

from monitor.model.alert import AlertState, Condition, Threshold, Watch
from tests.factories import make_series
from tests.telling import MONDAY, tell
from workers.alerts import decide, review_held
from workers.series import detect

SERIES = make_series()
NOW = MONDAY + timedelta(days=20)


def run(condition, *told, order=None):
    """Let observations arrive one by one; the alerts decided, as (quote, state)."""
    watch = Watch(name="W", alert=condition)
    seen, history, known, decided = [], [], set(), []
    for observation in order or told:
        seen.append(observation)
        by_id = {each.id: each for each in seen}
        for change in detect(SERIES, seen):
            if change.id in known:
                continue
            known.add(change.id)
            about = by_id[change.observation]
            alert = decide(watch, change, about, SERIES, history=history, observations=seen, now=NOW)
            if alert:
                history.append((alert, about))
                decided.append((about.figure.quote, alert.state))
    return decided


def sent(*args, **kwargs):
    return [quote for quote, state in run(*args, **kwargs) if state is AlertState.SENT]


ANY = Condition()
STEPS = [tell(f"{n} cases", day, origin=f"o{day}") for day, n in enumerate((100, 102, 104, 106, 108, 112), start=1)]


def test_slow_drift_fires_when_it_has_added_up():
    """Five percent is measured from what was last told, so it fires once, not never and not every day."""
    assert sent(Condition(change=Threshold(relative=0.05)), *STEPS) == ["100", "106", "112"]


CONDITIONS = [
    (ANY, ["100", "102", "104", "106", "108", "112"]),
    (Condition(first=False), ["102", "104", "106", "108", "112"]),
    (Condition(change=Threshold(absolute=6)), ["100", "106", "112"]),
    (Condition(change=None), ["100"]),
    (Condition(direction="down"), ["100"]),
    (Condition(direction="up"), ["100", "102", "104", "106", "108", "112"]),
]


@pytest.mark.parametrize("condition, told", CONDITIONS)
def test_conditions(condition, told):
    """first, change and direction, as the settings file has them."""
    assert sent(condition, *STEPS) == told


LEVELS = [
    (Condition(above=105), ["106"]),
    (Condition(above=99), ["100"]),
    (Condition(above=99, first=False), []),
    (Condition(below=101), ["100"]),
    (Condition(above=103, below=95, first=False), ["104"]),
    (Condition(record="highest"), ["102", "104", "106", "108", "112"]),
    (Condition(record="lowest"), []),
    (Condition(record="any", above=1000), ["102", "104", "106", "108", "112"]),
]


@pytest.mark.parametrize("condition, told", LEVELS)
def test_levels(condition, told):
    """above and below are told when crossed, a record when it is one; what lies between is not."""
    assert sent(condition, *STEPS) == told


def test_a_level_is_told_each_time_it_is_crossed():
    """Down and up again is news again, also where the same number was told before."""
    told = [tell(f"{n} cases", day) for day, n in enumerate((480, 520, 540, 490, 520, 470), start=1)]
    assert sent(Condition(above=500), *told) == ["520", "520"]
    assert sent(Condition(below=500), *told) == ["480", "490", "470"]
    assert sent(Condition(record="highest"), *told) == ["520", "540"]


def test_a_level_is_in_the_unit_of_the_series():
    """1,300 square kilometres are more than 500 square miles, in whatever unit they are told."""
    series = make_series(unit="mile ** 2")
    told = [tell("450 square miles", 1), tell("1,240 square kilometers", 2), tell("1,350 square kilometers", 3)]
    watch, seen, decided = Watch(name="W", alert=Condition(above=500)), [], {}
    for each in told:
        seen.append(each)
        for change in detect(series, seen):
            about = {one.id: one for one in seen}[change.observation]
            alert = decide(watch, change, about, series, history=[], observations=seen, now=NOW)
            decided[about.figure.quote] = alert.state
    assert [quote for quote, state in decided.items() if state is AlertState.SENT] == ["1,350 square kilometers"]


def test_conflicts_and_corrections_can_be_asked_for_alone():
    """True is told whatever else was asked for, False never; unset they are changes as others."""
    army = tell("900 dead", 1, claimant="army", origin="a")
    rebels = tell("300 dead", 1.2, claimant="rebels", origin="b")
    only, never = Condition(first=False, change=None, conflict=True), Condition(conflict=False)
    assert sent(only, army, rebels) == ["300"]
    assert sent(Condition(first=False, change=None), army, rebels) == []
    assert sent(never, army, rebels) == ["900"]
    assert sent(ANY, army, rebels) == ["900", "300"]


def test_an_absolute_change_is_in_the_figures_unit():
    """100 means 100 square miles where square miles are told."""
    told = [tell("500 square miles", 1), tell("560 square miles", 2), tell("660 square miles", 3)]
    assert sent(Condition(change=Threshold(absolute=100)), *told) == ["500 square miles", "660 square miles"]


def test_a_new_episode_is_told_as_a_first():
    """It is not measured from the toll of months ago, and is not told where firsts were not asked for."""
    key = SERIES.key.model_copy(update={"measure": "deaths", "dimension": "count"})
    series, told = make_series(key=key), [tell("58 people died", 1), tell("9 people died", 90)]
    for condition, state in (
        (Condition(direction="up"), AlertState.SENT),
        (Condition(first=False), AlertState.WITHHELD),
    ):
        watch = Watch(name="W", alert=condition)
        old, new = detect(series, told)
        before = decide(watch, old, told[0], series, history=[], observations=told, now=NOW)
        alert = decide(watch, new, told[1], series, history=[(before, told[0])], observations=told, now=NOW)
        assert alert.state is state, alert


def test_one_claim_is_told_once_in_any_order():
    """Whichever wording comes first is told, and the other is not."""
    one = tell("approximately 59,000 troops", 1)
    other = tell("just under 60,000 troops", 1.5, claimant=None, outlet="Nine")
    assert len(sent(ANY, one, other)) == len(sent(ANY, order=[other, one])) == 1


def test_what_is_older_than_what_was_told_is_not_told():
    """An outage brings Tuesday's figure after Wednesday's."""
    tuesday, wednesday = tell("27 people died", 2), tell("40 people died", 3)
    assert sent(ANY, order=[wednesday, tuesday]) == ["40"]


def test_confirm_waits_for_an_independent_source():
    """Two outlets with one origin are one source."""
    first = tell("100 cases", 1, origin="a")
    reprint = tell("some 100 cases", 1.1, origin="a", outlet="Reprint", claimant=None)
    other = tell("100 cases", 1.2, origin="b", outlet="Other", claimant=None)
    assert run(Condition(confirm=2), first, reprint) == [("100", AlertState.HELD)]
    watch = Watch(name="W", alert=Condition(confirm=2))
    change = detect(SERIES, [first])[0]
    held = decide(watch, change, first, SERIES, history=[], observations=[first], now=NOW)
    assert held.state is AlertState.HELD
    assert review_held(held, change, first, SERIES, [first, reprint], watch, now=NOW) is None
    released = review_held(held, change, first, SERIES, [first, reprint, other], watch, now=NOW)
    assert released.state is AlertState.SENT and "2 independent" in released.because


def test_a_slip_is_held_then_withheld_when_corrected():
    """Ten times as many waits; the publisher's own correction ends it."""
    right = tell("40 people died", 3, origin="a")
    typo = tell("400 people died", 3.5, outlet="Tribune", origin="b")
    corrected = tell("40 people died", 4, outlet="Tribune", origin="b")
    watch = Watch(name="W", alert=Condition(hold=timedelta(days=2)))
    change = detect(SERIES, [right, typo])[-1]
    held = decide(watch, change, typo, SERIES, history=[], observations=[right, typo], now=NOW)
    assert held.state is AlertState.HELD and held.held_until == NOW + timedelta(days=2)
    gone = review_held(held, change, typo, SERIES, [right, typo, corrected], watch, now=NOW)
    assert gone.state is AlertState.WITHHELD and "Tribune" in gone.because


def test_a_jump_that_is_true_goes_out():
    """Confirmed by another source at once; unconfirmed and uncontradicted when its hold is over."""
    right = tell("40 people died", 3, origin="a")
    jump = tell("400 people died", 3.5, origin="b", outlet="Tribune")
    second = tell("400 people died", 3.6, origin="c", outlet="Other", claimant=None)
    watch = Watch(name="W", alert=ANY)
    change = detect(SERIES, [right, jump])[-1]
    held = decide(watch, change, jump, SERIES, history=[], observations=[right, jump], now=NOW)
    assert review_held(held, change, jump, SERIES, [right, jump], watch, now=NOW) is None
    assert review_held(held, change, jump, SERIES, [right, jump, second], watch, now=NOW).state is AlertState.SENT
    late = review_held(held, change, jump, SERIES, [right, jump], watch, now=held.held_until)
    assert late.state is AlertState.SENT and "nobody else" in late.because


def test_max_jump_is_the_watchs_own_doubt():
    """A watch may doubt a doubling."""
    told = [tell("40 cases", 1), tell("90 cases", 2)]
    assert run(Condition(max_jump=2), *told)[-1] == ("90", AlertState.HELD)
    assert run(Condition(max_jump=3), *told)[-1] == ("90", AlertState.SENT)


def test_what_is_on_hold_was_not_told():
    """The next figure is measured from what was sent, not from a slip that nobody has confirmed."""
    right, typo = tell("40 people died", 3, origin="a"), tell("400 people died", 3.5, outlet="Tribune", origin="b")
    later = tell("58 people died", 5, origin="c")
    decided = run(Condition(direction="up"), right, typo, later)
    assert decided == [("40", AlertState.SENT), ("400", AlertState.HELD), ("58", AlertState.SENT)]


SMALL = [
    ("two hospitals", False),
    ("12 hospitals", True),
    ("two people died", True),
    ("4 metres of snow", True),
    ("They waited four days.", False),
    ("They waited 14 days.", True),
    ("He was sentenced to three years.", True),
    ("A 35-year-old sergeant surrendered.", False),
]


@pytest.mark.parametrize("words, told", SMALL)
def test_small_numbers_are_no_first_news(words, told):
    """Every text holds a few of something, some days and an age; people harmed and prison terms are never few."""
    assert bool(sent(ANY, tell(words))) is told


def test_a_count_of_nothing_named_is_no_first_news():
    """What changes is told, whatever it counts."""
    bare = tell("900", 1, measure=None)
    assert sent(ANY, bare) == []
    assert sent(ANY, bare, tell("1,400", 3, measure=None)) == ["1,400"]


def test_a_step_is_told_with_the_level_it_led_to():
    """By itself a step is news; beside its level it is not, also where a watch asks for levels."""
    alone = tell("The toll rose by 900.", 1)
    beside = tell("The toll rose by 900.", 1, step_of=40)
    assert (sent(ANY, alone), sent(ANY, beside)) == (["900"], [])
    assert sent(Condition(above=500), beside) == []


def test_last_years_figure_confirms_nothing():
    """Another source that had the same number long ago is no second source for it now."""
    old = tell("400 people died", 1, as_of=-300, origin="z", outlet="Old", claimant=None)
    right, jump = tell("40 people died", 3, origin="a"), tell("400 people died", 3.5, origin="b", outlet="Tribune")
    watch = Watch(name="W", alert=ANY)
    change = detect(SERIES, [old, right, jump])[-1]
    held = decide(watch, change, jump, SERIES, history=[], observations=[old, right, jump], now=NOW)
    assert change.implausible and held.state is AlertState.HELD
