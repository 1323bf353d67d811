"""Serves the demo newswire on loopback: `python -m monitor.cli.demo.server PORT`."""

from __future__ import annotations

import os
import sys

from aiohttp import web

from monitor.adapters.clock import clock_from
from monitor.adapters.process import die_with_parent
from monitor.cli.demo.wire import load_wire
from monitor.ports import Clock


def application(clock: Clock) -> web.Application:
    """The wire as a web application; what it shows depends on the clock."""
    wire = load_wire()

    async def answer(request: web.Request) -> web.Response:
        found = wire.answer(request.path, f"{request.scheme}://{request.host}", clock.now())
        return web.Response(status=found.status, text=found.body, headers={"Content-Type": found.content_type})

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    return app


def main() -> None:
    """Serve until the parent ends."""
    die_with_parent()
    web.run_app(
        application(clock_from(os.environ.get("FIGUREWATCH_CLOCK"))),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        print=None,
    )


if __name__ == "__main__":
    main()
