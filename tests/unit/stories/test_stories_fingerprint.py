"""The fingerprint: same words, same marks, whatever was done to the typography; another digit, other marks."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.stories.fingerprint import LEAST_SAMPLE, WINDOW, fingerprint, shingles_of, title_key, words_of

FERRY = (
    "The ferry Saint Brannoc lost both engines eleven miles off Calder Point on Tuesday night, and 214 passengers were "
    "taken off by lifeboats before dawn, the coastguard said."
)


WORDS = ["ash", "birch", "cedar", "7", "19", "elm", "fir", "oak"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We wait,” she said – calmly", '"We wait," she said - calmly'),
        ("the mayor’s  office\n\nclosed", "The Mayor's office closed"),
        ("an area of 531 km²", "an area of 531 km2"),
        ("co\u00adopera\u00adtion ends", "cooperation ends"),
        ("ＦＵＬＬ width 12", "full width 12"),
    ],
)
def test_typography_changes_no_word(one: str, other: str) -> None:
    """Quotes, dashes, case, width, soft hyphens and line breaks are not part of a word."""
    assert words_of(one) == words_of(other)
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prices rose 3.1 percent", "prices rose 3.7 percent"),
        ("it lost $5 million", "it lost €5 million"),
        ("it stood at -4 degrees", "it stood at 4 degrees"),
        ("a stake of 40%", "a stake of 40"),
        ("1,376 were counted", "1,367 were counted"),
        ("तापमान 40 डिग्री था", "तापमान 41 डिग्री था"),
    ],
)
def test_a_changed_figure_changes_the_words(one: str, other: str) -> None:
    """Digits, signs, currencies and percent signs are words of their own."""
    assert words_of(one) != words_of(other)
    assert fingerprint(one).shingles != fingerprint(other).shingles


def test_a_digit_costs_the_shingles_around_it_only() -> None:
    """One number changed leaves all but five shingles as they were."""
    before, after = fingerprint(FERRY).shingles, fingerprint(FERRY.replace("214", "241")).shingles

    assert len(before - after) == 5
    assert len(after) == len(before)


def test_scripts_without_spaces_have_words() -> None:
    """Japanese, Chinese and Thai texts have shingles that survive a cut."""
    for text in (
        "地震で少なくとも二十七人が死亡し、百四十人が負傷した。",
        "地震造成至少二十七人死亡一百四十人受伤",
        "แผ่นดินไหวคร่าชีวิตผู้คนอย่างน้อย",
    ):
        whole, part = fingerprint(text).shingles, fingerprint(text[4:]).shingles

        assert len(whole) > 5
        assert part < whole


def test_another_process_finds_the_same_hashes() -> None:
    """Nothing of a fingerprint depends on the process that made it."""
    script = f"from monitor.stories.fingerprint import fingerprint; print(fingerprint({FERRY!r}).sample)"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        )

        assert done.stdout.strip() == str(fingerprint(FERRY).sample)


@given(st.lists(st.sampled_from(WORDS), max_size=400))
def test_sample_is_part_of_the_shingles(words: list[str]) -> None:
    """Hashes fit a signed 64-bit column; every text with a word has a sample, and the sample is taken from the text."""
    mark = fingerprint(" ".join(words))

    assert set(mark.sample) <= mark.shingles
    assert mark.words == len(words)
    assert all(-(2**63) <= value < 2**63 for value in mark.shingles)
    assert len(mark.sample) >= min(LEAST_SAMPLE, len(mark.shingles))
    assert list(mark.sample) == sorted(set(mark.sample))


@given(st.lists(st.sampled_from(WORDS), min_size=5, max_size=60))
def test_a_run_of_words_keeps_its_shingles_wherever_it_stands(words: list[str]) -> None:
    """Rolling does not remember what came before: a shingle is the hash of its five words."""
    alone = shingles_of(words)

    assert shingles_of(["pine", "yew", "box", *words])[3:] == alone
    assert [shingles_of(words[at : at + 5])[0] for at in range(len(words) - 4)] == alone


@given(st.data())
def test_a_shared_run_of_words_is_always_found_again(data: st.DataObject) -> None:
    """Two texts that share nineteen words in a row share a hash of the sample, however long the rest of them."""
    run = data.draw(st.lists(st.sampled_from(WORDS), min_size=WINDOW + 4, max_size=40))
    before, after, other = (
        [f"{name}{number}" for number in data.draw(st.lists(st.integers(0, 10**6), max_size=80))]
        for name in ("pre ", "post ", "other ")
    )

    one, two = fingerprint(" ".join([*before, *run, *after])), fingerprint(" ".join([*other, *run]))

    assert set(one.sample) & set(two.sample)


@given(st.text(max_size=300))
def test_any_text_has_a_fingerprint(text: str) -> None:
    """Whatever a page holds, a fingerprint comes of it, and of its normalised words the same one."""
    assert fingerprint(text).words == len(words_of(text))


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("UPDATE 2-Ferry adrift off Calder Point", "ferry adrift off calder point"),
        ("Ferry adrift off Calder Point | The Calder Mail", "ferry adrift off calder point"),
        ("EXCLUSIVE: Ferry adrift off Calder Point", "ferry adrift off calder point"),
        ("“Ferry” adrift off Calder Point", "ferry adrift off calder point"),
        ("Ferry adrift, 214 saved", "ferry adrift 214 saved"),
    ],
)
def test_title_key(title: str, key: str) -> None:
    """What agencies and outlets put around a headline is no part of it."""
    assert title_key(title) == key
