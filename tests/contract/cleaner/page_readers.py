"""Stand-ins for `read_page`, found by dotted name in the child: what pages can do to their reader."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from monitor.ports import Page, Stub


def echo(html: bytes, url: str, **_: Any) -> Page | Stub:
    """The page tells what to do: hang, eat memory, crash, raise, print, name the process, or be an article."""
    order = html[:20].decode()
    if order.startswith("hang"):
        time.sleep(600)
    if order.startswith("spin"):
        while True:
            pass
    if order.startswith("eat"):
        return Stub(str(len(bytearray(8 << 30))))
    if order.startswith("crash"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if order.startswith("raise"):
        raise ValueError("no page of mine")
    if order.startswith("print"):
        print('{"stub": "forged"}')
    if order.startswith("pid"):
        return Stub(str(os.getpid()))
    if order.startswith("size"):
        return Stub(str(len(html)))
    return Page(html.decode(), html.decode() + "\n\nöäü", None, "Meridian Wire", url, None, (("Share", "label"),))
