"""Playing the week: its settings and clock, waiting for its end, and the account of it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from ruamel.yaml import YAML

from monitor.adapters.clock import CompressedClock
from monitor.bootstrap import open_store
from monitor.cli.demo.wire import MONDAY, load_wire
from monitor.flow import Outcome
from monitor.model.alert import AlertState
from monitor.model.change import ChangeKind
from monitor.ports import Store, UnitOfWork
from monitor.settings import Settings

#: A week takes some 25 seconds.
SPEED = 24_000.0
#: Real seconds for the processes to start; the week begins when they are up.
START_SECONDS = 5.0
#: How often the demo's feeds are polled, on its own clock: about once a real second.
EVERY = "6h"
#: After the last article: time for its poll, its reading, its alerts, and for what was held to be let go.
AFTERWARDS = timedelta(days=2, hours=12)
#: Real seconds after which the demo ends whatever is still owed, and says so.
AT_MOST_SECONDS = 55.0


def prepare(folder: Path, *, wire_port: int, web_port: int) -> tuple[Path, dict[str, str]]:
    """Write the demo's settings and clock into `folder`; the settings file and the children's environment."""
    yaml = YAML(typ="safe")
    written = yaml.load(files("monitor.cli.demo").joinpath("figurewatch.yaml").read_text(encoding="utf-8"))
    wire = load_wire()
    written["feeds"] = [
        {"url": f"http://127.0.0.1:{wire_port}/{outlet.id}/feed.xml", "name": outlet.name, "every": EVERY}
        for outlet in wire.outlets
    ]
    written["web"] = {"port": web_port}
    written["state"] = str(folder.absolute())
    file = folder / "figurewatch.yaml"
    with file.open("w", encoding="utf-8") as stream:
        yaml.dump(written, stream)
    starts = MONDAY - timedelta(seconds=START_SECONDS * SPEED)
    clock = CompressedClock.starting(starts, SPEED, wire.end + AFTERWARDS)
    (folder / "clock").write_text(clock.spec, encoding="utf-8")
    env = {
        "FIGUREWATCH_CONFIG": str(file),
        "FIGUREWATCH_CLOCK": clock.spec,
        "FIGUREWATCH_WEB_PORT": str(web_port),
        # what points at real data must not reach the demo's processes
        **dict.fromkeys(("FIGUREWATCH_STATE", "FIGUREWATCH_DATABASE_URL", "DATABASE_URL"), ""),
        # the demo tells its story in alerts; its log would drown them
        "FIGUREWATCH_LOG_LEVEL": "ERROR",
    }
    return file, env


def watch_over(settings: Settings, clock_spec: str, stop: threading.Event) -> int:
    """Wait for the week's end (or `stop`), print the account of it; 0 if everything owed was done."""
    clock = CompressedClock.from_spec(clock_spec)
    began = time.monotonic()
    store = open_store(settings)
    try:
        quiet = 0
        while not stop.wait(0.25) and quiet < 4 and time.monotonic() - began < AT_MOST_SECONDS:
            over = clock.until is not None and clock.now() >= clock.until
            quiet = quiet + 1 if over and _nothing_owed(store, clock.now()) else 0
        print(account(store), flush=True)
        done = quiet >= 4
        if not done and not stop.is_set():
            print("The week did not come to its end in time; `figurewatch status` shows what is still owed.")
        return 0 if done or stop.is_set() else 1
    finally:
        store.close()


def _nothing_owed(store: Store, now: datetime) -> bool:
    with store.read() as uow:
        waiting = sum(count for count, _ in uow.ops.depths(now).values())
        held = [alert for alert in uow.alerts.held() if alert.held_until and alert.held_until <= now]
    return not waiting and not held


def account(store: Store) -> str:
    """What came of the week, for a terminal."""
    with store.read() as uow:
        return "\n".join(_lines(uow))


def _lines(uow: UnitOfWork) -> list[str]:
    totals, outcomes = uow.ops.totals(), uow.ops.outcomes()
    alerts = uow.alerts.all(limit=1000)
    kinds: Counter[ChangeKind] = Counter(change.kind for _, change in uow.series.changes(limit=10_000))
    copies = outcomes.get(("fetch", Outcome.PLACED_COPY.value), 0)
    updates = outcomes.get(("fetch", Outcome.PLACED_UPDATE.value), 0)
    stubs = outcomes.get(("fetch", Outcome.STUB.value), 0)
    states = Counter(alert.state for alert in alerts)
    told = ", ".join(f"{count} {kind.value}" for kind, count in sorted(kinds.items()))
    failed_polls = outcomes.get(("poll", Outcome.FAILED.value), 0)
    lines = [
        "── the week in numbers " + "─" * 57,
        f"articles  {totals.get('articles', 0)} in {totals.get('stories', 0)} stories: "
        f"{copies} copies folded, {updates} updates; {stubs} paywalled page left out",
        f"feeds     {totals.get('feeds', 0)}; {failed_polls} failed polls during the outage, none given up",
        f"figures   {totals.get('observations', 0)} in {totals.get('series', 0)} series",
        f"changes   {sum(kinds.values())}: {told or 'none'}",
        f"alerts    {states[AlertState.SENT]} sent, {states[AlertState.HELD]} held, "
        f"{states[AlertState.WITHHELD]} withheld",
    ]
    for alert in alerts:
        if alert.state is not AlertState.SENT:
            series, seen = uow.series.get(alert.series), uow.series.observation(alert.observation)
            words = seen.figure.quote if seen else "?"
            what = series.label if series else alert.series
            lines.append(f"  {alert.state.value:<9} {what}: {words} ({alert.because})")
    return lines
