"""What is deleted after how long. What a sent alert cites is kept, and so is every series' history for two years."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, select

from monitor.flow import Outcome
from monitor.model.alert import Alert, AlertState
from monitor.model.change import Change, Observation, Series
from monitor.store.rows import in_batches
from monitor.store.tables import (
    alerts,
    article_terms,
    articles,
    changes,
    day,
    entries,
    heartbeats,
    jobs,
    judgements,
    merges,
    micros,
    notifications,
    observations,
    pins,
    profiles,
    series,
    series_terms,
    shingles,
    stories,
    traces,
)

INDEX_DAYS = 30  # stories older than this are not looked at for copies
LATE_DAYS = 30  # an article may come in so late and still move what was placed since
PROFILE_DAYS = 7  # an origin spans 96 hours
JOB_DAYS = 7
DEAD_DAYS = 90
ENTRY_DAYS = 180  # feeds that list entries for half a year are rare; one pruned too early is fetched once more
ARTICLE_DAYS = 90
HISTORY_DAYS = 730
SILENT_DAYS = 1  # a process that was killed and never came back under its name
BATCH = 500


def prune(connection: Connection, now: datetime) -> dict[str, int]:
    """Delete one batch of each; rows deleted by table. Call again while something is deleted."""

    def before(days: int) -> int:
        return micros(now - timedelta(days=days))

    dead = Outcome.DEAD.value
    done = {
        "shingles": _forget_day(connection, day(now) - INDEX_DAYS),
        "profiles": _delete(connection, profiles, profiles.c.published_at < before(PROFILE_DAYS)),
        "jobs": _delete(connection, jobs, and_(jobs.c.outcome != dead, jobs.c.finished_at < before(JOB_DAYS)))
        + _delete(connection, jobs, and_(jobs.c.outcome == dead, jobs.c.finished_at < before(DEAD_DAYS))),
        "entries": _delete(connection, entries, entries.c.finished_at < before(ENTRY_DAYS)),
        "heartbeats": _delete(connection, heartbeats, heartbeats.c.at < before(SILENT_DAYS)),
        "notifications": _delete(connection, notifications, notifications.c.created_at < before(HISTORY_DAYS)),
        "alerts": _delete(connection, alerts, alerts.c.decided_at < before(HISTORY_DAYS)),
    }
    sent, cited = _cited(connection)
    done["changes"] = _delete(connection, changes, changes.c.found_at < before(HISTORY_DAYS), keep=sent)
    done["observations"] = _delete(
        connection, observations, observations.c.published_at < before(HISTORY_DAYS), keep=cited
    )
    done["series"] = _forget_series(connection, before(HISTORY_DAYS))
    done["judgements"] = _delete(connection, judgements, judgements.c.judged_at < before(HISTORY_DAYS))
    done["article_terms"] = _forget_terms(connection, before(LATE_DAYS))
    kept = _articles_of(connection, cited)
    done["articles"] = _delete(connection, articles, articles.c.seen_at < before(ARTICLE_DAYS), keep=kept)
    empty = and_(stories.c.opened_at < before(ARTICLE_DAYS), stories.c.id.not_in(select(articles.c.story).distinct()))
    done["stories"] = _delete(connection, stories, empty)
    done["traces"] = _delete(connection, traces, traces.c.story.not_in(select(stories.c.id)))
    done["merges"] = _delete(connection, merges, merges.c.story.not_in(select(stories.c.id)))
    return {table: count for table, count in done.items() if count}


def _forget_day(connection: Connection, least: int) -> int:
    """Delete one day's part of the index, of a day before that."""
    old = connection.scalar(select(shingles.c.day).where(shingles.c.day < least).limit(1))
    if old is None:
        return 0
    return connection.execute(delete(shingles).where(shingles.c.day == old)).rowcount


def _forget_series(connection: Connection, before: int) -> int:
    """Delete series that nothing is left of, but for those that a person corrected."""
    query = select(series.c.body).where(series.c.observed_at < before)
    query = query.where(series.c.id.not_in(select(observations.c.series)), series.c.id.not_in(select(pins.c.series)))
    found = [Series.model_validate_json(body) for body in connection.scalars(query)]
    ids = [each.id for each in found if not each.corrected][:BATCH]
    for batch in in_batches(ids):
        connection.execute(delete(series).where(series.c.id.in_(batch)))
        connection.execute(delete(series_terms).where(series_terms.c.series.in_(batch)))
    return len(ids)


def _forget_terms(connection: Connection, before: int) -> int:
    old = select(article_terms.c.article).where(article_terms.c.published_at < before).distinct().limit(BATCH)
    return connection.execute(delete(article_terms).where(article_terms.c.article.in_(old))).rowcount


def _delete(connection: Connection, table: Table, old: ColumnElement[bool], keep: frozenset[str] = frozenset()) -> int:
    key = next(iter(table.primary_key))
    # what is kept stays at the front of the table for ever: look past it
    found = [id for id in connection.scalars(select(key).where(old).limit(BATCH + len(keep))) if id not in keep]
    for batch in in_batches(found):
        connection.execute(delete(table).where(and_(key.in_(batch), old)))
    return len(found)


def _cited(connection: Connection) -> tuple[frozenset[str], frozenset[str]]:
    """The changes that sent alerts tell of, and the observations these were seen in or measured against."""
    bodies = connection.scalars(select(alerts.c.body).where(alerts.c.state == AlertState.SENT.value))
    sent = [Alert.model_validate_json(body) for body in bodies]
    told = frozenset(alert.change for alert in sent)
    cited = {alert.observation for alert in sent}
    for batch in in_batches(sorted(told)):
        for body in connection.scalars(select(changes.c.body).where(changes.c.id.in_(batch))):
            change = Change.model_validate_json(body)
            cited.update(each for each in (change.observation, change.against) if each)
    return told, frozenset(cited)


def _articles_of(connection: Connection, cited: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    for batch in in_batches(sorted(cited)):
        bodies = connection.scalars(select(observations.c.body).where(observations.c.id.in_(batch)))
        found.update(Observation.model_validate_json(body).article for body in bodies)
    return frozenset(found)
