"""A day and a time that somebody asks the rota about: as they type it, and as the clocks will show it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions import rota_ahead
from bot.rules import wall
from console.desk import Reading
from console.forms import Form

ODD = {
    "skipped": ", because the clocks go forward that night and there is no such time",
    "twice": ", the first of the two, because the clocks go back that night",
}


def asked(look: Reading, form: Form) -> datetime:
    """The time that was asked for, or three in the morning of the next Sunday."""
    zone, usual = look.me.person.timezone, rota_ahead.next_sunday_at_three(look.now, look.me.person.timezone)
    if not form["day"] and not form["time"]:
        return usual
    day = form.day("day", look.voice.words, look.scene.today, "Type a day, such as Sunday or 10/03/2026.")
    time = form.time("time", look.voice.words, "Type a time, such as 3am.")
    if day is None or time is None:
        return usual
    typed = datetime.combine(day, time, ZoneInfo(zone))
    odd, there = wall.oddity(typed), wall.on_the_wall(typed)
    if odd:
        form.meant["time"] = f"{there:%H:%M}{ODD[odd]}"
    return there
