"""Pages that carry a watched figure, asked for again: an hour, six hours and a day after they were first seen.

Publishers edit in place. What has changed is placed as an update of the story, its new sentences are read, and a figure
that was edited without a notice is told as such.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from email.utils import format_datetime

from monitor.errors import Permanent, Transient
from monitor.feeds.response import validators_of
from monitor.flow import Outcome, step
from monitor.model.entry import Entry, Revisit
from monitor.placing import place_in_story, prepare
from monitor.ports import Leased, Page, Response, Stub, UnitOfWork
from monitor.steps import (
    OUTCOMES,
    MonitorServices,
    clean_response,
    fetch_response,
    hint,
    make_article,
    outlet_of,
    retry_delay,
)


async def revisit_page(leased: Leased[Revisit], services: MonitorServices) -> Outcome:
    """One conditional request for a page, what has changed placed as an update, and the next revisit owed."""
    revisit = leased.row
    entry = await asyncio.to_thread(_entry, revisit, services)
    try:
        if entry is None:
            raise Permanent("its entry is no longer kept")
        response = await fetch_response(entry.url, services, conditions(revisit))
        page = None if response.status == 304 else await clean_response(response, entry, services)
    except Transient as error:
        return await asyncio.to_thread(_later, leased, error, services)
    except Permanent as error:
        return await asyncio.to_thread(_over, leased, Outcome.REFUSED, error.reason, services)
    if isinstance(page, Stub):
        return await asyncio.to_thread(_over, leased, Outcome.STUB, page.reason, services)
    return await asyncio.to_thread(_place_again, leased, entry, response, page, services)


def conditions(revisit: Revisit) -> dict[str, str]:
    """Validators as the publisher sent them; before there are any, the moment at which the page was seen."""
    held = revisit.validators
    if held.etag is None and held.last_modified is None:
        return {"if-modified-since": format_datetime(revisit.first_seen, usegmt=True)}
    sent = {"if-none-match": held.etag, "if-modified-since": held.last_modified}
    return {name: value for name, value in sent.items() if value is not None}


def _entry(revisit: Revisit, services: MonitorServices) -> Entry | None:
    with services.store.read() as uow:
        return uow.entries.get(revisit.entry)


def _place_again(
    leased: Leased[Revisit], entry: Entry, response: Response, page: Page | None, services: MonitorServices
) -> Outcome:
    now = services.clock.now()
    outcome, job = Outcome.UNCHANGED, None
    outlet = outlet_of(entry, services)
    article = make_article(page, entry, outlet=outlet, url=response.url, now=now) if page else None
    if article is not None:
        prepare(article)  # the transaction is to be short
    revisit = leased.row.model_copy(update={"visits": leased.row.visits + 1})
    with services.store.begin() as uow:
        if article is not None:
            revisit = revisit.model_copy(update={"validators": validators_of(response)})
            placement, job = place_in_story(article, uow, now)
            outcome = OUTCOMES[placement.verdict] if placement else Outcome.UNCHANGED
        if not _settle(leased, revisit, revisit.due(now), uow):
            return Outcome.LOST_LEASE
        uow.ops.count("revisit", outcome)
        uow.commit()
    services.log.info("revisited", entry=entry.id, visit=revisit.visits, outcome=outcome.value)
    if job:
        hint(job, services)
    return outcome


def _settle(leased: Leased[Revisit], revisit: Revisit, due: datetime | None, uow: UnitOfWork) -> bool:
    return uow.revisits.again(leased.lease, revisit, due) if due else uow.revisits.end(leased.lease)


def _later(leased: Leased[Revisit], error: Transient, services: MonitorServices) -> Outcome:
    """Owe this visit again with back-off, or leave it at that: what was read stays as it was."""
    if leased.lease.attempt >= (step("revisit").attempts or 1):
        return _over(leased, Outcome.FAILED, error.reason, services)
    due = services.clock.now() + retry_delay(leased.lease, error.retry_after)
    with services.store.begin() as uow:
        if not uow.revisits.retry(leased.lease, due):
            return Outcome.LOST_LEASE
        uow.ops.count("revisit", Outcome.RETRY)
        uow.commit()
    services.log.warning("revisit_retry", entry=leased.row.entry, reason=error.reason, due=due.isoformat())
    return Outcome.RETRY


def _over(leased: Leased[Revisit], outcome: Outcome, because: str, services: MonitorServices) -> Outcome:
    with services.store.begin() as uow:
        if not uow.revisits.end(leased.lease):
            return Outcome.LOST_LEASE
        uow.ops.count("revisit", outcome)
        uow.commit()
    services.log.info("revisited", entry=leased.row.entry, outcome=outcome.value, because=because)
    return outcome
