"""Who is told, and what belongs into one thread."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model.alert import Alert, Message, Notification, Watch
from monitor.model.change import Series
from monitor.model.noun import derive_id


def route(alert: Alert, watch: Watch, receivers: Sequence[str]) -> tuple[str, ...]:
    """The receivers that the watch names, or every one; only those that are configured."""
    return tuple(name for name in (watch.to or receivers) if name in receivers)


def group_key(watch: Watch, series: Series) -> str:
    """Alerts of one watch on one series share a thread."""
    return derive_id("group", watch.name, series.id)


def notifications(alert: Alert, message: Message, receivers: Sequence[str]) -> tuple[Notification, ...]:
    """One notification per receiver; the id names alert and receiver, so that telling twice makes one."""
    return tuple(
        Notification(
            id=derive_id("notification", alert.id, receiver),
            alert=alert.id,
            receiver=receiver,
            group=alert.group,
            message=message,
        )
        for receiver in dict.fromkeys(receivers)
    )
