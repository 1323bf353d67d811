"""JSON lines in, JSON lines out, on shipped defaults and a throw-away store: for anyone's own measurements."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, TextIO

import typer
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from monitor.articles.furniture import judged
from monitor.model.article import NO_OUTLET, Article
from monitor.model.change import Series
from monitor.model.noun import derive_id
from monitor.model.story import Placement, Story, Trace, Verdict
from monitor.placing import place_in_story
from monitor.ports import Store
from monitor.store.engine import open_store
from workers.reading import Desk, Reading, figures_of, record

Source = Annotated[Path, typer.Argument(help="A file of JSON lines, or - for standard input.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON object per line, in and out (the only form there is).")]

#: A text of so many paragraphs of prose is an article, between which headlines and captions may stand.
ARTICLE = 3
_HALF = re.compile("[\ud800-\udfff]")


class Line(BaseModel):
    """One dated text. Unknown keys are left alone, so that a labelled set can be fed as it is."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    id: str
    text: str
    published: Annotated[date | datetime, Field(union_mode="left_to_right")]
    title: str = ""
    outlet: str = NO_OUTLET
    url: str = ""

    @field_validator("title", "outlet", "url", mode="before")
    @classmethod
    def _absent(cls, value: object, info: ValidationInfo) -> object:
        """null is a key left out."""
        return cls.model_fields[info.field_name or ""].default if value is None else value

    @field_validator("id", "text", "title", "outlet", "url")
    @classmethod
    def _whole(cls, value: str) -> str:
        """Half a surrogate pair is no character, and no output could say it."""
        return _HALF.sub("\ufffd", value)

    def article(self, place: int = 0) -> Article:
        """The line as a clean article; a text that does not begin with its title gets it as first paragraph.

        Texts of one moment (or of one day, where no hour is given) follow each other by their `place` in the file.
        """
        moment = self.moment + place * timedelta(milliseconds=1)
        text = self.text if not self.title or self.text.startswith(self.title) else f"{self.title}\n\n{self.text}"
        url = self.url or f"https://{derive_id('outlet', self.outlet)}.invalid/{derive_id('text', self.id)}"
        return Article(
            id=derive_id("article", url, self.id, text),
            outlet=self.outlet,
            url=url,
            title=self.title,
            text=text,
            published_at=moment,
            seen_at=moment,
            cleaner_version="given",
        )

    @property
    def moment(self) -> datetime:
        """When it was published; noon UTC where only the day is known."""
        if isinstance(self.published, datetime):
            return self.published if self.published.tzinfo else self.published.replace(tzinfo=UTC)
        return datetime.combine(self.published, time(12), UTC)


def lines(source: Path) -> Iterator[Line | str]:
    """Each line read, or one line saying what is wrong with it, where, and what it should hold."""
    with _open(source) as stream:
        for number, written in enumerate(stream, start=1):
            if not written.strip():
                continue
            try:
                yield Line.model_validate(json.loads(written.removeprefix("\ufeff")))
            except json.JSONDecodeError as error:
                yield f"{source}:{number}: not JSON: {error.msg}"
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                where = ".".join(map(str, first["loc"])) or "the line"
                yield f'{source}:{number}: {where}: {first["msg"]}; a line is {{"id", "text", "published"}}'


@contextmanager
def _open(source: Path) -> Iterator[TextIO]:
    if str(source) == "-":
        yield sys.stdin
        return
    try:
        with source.open(encoding="utf-8", errors="replace") as stream:
            yield stream
    except OSError as error:
        raise typer.BadParameter(f"{source} cannot be read: {error.strerror}") from None


@contextmanager
def throwaway_store() -> Iterator[Store]:
    """An empty store that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="figurewatch-") as folder:
        store = open_store(f"sqlite:///{folder}/store.db")
        try:
            yield store
        finally:
            store.close()


def furniture(article: Article) -> list[tuple[int, int]]:
    """Spans of the paragraphs that are not the article; none where a text is too short to be one, or is wrapped lines.

    Its figures are left out, its place in the text is not: offsets go on indexing the text as given.
    """
    places = [found.span() for found in re.finditer(r"\S[^\n]*", article.text)]
    lines = [article.text[start:end] for start, end in places]
    if lines and lines[0].strip() == article.title.strip():
        places, lines = places[1:], lines[1:]
    reasons = [reason for _, reason in judged(lines, title=article.title)]
    prose = reasons.count(None)
    if prose < ARTICLE or 2 * prose < len(reasons):
        return []
    return [place for place, reason in zip(places, reasons, strict=True) if reason]


@dataclass(frozen=True)
class Read:
    """One line gone through the daemon's own steps."""

    line: Line
    story: Story
    placement: Placement
    trace: Trace | None
    reading: Reading
    #: By id: the series its observations are in.
    series: Mapping[str, Series]


def read_through(source: Path) -> Iterator[Read | dict[str, str]]:
    """Each line placed, read and recorded in a throw-away store, in order; {"error"} for what cannot be."""
    with throwaway_store() as store:
        for place, line in enumerate(lines(source)):
            if isinstance(line, str):
                yield {"error": line}
                continue
            article = line.article(place)
            with store.begin() as uow:
                placement, _ = place_in_story(article, uow, article.seen_at)
                again = placement is None
                if placement is None:  # this text stood at this address before
                    article = next(each for each in uow.articles.at_url(article.url) if each.text == article.text)
                    placement = uow.articles.placement(article.id)
                story = uow.stories.get(placement.story) if placement else None
                assert placement and story, "what was placed is held"
                beside = furniture(article)
                figures = [
                    figure
                    for figure in figures_of(article, placement)
                    if not any(start <= figure.start < end for start, end in beside)
                ]
                reading = record(article, story, placement, figures, Desk(uow, article.seen_at))
                trace = uow.stories.trace(story.id)
                places = (uow.series.get(each.series) for each in reading.observations)
                told = _again(placement) if again else placement
                read = Read(line, story, told, trace, reading, {each.id: each for each in places if each})
                uow.commit()
            yield read


def _again(placement: Placement) -> Placement:
    """What a second line with the text and address of an earlier one is."""
    because = "the text and address of an earlier line"
    return placement.model_copy(update={"verdict": Verdict.COPY, "score": 1.0, "because": because, "unseen": ()})
