"""The key of the database: made once, kept away from the data, and printed as a sheet for the safe."""

from __future__ import annotations

import importlib.util
import os
import secrets
from datetime import datetime
from pathlib import Path

from bot.commands.refused import CannotGoOn
from config import checks
from config.settings import Settings

_SHEET = """
----------------------------------------------------------------------
RECOVERY SHEET - print this now and lock it away. It is shown only once.

The key of the Voices database {database}
made {now:%d %B %Y}:

{key}

Without this key nobody can read the database or its backups, not even
you. Whoever has it and a copy of the database can read everything.
The machine keeps it in {place}.
To bring it back: write the key, without spaces, into a new file, run
chmod 400 on the file, and name it in VOICES_DATABASE_KEY_FILE.
----------------------------------------------------------------------
"""


def can_encrypt() -> bool:
    """Whether this machine has what encrypts a SQLite file."""
    return importlib.util.find_spec("sqlcipher3") is not None


def proposed() -> Path:
    """A place for a new key, in the home of whoever runs this, with a name that no other installation has."""
    return Path.home() / ".voices" / f"database-{secrets.token_hex(4)}.key"


def make(place: Path, settings: Settings) -> str:
    """A new key in a new file of mode 0400. Raises CannotGoOn when the place is taken, or lies beside the data."""
    folder = settings.data_folder()
    if folder and place.resolve().is_relative_to(folder.resolve()):
        raise CannotGoOn("The key cannot lie in the folder of the database: whoever copies the one has the other.")
    key = secrets.token_hex(checks.KEY_BYTES)
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(place, "x", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o400)) as file:
            file.write(key + "\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise CannotGoOn(
            "There is a file at that place already, and it may be a key in use. Name another place."
        ) from None
    except OSError as error:
        raise CannotGoOn(f"The key cannot be written there ({error.strerror}). Name another place.") from None
    return key


def recovery_sheet(key: str, place: Path, database: Path, now: datetime) -> str:
    """What to print and lock away."""
    groups = [key[start : start + 8] for start in range(0, len(key), 8)]
    lines = [" ".join(groups[:4]), " ".join(groups[4:])]
    return _SHEET.format(database=database, now=now, key="\n".join("  " + line for line in lines), place=place)
