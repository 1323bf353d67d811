"""`figurewatch init` and `check`: a settings file to start from, and whether the one there is can be used."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import app
from monitor.cli.context import Config, config_file, settings_of
from monitor.errors import Permanent
from monitor.settings import DEFAULT_FILE, Settings


@app.command()
def init(
    file: Annotated[Path, typer.Argument(help="The file to write.")] = DEFAULT_FILE,
) -> None:
    """Write a figurewatch.yaml to start from; never over one that is there."""
    example = files("monitor.cli").joinpath("figurewatch.example.yaml").read_text(encoding="utf-8")
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(example)
    except FileExistsError:
        raise Permanent(f"{file} is there already; nothing was written") from None
    except OSError as error:
        raise Permanent(f"{file} cannot be written: {error.strerror}") from None
    print(f"wrote {file}. Put your feeds and watches in it, then: figurewatch check && figurewatch run")


@app.command()
def check(
    config: Config = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the file, for editors.")] = False,
) -> None:
    """Read the settings and say what is wrong, with file, line and the nearest name. Exit 78 if they cannot be used."""
    if schema:
        print(json.dumps(Settings.model_json_schema(), indent=2))
        return
    settings = settings_of(config)
    where = config_file(config) or "no figurewatch.yaml, defaults"
    counts = f"{len(settings.feeds)} feeds, {len(settings.watches)} watches, {len(settings.receivers)} receivers"
    print(f"{where}: ok ({counts})")
    if settings.watches and not settings.receivers:
        print("note: there are watches but no receivers; alerts will be printed by the deliver worker")
