"""The `figurewatch` command, a file per noun. Only here do both halves meet."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module, metadata
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
    _register(sys.argv[1:])
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


#: Command → the module that defines it, in the order of `--help`. Only what was asked for is imported.
COMMANDS = {
    "init": "check",
    "check": "check",
    "explain": "explain",
    "extract": "extract",
    "place": "place",
    "track": "track",
    "monitor": "processes",
    "worker": "processes",
    "web": "processes",
    "run": "run",
    "demo": "run",
    "status": "status",
    "doctor": "status",
    "alerts": "alerts",
    "dead": "dead",
    "feeds": "feeds",
    "figures": "figures",
    "queue": "queue",
    "series": "series",
    "stories": "stories",
    "watch": "watch",
}


def _register(asked: Sequence[str]) -> None:
    """Add the command that was asked for; all of them where none was, for help and completion."""
    if "--version" in asked[:1]:
        return
    module = COMMANDS.get(asked[0]) if asked else None
    for each in [module] if module else dict.fromkeys(COMMANDS.values()):
        import_module(f"monitor.cli.{each}")
