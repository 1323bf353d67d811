"""Copies, on reprints made from own texts: which are folded, and that what only looks alike is not."""

import pytest

from monitor.placing import place_in_story
from monitor.store.engine import open_store
from tests.newsroom import agreement, reprints


@pytest.fixture
def uow(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    with store.begin() as begun:
        yield begun
    store.close()


def stories(texts, uow):
    """text id → story id, as the monitor places them."""
    placed = {}
    for text in texts:
        placement, _ = place_in_story(text.article(), uow, text.published)
        placed[text.id] = placement.story
    return placed


@pytest.mark.parametrize("seed", [1, 2])
def test_reprints_are_folded_and_nothing_else(uow, seed, capsys):
    """Trimmed, cut, edited, embedded, retitled: F1 ≥ .98 over pairs at a precision of .995, hard negatives among them."""
    texts = reprints(seed)
    score = agreement({text.id: text.story for text in texts}, stories(texts, uow))
    with capsys.disabled():
        print(f"\nreprints, seed {seed}: {score}")
    assert score.precision >= 0.995
    assert score.f1 >= 0.98
