"""The `figurewatch` command, a file per noun. Only here do both halves meet."""

from __future__ import annotations

import sys
from importlib import metadata
from typing import Annotated

import typer

from monitor.cli.exit import EXIT_FAILED, EXIT_INTERRUPTED, code_of
from monitor.errors import FigurewatchError

app = typer.Typer(
    name="figurewatch",
    help="Tells you when a number in the news changes: once, in your channel, with the sentence it stands in.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(asked: bool) -> None:
    if asked:
        print(f"figurewatch {metadata.version('figurewatch')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; what we raise on purpose becomes one line and its exit code, never a traceback."""
    _register()
    try:
        app()
    except FigurewatchError as error:
        print(f"figurewatch: {error}", file=sys.stderr)
        sys.exit(code_of(error))
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        # the reader of our output went away (`| head`); closing stderr keeps Python from saying so at exit
        sys.stderr.close()
        sys.exit(EXIT_FAILED)


def _register() -> None:
    """Add every command. Imported here so that importing the package stays cheap."""
    from monitor.cli import (  # noqa: F401
        alerts,
        check,
        dead,
        explain,
        extract,
        feeds,
        figures,
        place,
        processes,
        queue,
        run,
        series,
        status,
        stories,
        track,
        watch,
    )
