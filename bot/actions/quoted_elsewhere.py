"""Sentences to be taken down, or changed, where they stand: each told of so that it is not taken for another."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.actions.naming import when
from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from storage.quoted_elsewhere import ToMend
from storage.values import moment


def agreed(scene: Scene, found: Sequence[ToMend]) -> dict[str, str]:
    """By the id of each of these, when its author said yes, in words: the day, such as "Tuesday 3 March 2026". Where
    there is another for the same place that day, the time with it, and a number where that is the same as well."""
    zone, words = ZoneInfo(scene.person.timezone), scene.voice.words
    days = {one.id: day_in_words(moment(one.agreed_at).astimezone(zone).date(), words) for one in found}
    times = {one.id: when(scene, moment(one.agreed_at)) for one in found}
    told = {}
    for one in found:
        alike = [each for each in found if (each.place, days[each.id]) == (one.place, days[one.id])]
        at_once = [each.id for each in alike if times[each.id] == times[one.id]]
        number = f" ({at_once.index(one.id) + 1})" if len(at_once) > 1 else ""
        told[one.id] = days[one.id] if len(alike) == 1 else f"{times[one.id]}{number}"
    return told
