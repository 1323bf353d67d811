"""What can go wrong, typed by what to do about it: try again, give up, or tell the person who set it up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path


class FigurewatchError(Exception):
    """Base of every error we raise on purpose; its text is one line for a reader at 3 a.m."""


class Transient(FigurewatchError):
    """It may work later: try again with back-off, never before `retry_after`.

    `unsure` is True where the other side may have taken the request before it failed (a time-out, a reset):
    a message must not be sent again without asking.
    """

    def __init__(self, reason: str, retry_after: timedelta | None = None, *, unsure: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.unsure = unsure


class Permanent(FigurewatchError):
    """It will not work however often it is tried: record the reason and go on."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadConfiguration(FigurewatchError):
    """The configuration cannot be used; names the file and line and what to write instead. Exit code 78."""

    def __init__(self, problem: str, *, file: Path | str | None = None, line: int | None = None) -> None:
        where = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(f"{where}{problem}")
        self.problem = problem
        self.file = file
        self.line = line


class Unavailable(FigurewatchError):
    """A service or resource this process needs is not there (Redis, database, port, folder). Exit code 69."""
