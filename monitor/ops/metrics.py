"""The snapshot in Prometheus' words. Names are a promise: dashboards and alert rules are built on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from monitor.ops.snapshot import Snapshot


def exposition(snapshot: Snapshot) -> bytes:
    """Text in Prometheus' exposition format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_SnapshotCollector(snapshot))
    return generate_latest(registry)


class _SnapshotCollector(Collector):
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def collect(self) -> Iterable[Metric]:
        return _families(self._snapshot)


def _families(snapshot: Snapshot) -> Iterator[Metric]:
    up = GaugeMetricFamily("figurewatch_up", "1 when nothing is down, whatever is degraded.")
    up.add_metric([], 0.0 if snapshot.state == "down" else 1.0)
    yield up
    yield _gauge("queue_hints", "Jobs waiting in Redis.", "queue", {q.name: q.hints for q in snapshot.queues})
    yield _gauge("work_owed", "Work the store still owes.", "queue", {q.name: q.owed for q in snapshot.queues})
    oldest = {q.name: q.oldest_seconds for q in snapshot.queues}
    yield _gauge("work_oldest_seconds", "Age of the oldest work owed.", "queue", oldest)
    ages = {p.process: p.age_seconds for p in snapshot.processes}
    yield _gauge("heartbeat_age_seconds", "Time since a process said it was alive.", "process", ages)
    yield _gauge("tick_age_seconds", "Time since the scheduler's last tick.", "", {"": snapshot.tick_age_seconds})
    ok = sum(feed.ok for feed in snapshot.feeds)
    feeds = {"ok": ok, "failing": len(snapshot.feeds) - ok}
    yield _gauge("feeds", "Feeds by how their last poll went.", "state", feeds)
    yield _gauge("notifications", "Notifications by state.", "state", dict(snapshot.outbox))
    yield _gauge("dead_letters", "Work that was given up.", "", {"": snapshot.dead_letters})
    yield _gauge("rows", "Rows held.", "table", dict(snapshot.totals))
    outcomes = CounterMetricFamily(
        "figurewatch_outcomes", "Units of work by how they ended.", labels=["step", "outcome"]
    )
    for key, count in snapshot.outcomes.items():
        step, _, outcome = key.partition(".")
        outcomes.add_metric([step, outcome], count)
    yield outcomes


def _gauge(name: str, text: str, label: str, values: Mapping[str, float | None]) -> Metric:
    family = GaugeMetricFamily(f"figurewatch_{name}", text, labels=[label] if label else [])
    for key, value in values.items():
        if value is not None:
            family.add_metric([key] if label else [], float(value))
    return family
