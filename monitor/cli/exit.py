"""Exit codes (sysexits.h where it has one)."""

from __future__ import annotations

from monitor.errors import BadConfiguration, FigurewatchError, Transient, Unavailable

EXIT_OK = 0
EXIT_FAILED = 1  # failed, or different
EXIT_USAGE = 2
EXIT_UNAVAILABLE = 69  # a service is not there
EXIT_TRY_AGAIN = 75
EXIT_CONFIGURATION = 78
EXIT_INTERRUPTED = 130


def code_of(error: FigurewatchError) -> int:
    """The exit code an error ends the command with."""
    match error:
        case BadConfiguration():
            return EXIT_CONFIGURATION
        case Unavailable():
            return EXIT_UNAVAILABLE
        case Transient():
            return EXIT_TRY_AGAIN
        case _:
            return EXIT_FAILED
