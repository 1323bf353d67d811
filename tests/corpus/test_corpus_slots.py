"""What a figure counts, measures, whose it is, where, who says so and in which mood: own sentences, slot by slot."""

from collections import Counter
from datetime import date
from pathlib import Path

from workers.figures import claimant, read

FILE = Path(__file__).parent / "slots" / "sentences.tsv"
SLOTS = ("counted", "measure", "subject", "scope", "claimant", "mood")
#: Least share right per slot. Raised when the grammar gets better, never lowered.
FLOOR = {"counted": 0.85, "measure": 0.85, "subject": 0.85, "scope": 0.85, "claimant": 0.80, "mood": 0.90}


def rows():
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def told(figure, slot):
    if slot == "claimant":
        return claimant(figure.attribution)
    value = getattr(figure, slot)
    return value.value if slot == "mood" else value


def test_slots(capsys):
    """Every figure is found, and each slot is right as often as it was before."""
    right, total, wrong = Counter(), Counter(), []
    for sentence, quote, *slots in rows():
        found = {figure.quote: figure for figure in read(sentence, published=date(2026, 3, 2))}
        assert quote in found, (sentence, list(found))
        for slot, wanted in zip(SLOTS, slots, strict=True):
            if wanted == "*":
                continue
            value = told(found[quote], slot)
            total[slot] += 1
            if value == (None if wanted == "-" else wanted):
                right[slot] += 1
            else:
                wrong.append(f"{slot}: {value!r}, not {wanted!r}: {sentence}")
    with capsys.disabled():
        print("\nslots right: " + ", ".join(f"{slot} {right[slot]}/{total[slot]}" for slot in SLOTS))
    low = {slot for slot in SLOTS if right[slot] < FLOOR[slot] * total[slot]}
    assert not low, "\n".join(wrong)
