"""The command line: each command's module is known by name, so that only it is imported."""

import subprocess
import sys
from importlib import import_module

from monitor.cli import COMMANDS, app


def test_the_table_names_every_command():
    """A command that is missing from the table would be no command; one too many would fail."""
    for module in set(COMMANDS.values()):
        import_module(f"monitor.cli.{module}")
    commands = {each.name or (each.callback.__name__ if each.callback else "") for each in app.registered_commands}
    assert commands | {group.name for group in app.registered_groups} == set(COMMANDS)


def test_the_version_is_told_without_the_rest():
    """Neither the store nor the network is imported for it."""
    told = "import sys; from monitor import cli; sys.argv = ['figurewatch', '--version']\ntry: cli.main()\nexcept SystemExit: print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    version, imported = done.stdout.split("\n")[:2]
    assert version.startswith("figurewatch ")
    assert imported == "False"
