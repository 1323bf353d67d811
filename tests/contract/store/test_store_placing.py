"""Placing at one moment in several processes: copies of one story make one story, whoever comes first."""

from __future__ import annotations

import multiprocessing
import random
from collections import Counter
from datetime import timedelta
from multiprocessing.synchronize import Barrier

from monitor.model.article import Article
from monitor.model.noun import derive_id
from monitor.model.story import Verdict
from monitor.placing import MOST_STORIES, place_in_story, reindex
from monitor.ports import Store
from monitor.store.engine import open_store
from monitor.stories.compare import mark_of
from tests.factories import NOW

ROUNDS = 200
PROCESSES = 4
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def text_of(number: int) -> str:
    """A text of sixty words in an invented tongue, in three paragraphs; another one for every round."""
    chance = random.Random(number)
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(60)]
    return "\n\n".join(" ".join(words[at : at + 20]).capitalize() + "." for at in (0, 20, 40))


def copy_of(number: int, process: int) -> Article:
    """What one outlet prints in one round, under a headline of its own."""
    title = f"Outlet {process} on story {number}"
    text = f"{title}\n\n{text_of(number)}"
    url = f"https://outlet{process}.example/{number}"
    return Article(
        id=derive_id("article", url),
        outlet=f"Outlet {process}",
        url=url,
        title=title,
        text=text,
        published_at=NOW + timedelta(minutes=number),
        seen_at=NOW + timedelta(minutes=number),
        cleaner_version="given",
    )


def place_all(url: str, process: int, together: Barrier) -> None:
    """One process: in each round it places its own copy the moment that all others place theirs."""
    store = open_store(url)
    for number in range(ROUNDS):
        article = copy_of(number, process)
        together.wait(timeout=60)
        with store.begin() as uow:
            place_in_story(article, uow, article.seen_at)
            uow.commit()
    store.close()


def test_copies_placed_at_once_make_one_story(url: str) -> None:
    """Four processes, two hundred rounds: each round's four articles are one story, opened by one of them."""
    open_store(url).close()
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(PROCESSES)
    placing = [spawn.Process(target=place_all, args=(url, each, together)) for each in range(PROCESSES)]
    for process in placing:
        process.start()
    for process in placing:
        process.join(timeout=100)

    assert [process.exitcode for process in placing] == [0] * PROCESSES
    store = open_store(url)
    with store.read() as uow:
        stories = uow.stories.recent(NOW - timedelta(days=1), 10_000)
        carried = {story.id: len(uow.articles.of_story(story.id)) for story in stories}
    store.close()
    assert len(carried) == ROUNDS
    assert set(carried.values()) == {PROCESSES}


def test_an_index_made_anew_finds_what_the_old_one_found(store: Store) -> None:
    """Emptied, it finds nothing; made anew from the leads, it finds every copy again."""
    with store.begin() as uow:
        first = [place_in_story(copy_of(number, 0), uow, NOW)[0] for number in range(5)]
        uow.stories.forget_index()
        lost, _ = place_in_story(copy_of(0, 1), uow, NOW)
        uow.commit()

    assert [*reindex(store, NOW + timedelta(days=1))][-1] == (6, 6)
    with store.begin() as uow:
        again = [place_in_story(copy_of(number, 2), uow, NOW)[0] for number in range(1, 5)]
    assert lost is not None and lost.verdict is Verdict.NEW
    assert [each and (each.verdict, each.story) for each in again] == [
        (Verdict.COPY, each.story) for each in first[1:] if each
    ]


def test_an_imprint_is_indexed_for_so_many_stories(store: Store) -> None:
    """What every article of an outlet ends in is looked up in forty stories, however many there are; copies are found."""
    imprint = text_of(10_000).split("\n\n")[0]
    articles = [
        copy.model_copy(update={"text": f"{copy.text}\n\n{imprint}"})
        for copy in (copy_of(number, 0) for number in range(MOST_STORIES + 20))
    ]
    with store.begin() as uow:
        placed = [place_in_story(article, uow, NOW)[0] for article in articles]
        sample = mark_of(articles[0].model_copy(update={"text": imprint, "title": ""})).sample
        holding = Counter(value for value, _ in uow.stories.held("", sample, NOW).holding)
        again, _ = place_in_story(copy_of(MOST_STORIES + 10, 1), uow, NOW)

    assert {each.verdict for each in placed if each} == {Verdict.NEW}
    assert max(holding.values()) == MOST_STORIES
    assert again is not None and again.story == placed[MOST_STORIES + 10].story
