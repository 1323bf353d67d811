"""A few articles for the pages, through the real path; one of them tries to run a script."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.adapters.clock import SystemClock
from monitor.model.alert import Watch
from monitor.model.article import Article
from monitor.model.feed import FeedState
from monitor.model.noun import derive_id
from monitor.placing import place_in_story
from monitor.ports import Store
from monitor.settings import make_feed
from workers.reading import Desk, figures_of, record

HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"

TEXTS = (
    (
        "Ness at 4.2 metres in Orlin",
        "The river Ness stood at 4.2 metres at the old bridge in Orlin on Monday, the harbour office said.",
        "Shopkeepers along the quay carried their stock to the upper floors, and the ferry stayed at its berth.",
    ),
    (
        f"Ness rises {HOSTILE}",
        f"The river Ness stood at 5.6 metres at the old bridge in Orlin {HOSTILE} on Tuesday, the harbour office said.",
        "The market hall was closed and the school of the lower town sent its children home before noon.",
    ),
)


def fill(store: Store) -> None:
    """Two articles, one day apart, with the alerts they raise; a feed that fails."""
    now = SystemClock().now()
    watch = Watch(name="River", to=("desk",))
    for number, (title, *paragraphs) in enumerate(TEXTS):
        at = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(days=number)
        text = "\n\n".join((title, *paragraphs))
        url = f"https://outlet.example/{number}"
        article = Article(
            id=derive_id("article", url, text),
            outlet="The Outlet",
            url=url,
            title=title,
            text=text,
            published_at=at,
            seen_at=now,
            cleaner_version="given",
        )
        with store.begin() as uow:
            placement, _ = place_in_story(article, uow, now)
            assert placement
            story = uow.stories.get(placement.story)
            assert story
            record(article, story, placement, figures_of(article, placement), Desk(uow, now, [watch], ["desk"]))
            uow.commit()
    feed = make_feed("https://broken.example/rss", name="Broken Outlet")
    with store.begin() as uow:
        uow.feeds.add(feed, now)
        uow.commit()
    with store.begin() as uow:
        for leased in uow.feeds.claim_due(now, now + timedelta(minutes=1), "test", 5):
            uow.feeds.finish(
                leased.lease,
                FeedState(
                    next_due=now + timedelta(hours=1), failures=3, polls=3, last_reason=f"answered 500 {HOSTILE}"
                ),
            )
        uow.commit()
