"""wire.yaml → outlets, articles and outages with real moments; and what each address answers at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from ruamel.yaml import YAML

#: The Monday on which the week begins. Fixed, so that "on Wednesday" in an article means what it says.
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = timedelta(days=7)

_templates = Environment(
    loader=PackageLoader("monitor.cli.demo", "templates"), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True)
class Outlet:
    """One invented publisher and the form its feed takes ("rss" or "atom")."""

    id: str
    name: str
    form: str


@dataclass(frozen=True)
class Item:
    """One article of the wire, its text resolved (copies carry the text they copy)."""

    id: str
    outlet: Outlet
    at: datetime
    title: str
    paragraphs: tuple[str, ...]
    caption: str = ""
    related: str = ""
    promo: str = ""
    paywall: bool = False

    @property
    def path(self) -> str:
        """Its address below the outlet's."""
        return f"/{self.outlet.id}/{self.at:%Y/%m/%d}/{self.id}.html"


@dataclass(frozen=True)
class Outage:
    """An outlet whose feed answers 503 for a while."""

    outlet: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Answer:
    """What the wire answers: status, content type, body."""

    status: int
    content_type: str
    body: str


@dataclass(frozen=True)
class Wire:
    """The whole week."""

    outlets: tuple[Outlet, ...]
    items: tuple[Item, ...]
    outages: tuple[Outage, ...]

    @property
    def end(self) -> datetime:
        """When its last article is out."""
        return max(item.at for item in self.items)

    def answer(self, path: str, base: str, now: datetime) -> Answer:
        """The answer to a GET of `path` at `now`; `base` is the server's own address without a slash at its end."""
        out = [item for item in self.items if item.at <= now]
        for outlet in self.outlets:
            if path == f"/{outlet.id}/feed.xml":
                return self._feed(outlet, [item for item in out if item.outlet == outlet], base, now)
        for item in out:
            if path == item.path:
                return Answer(200, "text/html; charset=utf-8", page(item, out, base))
        if path == "/robots.txt":
            return Answer(200, "text/plain", "User-agent: *\nDisallow: /private/\n")
        return Answer(404, "text/plain", "not found\n")

    def _feed(self, outlet: Outlet, items: list[Item], base: str, now: datetime) -> Answer:
        if any(each.outlet == outlet.id and each.start <= now < each.end for each in self.outages):
            return Answer(503, "text/plain", "the newsroom's server is down\n")
        newest = sorted(items, key=lambda item: item.at, reverse=True)
        body = _templates.get_template(f"{outlet.form}.xml").render(outlet=outlet, items=newest, base=base)
        return Answer(200, f"application/{outlet.form}+xml; charset=utf-8", body)


def page(item: Item, out: list[Item], base: str) -> str:
    """The article's page with the furniture a real one has."""
    others = [each for each in out if each.outlet == item.outlet and each.id != item.id][-3:]
    return _templates.get_template("page.html").render(item=item, others=others, base=base)


@lru_cache(maxsize=1)
def load_wire() -> Wire:
    """The wire that comes with the package."""
    written = YAML(typ="safe").load(files("monitor.cli.demo").joinpath("wire.yaml").read_text(encoding="utf-8"))
    outlets = {each["id"]: Outlet(**each) for each in written["outlets"]}
    items: dict[str, Item] = {}
    for each in written["articles"]:
        for edition in _editions(each):
            items[edition["id"]] = _item(edition, outlets[each["outlet"]], items)
    outages = tuple(
        Outage(each["outlet"], _moment(each["from"]), _moment(each["until"])) for each in written["outages"]
    )
    return Wire(tuple(outlets.values()), tuple(items.values()), outages)


def _editions(written: dict[str, Any]) -> list[dict[str, Any]]:
    """The article itself, or one for each town that has its own page of it."""
    towns = written.get("editions")
    return [{**written, "id": f"{written['id']}-{town.lower().replace(' ', '-')}"} for town in towns or ()] or [written]


def _item(written: dict[str, Any], outlet: Outlet, earlier: dict[str, Item]) -> Item:
    source = earlier.get(written.get("copy_of", ""))
    paragraphs = source.paragraphs if source else tuple(part.strip() for part in written["text"].strip().split("\n\n"))
    for old, new in written.get("change", {}).items():
        paragraphs = tuple(part.replace(old, new) for part in paragraphs)
    return Item(
        id=written["id"],
        outlet=outlet,
        at=_moment(written["at"]),
        title=written.get("title") or (source.title if source else ""),
        paragraphs=paragraphs[: written.get("keep")],
        caption=written.get("caption", ""),
        related=written.get("related", ""),
        promo=written.get("promo", ""),
        paywall=written.get("paywall", False),
    )


def _moment(written: str) -> datetime:
    """ "3 11:00": the third day of the week, at eleven."""
    day, clock = written.split()
    hour, minute = map(int, clock.split(":"))
    return MONDAY + timedelta(days=int(day) - 1, hours=hour, minutes=minute)
