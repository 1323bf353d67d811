"""The status page and its API. Reads only, but for putting a dead letter back; escaped everywhere; loopback by default.

`/healthz` says the process answers, `/readyz` whether anything is down, `/metrics` is Prometheus' text.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.model.alert import Alert
from monitor.model.change import Change, Observation, Series
from monitor.ops.chart import chart
from monitor.ops.metrics import exposition
from monitor.ops.snapshot import Snapshot, take_snapshot
from monitor.ports import Clock, Queue, Store
from monitor.settings import WebSection, is_loopback

SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
#: Stories older than this are not listed.
KEPT = timedelta(days=30)
#: Said to anybody who can reach the port: no names, no numbers.
OPEN_PATHS = ("/healthz", "/readyz")

_templates = Environment(loader=PackageLoader("monitor.ops", "templates"), autoescape=True, undefined=StrictUndefined)

Limit = Annotated[int, Query(ge=1, le=1000)]


def application(store: Store, queue: Queue, clock: Clock, web: WebSection) -> FastAPI:
    """The web application over a store and a queue."""
    app = FastAPI(title="figurewatch", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    _guard(app, web)
    _health(app, store, queue, clock)
    _api(app, store, queue, clock)
    _pages(app, store, queue, clock)
    return app


# ── who may ask ──────────────────────────────────────────────────────────────────────────────────────────────


def _guard(app: FastAPI, web: WebSection) -> None:
    token = web.token.get_secret_value() if web.token else None

    @app.middleware("http")
    async def guard(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
        refusal = _refusal(request, token)
        response = refusal or await call(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers[name] = value
        return response


def _refusal(request: Request, token: str | None) -> Response | None:
    """Why this request gets no answer; None if it may go on."""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if token is None and not is_loopback(host):
        # a page elsewhere that points its own name at 127.0.0.1 must not read this one
        return PlainTextResponse("unknown host\n", HTTPStatus.MISDIRECTED_REQUEST)
    if request.url.path not in OPEN_PATHS and token is not None and not _knows(request, token):
        return PlainTextResponse(
            "token needed\n", HTTPStatus.UNAUTHORIZED, headers={"www-authenticate": 'Basic realm="figurewatch"'}
        )
    if request.method not in ("GET", "HEAD") and not _same_origin(request):
        return PlainTextResponse("cross-site request refused\n", HTTPStatus.FORBIDDEN)
    return None


def _knows(request: Request, token: str) -> bool:
    """The token as a bearer token, or as the password of basic authentication (any user name)."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return secrets.compare_digest(given.encode(), token.encode())


