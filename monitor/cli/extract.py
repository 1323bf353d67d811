"""`figurewatch extract`: the figures in a text, with the words they stand in."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.adapters.http import fetch_once
from monitor.articles.page import read_page, read_text
from monitor.bootstrap import guarded
from monitor.cli import app
from monitor.cli.batch import lines
from monitor.cli.context import AsJson, Config, clock, print_json, print_line, print_table, settings_of
from monitor.cli.exit import EXIT_FAILED
from monitor.errors import Permanent
from monitor.model.entry import Entry
from monitor.model.figure import Figure
from monitor.ports import Page, Request, Stub
from workers.figures import read
from workers.figures.explain import explain as explain_figures

#: What DESIGN calls the JSON contract: these keys of a figure, in this order.
KEYS = (
    *("quote", "start", "end", "sentence", "value", "low", "high", "unit", "qualifier", "counted", "subject", "scope"),
    *("attribution", "as_of", "mood", "trend", "previous", "delta", "kind", "measure", "rules", "also"),
)
MAX_PAGE = 5 * 1024 * 1024
DEADLINE = timedelta(seconds=30)

Source = Annotated[str, typer.Argument(help="A text or .html file, an http(s) address, or - for standard input.")]
Published = Annotated[str | None, typer.Option("--published", help="The day it was published: 2024-11-24.")]
Explain = Annotated[bool, typer.Option("--explain", help="Say how each figure was made.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help='Read {"id", "text", "published"} lines; answer one per line.')]


@app.command()
def extract(
    source: Source,
    published: Published = None,
    as_json: AsJson = False,
    explain: Explain = False,
    jsonl: Jsonl = False,
    config: Config = None,
) -> None:
    """Read every figure out of a text.

    A plain text counts as scraped: its furniture is dropped. With --jsonl the texts count as clean already.
    """
    if jsonl:
        raise typer.Exit(_lines(Path(source)))
    page, told = _page(source, config)
    day = _day(published) or told or clock(config).now().date()
    figures = read(page.text, published=day, title=page.title)
    if as_json:
        print_json(contract(page.title, page.text, day, figures, page.dropped))
    elif explain:
        print(explain_figures(page.text, figures, published=day, title=page.title))
    else:
        _show(figures)


def contract(
    title: str, text: str, day: date, figures: list[Figure], dropped: tuple[tuple[str, str], ...]
) -> dict[str, Any]:
    """The answer as one object; offsets index its "text"."""
    return {
        "title": title,
        "text": text,
        "published": day.isoformat(),
        "figures": [_told(figure) for figure in figures],
        "dropped": [{"text": text, "reason": reason} for text, reason in dropped],
    }


def _told(figure: Figure) -> dict[str, Any]:
    whole = figure.model_dump(mode="json")
    return {key: whole[key] for key in KEYS}


def _lines(source: Path) -> int:
    """One object out for every line in; 1 if any line could not be read."""
    failed = False
    for line in lines(source):
        if isinstance(line, str):
            failed = True
            print_line({"error": line})
            continue
        figures = read(line.text, published=line.moment.date(), title=line.title)
        print_line({"id": line.id, **contract(line.title, line.text, line.moment.date(), figures, ())})
    return EXIT_FAILED if failed else 0


def _show(figures: list[Figure]) -> None:
    print_table(
        ("words", "value", "unit", "of what", "where", "who says"),
        (
            (
                figure.quote,
                f"{figure.low:g}–{figure.high:g}"
                if figure.qualifier.value == "range" and figure.low is not None and figure.high is not None
                else f"{figure.value:g}",
                figure.unit,
                figure.counted or figure.measure,
                figure.scope,
                " → ".join(figure.attribution),
            )
            for figure in figures
        ),
        empty="no figures",
    )


def _page(source: str, config: Path | None) -> tuple[Page, date | None]:
    """The text to read, and the day its page says it was published."""
    if source.startswith(("http://", "https://")):
        request = Request(source, DEADLINE, MAX_PAGE, headers={"accept": "text/html,*/*;q=0.1"})
        response = fetch_once(guarded(settings_of(config)), request)
        if response.status != 200:
            raise Permanent(f"{source} answered {response.status}")
        return _cleaned(response.body, response.url, response.headers.get("content-type"), config)
    if source == "-":
        return read_text(_decoded(sys.stdin.buffer.read(), "standard input")), None
    file = Path(source)
    try:
        body = file.read_bytes()
    except OSError as error:
        raise Permanent(f"{file} cannot be read: {error.strerror}") from None
    if file.suffix.lower() in (".html", ".htm", ".xhtml"):
        return _cleaned(body, file.absolute().as_uri(), "text/html", config)
    return read_text(_decoded(body, str(file))), None


def _cleaned(body: bytes, url: str, content_type: str | None, config: Path | None) -> tuple[Page, date | None]:
    now: datetime = clock(config).now()
    entry = Entry(id="entry", feed="", url=url, title="", seen_at=now)
    found = read_page(body, url, content_type=content_type, entry=entry, now=now)
    if isinstance(found, Stub):
        raise Permanent(f"{url} is no article: {found.reason}")
    return found, found.published_at.date() if found.published_at else None


def _decoded(body: bytes, name: str) -> str:
    """UTF-8, with or without a mark at its beginning; else Windows' Western code page, which cannot fail to decode."""
    if b"\x00" in body[:4096]:
        raise Permanent(f"{name} is no text: it holds zero bytes")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _day(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        return datetime.fromisoformat(written).astimezone(UTC).date() if "T" in written else date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"--published {written!r} is no day; write it as 2024-11-24") from None
