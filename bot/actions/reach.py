"""Fair reach: whom an opportunity, or all of them in a time, has reached; as figures that give nobody away."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.joining import REGIONS
from bot.actions.offering import about
from bot.chat.putting import payloads
from bot.chat.scene import Scene
from bot.chat.texts import Voice
from bot.rules.reach import COLUMNS, Row, by_groups, by_times
from storage import reach
from storage.database import Transaction
from storage.reach import ABOUT_YOU, Everybody, Reached

STORY = "reach"
DIMENSIONS = ("role", "organisation", "region", "nation", "language", *ABOUT_YOU)
IN_THE_CHAT = ("times", "role", "region", "language")  # the rest is for a larger screen
LATELY = timedelta(days=365)


def of_opportunity(tx: Transaction, opportunity_id: str) -> dict[str, list[Row]]:
    """By dimension, who was asked, answered and took part in one opportunity."""
    return _tables(reach.of_opportunity(tx, opportunity_id))


def over_time(
    tx: Transaction, since: datetime, until: datetime, among: Everybody | None = None
) -> dict[str, list[Row]]:
    """By dimension, and by how often (`times`), the same of all that were opened in this time; `among` everybody, where
    they are known from a moment ago."""
    found = reach.over_time(tx, since, until, among)
    return {**_tables(found), "times": by_times(found.people, found.rest)}


def _tables(reached: Reached) -> dict[str, list[Row]]:
    found = by_groups(reached.people, reached.everybody.sizes)
    return {dimension: found[dimension] for dimension in DIMENSIONS if dimension in found}


def show(scene: Scene) -> bool:
    """Send whom the opportunity has reached, for a small screen; False when there is nobody to count."""
    one = about(scene)
    found = of_opportunity(scene.tx, one.id) if one else {}
    return _send(scene, "whom", found, title=one.title if one else "")


def show_lately(scene: Scene) -> bool:
    """The same of all that was offered in the last year, and how often people were asked."""
    return _send(scene, "whom_lately", over_time(scene.tx, scene.now - LATELY, scene.now))


def _send(scene: Scene, key: str, found: dict[str, list[Row]], **values: str) -> bool:
    if not any(name in found for name in IN_THE_CHAT):
        return False
    shown = [name for name in IN_THE_CHAT if any(_is_shown(row) for row in found.get(name, ()))]
    parts = [_in_words(scene, name, found[name]) for name in shown] or [scene.voice.says(STORY, "all_hidden", {})]
    text = scene.voice.says(STORY, key, {"lines": "\n\n".join(parts), **values})
    for payload in payloads(text, None):
        scene.post(payload)
    return True


def _in_words(scene: Scene, dimension: str, rows: list[Row]) -> str:
    head = scene.voice.labels(STORY, "whom", (dimension,))[dimension]
    return "\n".join([head, *(_line(scene, dimension, row) for row in rows)])


def _is_shown(row: Row) -> bool:
    return any(row.counts.values())


def name_of(voice: Voice, dimension: str, group: str) -> str:
    """What a group is called, in the words in which people were asked for it."""
    if dimension == "region" and group in REGIONS:
        return voice.labels("onboarding_partner", "region", (group,))[group]
    if dimension == "language":
        return voice.labels("send_broadcast", "who", (group,))[group]
    return voice.labels(STORY, "group", (group,))[group]


def _line(scene: Scene, dimension: str, row: Row) -> str:
    voice = scene.voice
    hidden = voice.label("fewer_than_eight")
    name = name_of(voice, dimension, row.group) if row.group else voice.label("all_together")
    counts = {column: hidden if row.counts[column] is None else row.counts[column] for column in COLUMNS}
    return voice.says(STORY, "in_a_line", {"group": name, **counts})
