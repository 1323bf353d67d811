"""Alerts on the terminal: what `figurewatch run` and the demo show."""

from __future__ import annotations

import sys
from typing import Literal, TextIO

from monitor.model.alert import Notification
from monitor.ports import Sent
from workers.receivers.text import facts, headline, marked, one_line


class Console:
    """Prints alerts to standard output. Cannot be asked; what was printed twice is seen twice, so it prints again."""

    can_be_asked = False
    when_unsure: Literal["repeat", "park"] = "repeat"

    def __init__(self, name: str, stream: TextIO | None = None) -> None:
        self.name = name
        self._stream = stream

    def send(self, notification: Notification, *, thread: str | None) -> Sent:
        """Print it, in one write so that two workers never mix their lines."""
        message = notification.message
        before, words, after = marked(message, 600)
        lines = [f"▌ {headline(message, 300)}", f"▌   “{before}»{words}«{after}”"]
        lines += [f"▌   {label.lower()}: {text}" for label, text in facts(message)]
        lines += [f"▌   {one_line(message.outlet, 80)} {one_line(message.link, 500)}", ""]
        stream = self._stream or sys.stdout
        stream.write("\n".join(lines) + "\n")
        stream.flush()
        return Sent()

    def find(self, notification: Notification) -> Sent | None:
        """A terminal does not remember."""
        return None
