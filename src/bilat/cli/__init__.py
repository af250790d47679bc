"""The command line: thin. Every command calls the API and hands the result to a view.

Commands are loaded when they are called, so that ``bilat --help`` is quick. Errors of `bilat.errors` are
printed in one shape (with --json as one JSON object) and exit with their code; anything else is a bug and says so without a traceback unless
``BILAT_DEBUG`` is set.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from bilat import __version__
from bilat.errors import BilatError

__all__ = ["cli", "main"]

#: Command to (module, attribute, one line of help).
COMMANDS: dict[str, tuple[str, str, str]] = {
    "check": ("bilat.cli.check", "check", "An article: statements, propositions, verdicts."),
    "ask": ("bilat.cli.ask", "ask", "One claim, judged."),
    "brief": ("bilat.cli.brief", "brief", "The dossier of a pair of states on a day."),
    "read": ("bilat.cli.read", "read", "An article: statements and propositions only."),
    "dyads": ("bilat.cli.dyads", "dyads", "The dyad-year panel: CSV, Parquet, Stata."),
    "join": ("bilat.cli.join", "join", "Measures joined to a table of your own."),
    "votes": ("bilat.cli.votes", "votes", "Roll calls that match words or a symbol."),
    "ideal-points": (
        "bilat.cli.ideal_points",
        "ideal_points",
        "Where states stand, from how they vote.",
    ),
    "alignment": (
        "bilat.cli.alignment",
        "alignment",
        "How close two states are, and when they were closest.",
    ),
    "partners": ("bilat.cli.partners", "partners", "A state's partners, ranked on each dimension."),
    "friction": ("bilat.cli.friction", "friction", "Third states that two states are at odds over."),
    "outlook": ("bilat.cli.outlook", "outlook", "Forecasts with their reference class, scored."),
    "resolve": ("bilat.cli.resolve", "resolve", "The state that a mention means."),
    "mcp": ("bilat.cli.mcp", "mcp", "Tools for assistants (Model Context Protocol)."),
    "data": ("bilat.cli.data", "data", "The record: list, get, import, verify, export."),
    "serve": ("bilat.cli.serve", "serve", "The web app, on this machine."),
}


class _Lazy(click.Group):
    """A group whose commands are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _help = COMMANDS[cmd_name]
        found: click.Command = getattr(importlib.import_module(module), attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry[2]) for name, entry in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Suggest the nearest command for an unknown one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from bilat.errors import UnknownNameError

            raise UnknownNameError("command", args[0], COMMANDS, otherwise="`bilat --help` lists them.")
        return super().resolve_command(ctx, args)


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bilat")
def cli() -> None:
    """Look into relations between states: the record, measures, claims checked against them."""


def main(argv: list[str] | None = None) -> None:
    """Run the command line; never shows a traceback for bad input."""
    # What a command makes while it starts stays until it ends: to look through that for garbage, time and again, finds none.
    gc.set_threshold(50_000, 20, 50)
    # Nor does any plugin change how propositions are checked: pydantic would look for one in every package there is.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")
    output = sys.stdout
    _say = _speaker(sys.argv[1:] if argv is None else argv)
    try:
        code = cli.main(args=argv, prog_name="bilat", standalone_mode=False)
        sys.stdout.flush()
    except BilatError as exc:
        _say(f"bilat: {exc.message}", exc.hint, type(exc).__name__)
        sys.exit(exc.exit_code)
    except click.exceptions.Exit as exc:
        sys.exit(exc.exit_code)
    except click.Abort:
        _say("bilat: stopped.", "Nothing is half written; run the same command again to go on.", "Stopped")
        sys.exit(130)
    except click.ClickException as exc:
        _say(
            f"bilat: {exc.format_message()}",
            "`bilat --help` lists commands, `bilat COMMAND --help` their options.",
            "InputError",
        )
        sys.exit(2)
    except KeyboardInterrupt:
        _say("bilat: stopped.", "Nothing is half written; run the same command again to go on.", "Stopped")
        sys.exit(130)
    except SystemExit as exc:
        # click replaces standard output and leaves with 1 when its reader went away; that is no error of ours
        sys.exit(0 if sys.stdout is not output else exc.code)
    except BrokenPipeError:
        # The reader of our output went away: not an error of ours.
        _drop_output()
        sys.exit(0)
    except OSError as exc:
        _say(f"bilat: {exc.strerror or exc}: {exc.filename or ''}".rstrip(": "), _advice(exc), "StoreError")
        _drop_output()
        sys.exit(2)
    except Exception as exc:
        if os.environ.get("BILAT_DEBUG"):
            raise
        _say(
            f"bilat: internal error ({type(exc).__name__}: {exc}).",
            "Set BILAT_DEBUG=1 for the details, and report it.",
            "InternalError",
        )
        sys.exit(70)
    sys.exit(code if isinstance(code, int) else 0)


def _drop_output() -> None:
    """Let what is left in the buffer go nowhere, or Python would try to write it once more and complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _advice(exc: OSError) -> str:
    import errno

    return {
        errno.ENOSPC: "The disk is full; free some space and run it again. Nothing was lost.",
        errno.EACCES: "Check the permissions, or set BILAT_HOME to a folder you may write to.",
        errno.EROFS: "The file system is read-only; set BILAT_HOME to a folder you may write to.",
        errno.ENOENT: "Check the path.",
    }.get(exc.errno or 0, "Check the path and try again.")


def _speaker(argv: list[str]) -> Callable[[str, str | None, str], None]:
    """Return how an error is said on standard error: in words, or with --json as one object a program can read."""
    before = argv[: argv.index("--")] if "--" in argv else argv

    def words(message: str, hint: str | None, _kind: str) -> None:
        click.echo(message, err=True)
        if hint:
            click.echo(f"       {hint}", err=True)

    def as_json(message: str, hint: str | None, kind: str) -> None:
        shape = {"error": kind, "message": message.removeprefix("bilat: "), "hint": hint or ""}
        click.echo(json.dumps(shape, ensure_ascii=False), err=True)

    return as_json if "--json" in before or "--jsonl" in before else words
