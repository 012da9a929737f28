"""The team looks after the card for a hard day: its numbers, a line of their own, and the date of the last check."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions import crisis, planning
from bot.chat.scene import Scene
from bot.rules.help_card import OWN, fits, lines, to_check
from storage import audit, help_card, nudges_made, people
from storage.database import Transaction

KIND = "card_check"
LEAD = "safeguarding-lead"
AGAIN_AFTER = timedelta(days=21)


def show(scene: Scene, *, nation: str) -> str:
    """The card as somebody in this nation sees it."""
    return crisis.card(scene, nation)


def numbered(scene: Scene, *, nation: str) -> dict[str, str]:
    """The lines whose number can be changed, by what the button says: their wording with the number in it."""
    there = lines(nation, help_card.numbers(scene.tx, nation))
    own = scene.voice.labels("card", "which_line", (OWN,))[OWN]
    said = {line: scene.voice.labels("card", "which_line", (line,))[line] for line in there if line != OWN}
    return {**said, OWN: own}


def proposed(scene: Scene, *, nation: str, line: str, number: str) -> dict[str, str]:
    """How this line stands `now`, and how it would `then`, as people see it; nothing for what cannot stand there."""
    if line != OWN and not fits(line, " ".join(number.split())):
        return {}
    there = {OWN: "", **lines(nation, help_card.numbers(scene.tx, nation))}
    return {"now": _line(scene, line, there.get(line, "")), "then": _line(scene, line, " ".join(number.split()))}


def _line(scene: Scene, line: str, number: str) -> str:
    if not number:
        return scene.voice.says("card", "no_such_line", {})
    return number if line == OWN else scene.voice.says(crisis.TABLE, line, {"number": number})


def change(scene: Scene, *, nation: str, line: str, number: str, shown: str | None = None) -> bool:
    """This line has this number from now on; that somebody changed it is on record. False for what cannot
    stand there, and where it does not stand any more as it was `shown`, if that is said."""
    said = proposed(scene, nation=nation, line=line, number=number)
    if not said or shown not in (None, said["now"]):
        return False
    help_card.change(scene.tx, nation, line, number)
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="card_changed", about=nation, detail=line)
    return True


def check(scene: Scene, *, nation: str, shown: str | None = None) -> bool:
    """They have checked every number of it. False where it is not any more the card that they were `shown`, if that is
    said."""
    if shown not in (None, show(scene, nation=nation)):
        return False
    help_card.checked(scene.tx, scene.now, nation, scene.person.id)
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="card_checked", about=nation)
    return True


def unchecked(tx: Transaction, now: datetime) -> list[str]:
    """The nations whose cards want checking."""
    return to_check(now, {nation: check.at for nation, check in help_card.checks(tx).items()})


def ask_leads(tx: Transaction, now: datetime) -> None:
    """Mean to ask every lead to check the cards that want it; each again after three weeks, until they are."""
    if not unchecked(tx, now):
        return
    for lead in people.with_role(tx, LEAD):
        if lead.joined_at and not nudges_made.planned_since(tx, lead.id, KIND, now - AGAIN_AFTER):
            planning.note(tx, now, lead.id, KIND)


def which(scene: Scene) -> str:
    """The nations whose cards want checking, in words; '' when there is none by now."""
    waiting = unchecked(scene.tx, scene.now)
    return ", ".join(scene.voice.labels("card", "which", waiting).values())
