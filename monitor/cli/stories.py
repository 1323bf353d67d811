"""`figurewatch stories`: one text each, the articles that carry it, and whose reporting it is."""

from __future__ import annotations

from datetime import timedelta

import typer

from monitor.cli import app
from monitor.cli.context import AsJson, Config, Limit, clock, print_json, print_table, store_of
from monitor.errors import Permanent
from monitor.model.story import Story
from monitor.placing import reindex

stories = typer.Typer(help="Stories, their copies and their origins.", no_args_is_help=True)
app.add_typer(stories, name="stories")

LISTED = timedelta(days=30)


@stories.command("ls")
def ls(config: Config = None, as_json: AsJson = False, limit: Limit = 50) -> None:
    """Stories, newest first."""
    with store_of(config) as store, store.read() as uow:
        found = uow.stories.recent(clock(config).now() - LISTED, limit)
        rows = [(story, len(uow.articles.of_story(story.id))) for story in found]
    if as_json:
        print_json([{**story.model_dump(mode="json"), "articles": count} for story, count in rows])
        return
    print_table(
        ("id", "opened", "articles", "source", "title"),
        ((story.id, f"{story.opened_at:%Y-%m-%d %H:%M}", count, story.source, story.title) for story, count in rows),
        empty="no stories yet",
    )


@stories.command("show")
def show(id: str, config: Config = None, as_json: AsJson = False) -> None:
    """One story: its articles with the reason of each placement, and the evidence of its origin."""
    with store_of(config) as store, store.read() as uow:
        story = uow.stories.get(id)
        if story is None:
            raise Permanent(f"there is no story {id}; `figurewatch stories ls` lists them")
        rows = [(article, uow.articles.placement(article.id)) for article in uow.articles.of_story(id)]
        trace = uow.stories.trace(id)
        related = uow.stories.related(story)
        merges = uow.stories.merges(id)
    if as_json:
        articles = [
            {
                "id": article.id,
                "outlet": article.outlet,
                "url": article.url,
                "title": article.title,
                "placement": placed,
            }
            for article, placed in rows
        ]
        print_json({"story": story, "articles": articles, "trace": trace, "related": related, "merges": merges})
        return
    reporting = f", reporting by {story.source}" if story.source else ""
    print(f"{story.title}\nrevision {story.revision}, origin {story.origin or 'not traced yet'}{reporting}\n")
    for merge in merges:
        print(f"{merge.merged_at:%Y-%m-%d %H:%M} {merge.story} was merged into {merge.into}: {merge.because}")
    print_table(
        ("published", "outlet", "placed", "because", "url"),
        (
            (
                f"{article.published_at:%Y-%m-%d %H:%M}",
                article.outlet,
                placed.verdict.value if placed else "",
                placed.because if placed else "",
                article.url,
            )
            for article, placed in sorted(rows, key=lambda row: (row[0].published_at, row[0].id))
        ),
        empty="no articles",
    )
    if related:
        origins = {story.origin, *(each.origin for each in related)}
        print(f"\nevent: {len(related) + 1} stories of {len(origins)} independent origins")
        print_table(
            ("opened", "title", "id", "reporting"),
            ((f"{each.opened_at:%Y-%m-%d %H:%M}", each.title, each.id, whose(each, story)) for each in related),
            empty="",
        )
    if trace:
        print(f"\norigin: {trace.because}")
        for each in trace.evidence:
            print(f"  {each.kind} {each.weight:.2f} with {each.other}: {each.because}")


def whose(other: Story, story: Story) -> str:
    """Whether another story of the event rewrites the same report."""
    return f"the same{f' ({other.source})' if other.source else ''}" if other.origin == story.origin else "its own"


@stories.command("reindex")
def rebuild(config: Config = None) -> None:
    """Make the index that finds copies anew, from the stories of the last thirty days."""
    with store_of(config) as store:
        done = 0
        for done, total in reindex(store, clock(config).now()):
            print(f"{done} of {total} stories", flush=True)
        print(f"the index holds {done} stories")
