"""`figurewatch alerts`: what was told, kept back or not told, and why; and a test message to a receiver."""

from __future__ import annotations

import difflib

import typer

from monitor.adapters.http import fetch_once
from monitor.bootstrap import guarded
from monitor.cli import app
from monitor.cli.context import AsJson, Config, Limit, clock, print_json, print_table, settings_of, store_of
from monitor.errors import BadConfiguration, Permanent
from monitor.model.alert import Marked, Message, Notification
from monitor.model.noun import derive_id
from workers.receivers import make_receiver

alerts = typer.Typer(help="Alerts, and why they were sent or not.", no_args_is_help=True)
app.add_typer(alerts, name="alerts")


@alerts.command("ls")
def ls(config: Config = None, as_json: AsJson = False, limit: Limit = 50) -> None:
    """Alerts, newest first."""
    with store_of(config) as store, store.read() as uow:
        rows = [(alert, uow.series.get(alert.series), uow.outbox.of_alert(alert.id)) for alert in uow.alerts.all(limit)]
    if as_json:
        print_json([{**alert.model_dump(mode="json"), "notifications": owed} for alert, _, owed in rows])
        return
    print_table(
        ("id", "decided", "state", "what", "watch", "because"),
        (
            (
                alert.id,
                f"{alert.decided_at:%Y-%m-%d %H:%M}",
                alert.state.value,
                owed[0].notification.message.headline if owed else series.label if series else alert.series,
                alert.watch,
                alert.because,
            )
            for alert, series, owed in rows
        ),
        empty="no alerts yet",
    )


@alerts.command("show")
def show(id: str, config: Config = None) -> None:
    """One alert with its change, its observation and what was delivered."""
    with store_of(config) as store, store.read() as uow:
        alert = uow.alerts.get(id)
        if alert is None:
            raise Permanent(f"there is no alert {id}; `figurewatch alerts ls` lists them")
        print_json(
            {
                "alert": alert,
                "series": uow.series.get(alert.series),
                "change": uow.series.change(alert.change),
                "observation": uow.series.observation(alert.observation),
                "notifications": uow.outbox.of_alert(id),
            }
        )


@alerts.command("test")
def test(receiver: str, config: Config = None) -> None:
    """Send a test message to one receiver, now. Exit 0 when it was taken."""
    settings = settings_of(config)
    section = settings.receivers.get(receiver)
    if section is None:
        near = difflib.get_close_matches(receiver, list(settings.receivers), n=1)
        known = ", ".join(settings.receivers) or "none is configured"
        hint = f"did you mean {near[0]!r}?" if near else f"known: {known}"
        raise BadConfiguration(f"there is no receiver {receiver!r}; {hint}")
    now = clock(config).now()
    sentence = "The river stood at about 4.2 metres at the old bridge on Monday, the harbour office said."
    message = Message(
        headline="River level at the old bridge: ~3.8 m → ~4.2 m (+11 %)",
        quote=Marked(sentence=sentence, start=sentence.index("about"), end=sentence.index(" at the old")),
        says="the harbour office",
        outlet="figurewatch",
        link="https://example.org/",
        published_at=now,
        as_of=f"{now:%d %B %Y}",
        before="~3.8 m, the day before",
        why=f"somebody ran `figurewatch alerts test {receiver}`",
        watch="test",
        test=True,
    )
    notification = Notification(
        id=derive_id("notification", "test", receiver, now.isoformat()),
        alert="alert-test",
        receiver=receiver,
        group="test",
        message=message,
    )
    made = make_receiver(receiver, section, lambda request: fetch_once(guarded(settings), request), clock(config))
    sent = made.send(notification, thread=None)
    print(f"{receiver} took the test message{f' as {sent.ref}' if sent.ref else ''}")
