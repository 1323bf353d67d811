"""`figurewatch watch`: what is listened for, and what a watch would have told."""

from __future__ import annotations

import difflib
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import app
from monitor.cli.batch import throwaway_store
from monitor.cli.context import AsJson, Config, clock, print_json, print_table, settings_of, store_of
from monitor.errors import BadConfiguration
from monitor.model.alert import Alert, AlertState, Condition, Match, Watch
from monitor.settings import Settings, duration, load
from workers.rehearsing import Rehearsed, rehearse

watch = typer.Typer(help="Watches, and what they would have told.", no_args_is_help=True)
app.add_typer(watch, name="watch")

Name = Annotated[str, typer.Argument(help="The watch's name in the settings.")]
Since = Annotated[str, typer.Option("--since", help="How far back: 36h, 7d.")]
Every = Annotated[bool, typer.Option("--all", help="Also what would have been held or not told, and why.")]
LISTED = timedelta(days=7)


@watch.command("ls")
def ls(config: Config = None, as_json: AsJson = False) -> None:
    """Watches of the settings, with what came of them in the last seven days."""
    settings, since = settings_of(config), clock(config).now() - LISTED
    with store_of(config) as store, store.read() as uow:
        told = [alert for alert in uow.alerts.all(100_000) if alert.decided_at >= since]
    rows = [(each.watch(), [alert for alert in told if alert.watch == each.name]) for each in settings.watches]
    if as_json:
        print_json([{"watch": each, **_counts(alerts)} for each, alerts in rows])
        return
    print_table(
        ("watch", "listens for", "fires on", "sent", "held", "not told"),
        ((each.name, _said(each.match), _said(each.alert), *_counts(alerts).values()) for each, alerts in rows),
        empty="no watches in the settings",
    )


@watch.command("test")
def test(name: Name, since: Since = "7d", config: Config = None, every: Every = False, as_json: AsJson = False) -> None:
    """Run what was read since then through a watch and print the alerts it would have sent. Nothing is sent or kept."""
    found = _rehearsed(_watch(settings_of(config), name), since, config)
    shown = [each for each in found if every or each.alert.state is AlertState.SENT]
    if as_json:
        print_json([{**each.alert.model_dump(mode="json"), "message": each.message} for each in shown])
        return
    _print(shown, empty=f"{name!r} would have told nothing in the last {since}")
    counts = _counts([each.alert for each in found])
    print(f"\n{counts['sent']} sent, {counts['held']} still held, {counts['withheld']} not told")


@watch.command("replay")
def replay(
    name: Name,
    other: Annotated[Path, typer.Option("--with", help="Another settings file with a watch of this name.")],
    since: Since = "7d",
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Compare two versions of a watch: what only the one in use, only the other, and what both would have sent."""
    versions = (_watch(settings_of(config), name), _watch(load(other), name))
    now, then = (_sent(_rehearsed(each, since, config)) for each in versions)
    only_now = [each for change, each in now.items() if change not in then]
    only_then = [each for change, each in then.items() if change not in now]
    both = [each for change, each in now.items() if change in then]
    if as_json:
        print_json({"only in use": only_now, f"only in {other}": only_then, "both": both})
        return
    for title, found in (("only in use", only_now), (f"only in {other}", only_then), ("both", both)):
        print(f"{title}: {len(found)}")
        _print(found, empty="")


def _rehearsed(each: Watch, since: str, config: Path | None) -> list[Rehearsed]:
    now = clock(config).now()
    try:
        back = duration(since)
    except ValueError as error:
        raise typer.BadParameter(f"--since: {error}") from None
    with store_of(config) as store, store.read() as uow, throwaway_store() as scratch:
        return rehearse(each, now - back, uow, scratch, now)


def _watch(settings: Settings, name: str) -> Watch:
    named = {each.name: each for each in settings.watches}
    if name in named:
        return named[name].watch()
    near = difflib.get_close_matches(name, list(named), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(named) or 'none'}"
    raise BadConfiguration(f"no watch is named {name!r}{hint}")


def _sent(found: list[Rehearsed]) -> dict[str, Rehearsed]:
    return {each.alert.change: each for each in found if each.alert.state is AlertState.SENT}


def _counts(alerts: list[Alert]) -> dict[str, int]:
    return {state.value: sum(alert.state is state for alert in alerts) for state in AlertState}


def _print(found: list[Rehearsed], empty: str) -> None:
    print_table(
        ("decided", "state", "what", "outlet", "because"),
        (
            (
                f"{each.alert.decided_at:%Y-%m-%d %H:%M}",
                each.alert.state.value,
                each.message.headline if each.message else each.about,
                each.message.outlet if each.message else "",
                each.alert.because,
            )
            for each in found
        ),
        empty=empty,
    )


def _said(section: Match | Condition) -> str:
    """What was set in it, in short."""
    return ", ".join(f"{name} {_plain(value)}" for name, value in section.model_dump(exclude_defaults=True).items())


def _plain(value: object) -> str:
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g}h"
    if isinstance(value, dict):  # a threshold
        relative, absolute = value.get("relative"), value.get("absolute")
        return f"{relative * 100:.3g}%" if relative is not None else f"{absolute:g}" if absolute is not None else "any"
    return "|".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