def _same_origin(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


# ── health ───────────────────────────────────────────────────────────────────────────────────────────────────


def _health(app: FastAPI, store: Store, queue: Queue, clock: Clock) -> None:
    @app.get("/healthz", response_class=PlainTextResponse, tags=["health"])
    def healthz() -> str:
        """This process answers."""
        return "ok\n"

    @app.get("/readyz", response_class=PlainTextResponse, tags=["health"])
    def readyz(response: Response) -> str:
        """503 when something is down."""
        state = take_snapshot(store, queue, clock).state
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE if state == "down" else HTTPStatus.OK
        return f"{state}\n"

    @app.get("/metrics", tags=["health"])
    def metrics() -> Response:
        """Prometheus' text format."""
        return Response(exposition(take_snapshot(store, queue, clock)), media_type="text/plain; version=0.0.4")


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _api(app: FastAPI, store: Store, queue: Queue, clock: Clock) -> None:
    @app.get("/api/status", tags=["api"])
    def status() -> Snapshot:
        """The same facts as `figurewatch status --json`."""
        return take_snapshot(store, queue, clock)

    @app.get("/api/series", tags=["api"])
    def all_series(limit: Limit = 200) -> list[Series]:
        """Series, most recently observed first."""
        with store.read() as uow:
            return uow.series.all(limit)

    @app.get("/api/series/{id}", tags=["api"])
    def one_series(id: str) -> dict[str, Any]:
        """One series with its observations and changes."""
        with store.read() as uow:
            series = _found(uow.series.get(id))
            changes: list[Change] = [change for _, change in uow.series.changes(id)]
            observations: list[Observation] = uow.series.observations(id)
        return {"series": series, "observations": observations, "changes": changes}

    @app.get("/api/alerts", tags=["api"])
    def all_alerts(limit: Limit = 200) -> list[Alert]:
        """Alerts, newest first."""
        with store.read() as uow:
            return uow.alerts.all(limit)


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────


def _pages(app: FastAPI, store: Store, queue: Queue, clock: Clock) -> None:
    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def status_page() -> str:
        snapshot = take_snapshot(store, queue, clock)
        with store.read() as uow:
            dead = uow.dead.all(50)
        return _render("status.html", title="Status", snapshot=snapshot, dead=dead)

    @app.get("/series", response_class=HTMLResponse, include_in_schema=False)
    def series_page() -> str:
        with store.read() as uow:
            rows = [(series, uow.series.observations(series.id)) for series in uow.series.all(200)]
        return _render("series_all.html", title="Series", rows=rows)

    @app.get("/series/{id}", response_class=HTMLResponse, include_in_schema=False)
    def one_series_page(id: str) -> str:
        with store.read() as uow:
            series = _found(uow.series.get(id))
            observations = uow.series.observations(id)
            changes = uow.series.changes(id)
        picture = chart(observations)
        return _render(
            "series.html", title=series.label, series=series, observations=observations, changes=changes, chart=picture
        )

    @app.get("/alerts", response_class=HTMLResponse, include_in_schema=False)
    def alerts_page() -> str:
        with store.read() as uow:
            rows = [
                (alert, uow.outbox.of_alert(alert.id), uow.series.get(alert.series)) for alert in uow.alerts.all(200)
            ]
        return _render("alerts.html", title="Alerts", rows=rows)

    @app.get("/alerts/{id}", response_class=HTMLResponse, include_in_schema=False)
    def alert_page(id: str) -> str:
        with store.read() as uow:
            alert = _found(uow.alerts.get(id))
            return _render(
                "alert.html",
                title="Alert",
                alert=alert,
                series=uow.series.get(alert.series),
                change=uow.series.change(alert.change),
                observation=uow.series.observation(alert.observation),
                owed=uow.outbox.of_alert(id),
            )

    @app.get("/stories", response_class=HTMLResponse, include_in_schema=False)
    def stories_page() -> str:
        since = clock.now() - KEPT
        with store.read() as uow:
            rows = [(story, uow.articles.of_story(story.id)) for story in uow.stories.recent(since, 100)]
        return _render("stories.html", title="Stories", rows=rows)

    @app.get("/stories/{id}", response_class=HTMLResponse, include_in_schema=False)
    def story_page(id: str) -> str:
        with store.read() as uow:
            story = _found(uow.stories.get(id))
            rows = [(article, uow.articles.placement(article.id)) for article in uow.articles.of_story(id)]
            rows.sort(key=lambda row: (row[0].published_at, row[0].id))
            trace = uow.stories.trace(id)
            related = uow.stories.related(story)
            merges = uow.stories.merges(id)
            observations = [each for article, _ in rows for each in uow.series.observations_of_article(article.id)]
        return _render(
            "story.html",
            title=story.title,
            story=story,
            rows=rows,
            trace=trace,
            related=related,
            merges=merges,
            origins=len({story.origin, *(each.origin for each in related)}),
            observations=observations,
        )

    @app.post("/dead/{id}/requeue", include_in_schema=False)
    def requeue(id: str) -> RedirectResponse:
        with store.begin() as uow:
            if not uow.dead.requeue(id, clock.now()):
                raise HTTPException(HTTPStatus.NOT_FOUND, "no such dead letter")
            uow.commit()
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)

    @app.exception_handler(HTTPStatus.NOT_FOUND)
    def not_found(request: Request, error: Exception) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"detail": "not found"}, HTTPStatus.NOT_FOUND)
        return HTMLResponse(_render("missing.html", title="Not found"), HTTPStatus.NOT_FOUND)


def _render(template: str, **parts: Any) -> str:
    return _templates.get_template(template).render(**parts)


def _found(thing: Any) -> Any:
    if thing is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return thing
