"""The command line: what there is, in the order in which people meet it. Heavy imports wait until they are needed."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Annotated

import typer

REFUSED, HELD, BUG, STOPPED = 78, 75, 70, 130  # as in sysexits.h

app = typer.Typer(
    name="voices",
    help="Voices: the chat companion of a lived-experience programme.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where the practice phones are served.")] = 8080,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
) -> int:
    """Try everything on this machine, with practice phones; no token needed."""
    from bot.commands import run

    return run.rehearse(port, browser)


@app.command()
def init(
    yes: Annotated[bool, typer.Option("--yes", help="Take the proposed answers without asking.")] = False,
) -> int:
    """Set up this installation, or go through its set-up again."""
    from bot.commands import init

    return init.set_up(yes=yes)


@app.command()
def doctor() -> int:
    """Check this set-up and say in plain words what is wrong and how to mend it."""
    from bot.commands import doctor

    return doctor.examine()


@app.command()
def words(
    language: Annotated[str, typer.Argument(help="The code of one language; without it, all of them.")] = "",
    record: Annotated[
        bool, typer.Option("--record", help="Note from which English each new or changed translation was made.")
    ] = False,
    fits: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Note that texts whose address begins so still fit their English.")
    ] = "",
) -> int:
    """List what the language files lack compared with the English ones, and which translations are stale."""
    from bot.commands import words

    return words.examine(language, recording=record, fits=fits)


@app.command()
def run() -> int:
    """Run the bot, its delivery and its scheduler until told to stop."""
    from bot.commands import run

    return run.run()


@app.command()
def console() -> int:
    """Serve the staff pages alone, while the bot is not running."""
    from bot.commands import console

    return console.serve()


@app.command(name="sign-in")
def sign_in(person: Annotated[str, typer.Argument(help="Somebody of the team, by number, such as P-007.")]) -> int:
    """Print a link that signs somebody of the team in to the staff pages, where the chat cannot."""
    from bot.commands import console

    return console.sign_in(person)


@app.command()
def fortnight(
    person: Annotated[str, typer.Argument(help="Whose fortnight, by number, such as P-007.")],
) -> int:
    """Show what somebody gets in the next 14 days, and what is held back and why. Nothing is sent."""
    from bot.commands import fortnight

    return fortnight.show(person)


@app.command()
def invite(
    role: Annotated[str, typer.Argument(help="What the person will be, such as partner or leader.")],
    uses: Annotated[int, typer.Option(help="How many people may use the code.")] = 1,
    organisation: Annotated[str, typer.Option(help="The organisation they belong to.")] = "",
    test: Annotated[
        bool, typer.Option("--test", help="For practice: whoever joins is marked as a test person.")
    ] = False,
    without_telegram: Annotated[
        bool, typer.Option("--without-telegram", help="For somebody by name: a private link to a web page instead.")
    ] = False,
    page: Annotated[bool, typer.Option("--page", help="Print the invite as a link that opens a web page.")] = False,
    name: Annotated[str, typer.Option(help="With --without-telegram: what the person is called.")] = "",
    person: Annotated[
        str, typer.Option(help="With --without-telegram: a new link for this one, by number, such as P-007.")
    ] = "",
) -> int:
    """Print a code that lets somebody in, or for whoever has no Telegram a private link."""
    from bot.commands import invite, page_link

    if without_telegram or name or person:
        told = page_link.Told(role, name.strip(), person.strip(), organisation.strip(), test)
        return page_link.page_link(told, uses=uses, without_telegram=without_telegram)
    return invite.invite(role, uses=uses, organisation=organisation, is_test=test, by_page=page)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder; only you will be able to read it.")],
) -> int:
    """Write everything into a folder, as CSV and JSON."""
    from bot.commands import export

    return export.export(folder)


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV file; its first line names the columns.")],
    apply: Annotated[bool, typer.Option("--apply", help="Make what was shown; without it nothing is changed.")] = False,
    leave_out_wrong: Annotated[
        bool, typer.Option("--leave-out-wrong", help="Go on without the lines that are wrong.")
    ] = False,
) -> int:
    """Pairings and sessions from a CSV file: shown first, made with --apply.

    The columns, in any order, of which a file needs only those that it uses: kind (pairing or session), partner,
    leader, group, from, until, date, time, minutes, place.

    A pairing has a partner, a leader, and if you like from and until. A session has a partner and a leader, or a group,
    a date, a time, and if you like minutes (60) and a place or link. People are named as Voices knows them, or by
    number, such as P-007. Dates are like 2026-03-10 or 10/03/2026, times like 14:00, in the time zone of this
    installation.
    """
    from bot.commands import import_file

    return import_file.import_file(file, apply=apply, leave_out_wrong=leave_out_wrong)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where the copy goes.")]) -> int:
    """Make a safe copy of the database, also while the bot runs."""
    from bot.commands import copies

    return copies.back_up(file)


@app.command()
def rehearse(
    on_a_copy: Annotated[
        bool, typer.Option("--on-a-copy", help="The settings name a copy of a PostgreSQL database.")
    ] = False,
) -> int:
    """Before an upgrade: would anybody in the middle of a conversation be stranded? Run it with the new program."""
    from bot.commands import rehearse

    return rehearse.rehearse(on_a_copy=on_a_copy)


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A copy that voices backup made.")]) -> int:
    """Put a copy back in place of the database. Stop the bot first."""
    from bot.commands import copies

    return copies.restore(file)


def main() -> int:
    """Run the command that was typed; the exit code. Nothing that an operator can cause ends in a traceback."""
    os.umask(0o077)  # whatever we write is for this account alone
    try:
        code = app(standalone_mode=False, prog_name="voices")
    except typer.TyperException as misuse:
        return _end(misuse.exit_code, misuse.format_message())
    except (typer.Abort, KeyboardInterrupt):
        return _end(STOPPED, "Stopped before the end.")
    except Exception as error:  # noqa: BLE001 - the last place; what was foreseen gets its own line, the rest a reference
        return _end(*_verdict(error))
    return code if isinstance(code, int) else 0


def _verdict(error: Exception) -> tuple[int, str]:
    """The exit code for an error, and what the operator reads."""
    from bot.commands.refused import CannotGoOn
    from bot.logs import class_and_place
    from config.settings import SettingsRefused
    from storage.database import DatabaseHeld, DatabaseRefused
    from storage.errors import DatabaseDamaged, DatabaseUnavailable

    if isinstance(error, DatabaseHeld):
        return HELD, str(error)
    if isinstance(error, SettingsRefused | DatabaseRefused | DatabaseDamaged | DatabaseUnavailable | CannotGoOn):
        return REFUSED, str(error)
    reference = secrets.token_hex(4)
    return (
        BUG,
        f"Something went wrong that we did not foresee. Please report this line: {reference} {class_and_place(error)}",
    )


def _end(code: int, line: str) -> int:
    print(line, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
