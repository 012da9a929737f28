"""The day and the time that staff typed for something to come, on the clocks where they live."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rules.wall import moment_of, oddity, on_the_wall
from console.desk import Reading
from console.forms import Form


def typed(look: Reading, form: Form, *, gone: str) -> datetime | None:
    """What the clocks show then; None with an error where either is missing. A time that the clocks skip is an error,
    too: it is not ours to choose another. `gone` is said of what has gone by already, of a day also where the time is
    to be mended besides."""
    words, today = look.voice.words, look.scene.today
    day = form.day("date", words, today, "Type the day.")
    at = form.time("time", words, "Type the time.")
    if day is not None and day < today:
        form.wrong("date", gone)
    if day is None or at is None:
        return None
    wall = datetime.combine(day, at, ZoneInfo(look.me.person.timezone))
    if oddity(wall) == "skipped":
        next_ = f"{on_the_wall(wall):%H:%M}"
        form.wrong("time", f"The clocks go forward then, and {at:%H:%M} does not come that day. Type {next_} or later.")
    if moment_of(wall) <= look.now:
        form.wrong("date", gone)
    return wall


def to_come(look: Reading, form: Form) -> datetime | None:
    """The same of what is planned for a day."""
    return typed(look, form, gone="That has gone by already. Choose a day that is still to come.")


def is_the_first(wall: datetime | None) -> bool:
    """Whether that time comes twice, because the clocks go back: the first of the two is taken."""
    return wall is not None and oddity(wall) == "twice"
