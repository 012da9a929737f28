"""The lines that set the scene of a chat and that look behind it: `given:` and `then:`."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.webdoor.letting_in import let_in
from storage import answers, concerns, consents, invites, notices, people
from storage.database import Transaction
from tests import (
    scenery_aloud,
    scenery_answers,
    scenery_broadcasts,
    scenery_console,
    scenery_data,
    scenery_doors,
    scenery_hearing,
    scenery_opportunities,
    scenery_people,
    scenery_programme,
    scenery_reading,
    scenery_safety,
    scenery_words,
)
from tests.cast import CAST, Member
from tests.casting import TIMEZONE, WHO, Scene, bring_in, found
from tests.playing import Player

_ROLE = r"(?P<role>partner|leader|coordinator|safeguarding-lead|learning-partner|admin)"
_EXPIRED = timedelta(days=15)


async def _invite(player: Player, line: re.Match[str]) -> None:
    now = player.clock.now() - (_EXPIRED if line["expired"] else timedelta())
    uses = int(line["uses"] or 1)
    player.codes[line["name"]] = await player.database.write(
        lambda tx: invites.make(tx, now, role=line["role"], uses=uses)
    )


async def _has_role(player: Player, line: re.Match[str]) -> None:
    who = CAST[line["who"]]
    await player.database.write(lambda tx: bring_in(tx, player, who, line["role"]))


async def _let_in(player: Player, line: re.Match[str]) -> None:
    """A leader without Telegram, whose first question waits on a page."""
    who, now, texts = CAST[line["who"]], player.clock.now(), player.running.parts.texts

    def come_in(tx: Transaction) -> None:
        person = let_in(tx, now, texts, name=who.first_name, timezone=TIMEZONE)
        for table, column in (("people", "telegram_id"), ("outbox", "chat_id"), ("asked", "chat_id")):
            tx.run(
                f"UPDATE {table} SET {column} = :ours WHERE {column} = :theirs",
                ours=who.chat_id,
                theirs=person.telegram_id,
            )

    await player.database.write(come_in)


async def _nothing_kept(player: Player, line: re.Match[str]) -> None:
    """Neither in a table nor in the bytes of the file: her number, and her words on the way in and out."""
    who = CAST[line["who"]]
    await player.restart()  # closing writes everything into the one file
    content = b"".join(path.read_bytes() for path in sorted(player.folder.glob("voices.db*")))
    traces = [str(who.chat_id).encode(), who.chat_id.to_bytes(8, "big").lstrip(b"\0"), *_own_words(player, who)]
    left = [trace for trace in traces if trace in content]
    assert left == [], f"something of {who.name} is left in the file: {left}"
    assert await player.database.read(lambda tx: people.in_chat(tx, who.chat_id)) is None


def _own_words(player: Player, who: Member) -> list[bytes]:
    """The longer phrases of what somebody typed."""
    typed = [phrase.strip() for text in player.telegram.typed_by(who) for phrase in re.split(r",| and |\n|\. ", text)]
    return [phrase.encode() for phrase in typed if len(phrase) > 10 and not phrase.startswith("/")]


async def _is(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    at = {
        "paused": person.paused_at,
        "stopped": person.stopped_at,
        "unreachable": person.unreachable_at,
        "joined": person.joined_at,
    }
    is_so = at[line["state"]] is not None
    assert is_so != bool(line["not"]), f"{line['who']} is {'' if is_so else 'not '}{line['state']}"


async def _is_called(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    assert person.name == line["name"], f"{line['who']} is called {person.name!r}"


async def _agreed(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    given = await player.database.read(lambda tx: consents.given(tx, person.id, line["purpose"]))
    assert given != bool(line["not"]), f"{line['who']} has {'' if given else 'not '}agreed to {line['purpose']}"


async def _concern(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    waits = await player.database.read(lambda tx: concerns.is_open(tx, person.id))
    assert waits != bool(line["not"]), f"{line['who']} has {'an' if waits else 'no'} open concern"


async def _notice(player: Player, line: re.Match[str]) -> None:
    kinds = [kind for kind, _ in await player.database.read(notices.unseen)]
    assert (line["kind"] in kinds) == (line["have"] == "a"), f"the notices are {kinds}"


async def _lets_see(player: Player, line: re.Match[str]) -> None:
    """The last of their answers, or of what became none, that begins like this."""
    person = await found(player, line["who"])
    told = await player.database.read(lambda tx: answers.of_person(tx, person.id))
    seen_by = [one["visible_to"] for one in told if one["answer"].startswith(line["words"])]
    assert seen_by[-1:] == [line["whom"]], f"who may see it: {seen_by}"


async def _no_trace(player: Player, line: re.Match[str]) -> None:
    """Neither in a table nor in the bytes of the file."""
    await player.restart()
    content = b"".join(path.read_bytes() for path in sorted(player.folder.glob("voices.db*")))
    assert line["words"].encode() not in content, f"{line['words']!r} is still in the file"


async def _voice_notes(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    sql = "SELECT state FROM voice_notes WHERE person_id = :id ORDER BY id"
    states = [row["state"] for row in await player.database.read(lambda tx: tx.all(sql, id=person.id))]
    assert states == [line["state"]] * int(line["times"]), f"the voice notes are {states}"


GIVEN: dict[str, Scene] = {
    rf"an (?P<expired>expired )?invite for a {_ROLE}, called (?P<name>[\w-]+)(, for (?P<uses>\d+) people)?": _invite,
    rf"{WHO} is a {_ROLE}": _has_role,
    r"(?P<who>lena) has a link to a page": _let_in,
    **scenery_broadcasts.GIVEN,
    **scenery_programme.GIVEN,
    **scenery_data.GIVEN,
    **scenery_doors.GIVEN,
    **scenery_safety.GIVEN,
    **scenery_answers.GIVEN,
    **scenery_opportunities.GIVEN,
    **scenery_console.GIVEN,
    **scenery_words.GIVEN,
    **scenery_aloud.GIVEN,
    **scenery_reading.GIVEN,
    **scenery_hearing.GIVEN,
    **scenery_people.GIVEN,
}
THEN: dict[str, Scene] = {
    rf"nothing is kept about {WHO}": _nothing_kept,
    rf"{WHO} is (?P<not>not )?(?P<state>paused|stopped|unreachable|joined)": _is,
    rf"{WHO} is called (?P<name>.+)": _is_called,
    rf"{WHO} has (?P<not>not )?agreed to (?P<purpose>\w+)": _agreed,
    rf"{WHO} (waits|does (?P<not>not) wait) for a person": _concern,
    rf"{WHO} has (?P<times>\d+) voice notes? that (is|are) (?P<state>\w+)": _voice_notes,
    r"staff have (?P<have>a|no) notice: (?P<kind>\w+)": _notice,
    rf"{WHO} lets (?P<whom>me|staff|leader|learning) see “(?P<words>.+)”": _lets_see,
    r"no trace is left of “(?P<words>.+)”": _no_trace,
    **scenery_broadcasts.THEN,
    **scenery_programme.THEN,
    **scenery_data.THEN,
    **scenery_doors.THEN,
    **scenery_safety.THEN,
    **scenery_opportunities.THEN,
    **scenery_words.THEN,
    **scenery_console.THEN,
    **scenery_aloud.THEN,
    **scenery_hearing.THEN,
}


async def set_scene(player: Player, scenes: dict[str, Scene], line: str) -> None:
    """Do what the line says. Raises LookupError for a line that nobody has taught us."""
    for pattern, scene in scenes.items():
        if match := re.fullmatch(pattern, line):
            return await scene(player, match)
    raise LookupError(f"no such line: {line!r}; there are: " + " · ".join(scenes))
