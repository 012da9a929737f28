"""Somebody leaves: what they gave, a letter with their own words, and what becomes of each kind of what is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions import agreeing, away, copying, ending, letter, session_news, untold
from bot.actions.meeting import has_telegram
from bot.actions.naming import when
from bot.chat.days import day_in_words, moment_in_words
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from storage import (
    audit,
    commitments,
    consents,
    erasing,
    erasures,
    health,
    notices,
    outbox,
    pairings,
    parting,
    people,
    sessions,
    taken_back,
    terms,
    tombstones,
    voice_notes,
)
from storage.database import Transaction
from storage.erasures import Planned
from storage.outbox import Message
from storage.values import moment
from storage.web_chats import is_web

STORY = letter.STORY
DONE = {"all": "done_all", "health": "done_health", "leaving": "done_leaving"}
NOTHING_CHOSEN = "done_nothing_chosen"  # what they told us stays, as they have not said what should become of it


def what_they_gave(scene: Scene) -> dict[str, Any]:
    """What somebody gave, in words, '' where there is nothing yet; whether there are words of theirs for a letter; and
    of which kinds of things they can choose what becomes of them."""
    given, may_stay = tombstones.given(scene.tx, scene.person.id), _may_stay(scene.tx, scene.person.id)
    return {
        "in_words": letter.gave(scene.tx, scene.person.id, scene.voice) if given.answers or given.sessions else "",
        "words": letter.has_words(scene.tx, scene.now, scene.person.id),
        "has": {
            "words": may_stay and given.answers > 0,
            "sounds": may_stay and bool(voice_notes.of_person(scene.tx, scene.person.id)),
            "promises": bool(commitments.of_person(scene.tx, scene.person.id)),
        },
    }


def send_letter_link(scene: Scene) -> None:
    """Send a link that opens once, to a copy of all that is theirs with the letter in it."""
    copying.post_link(scene, STORY, "letter_link")


def send_letter(scene: Scene) -> None:
    """Send their own words as a letter into the chat. Nothing of it is kept here besides the words themselves."""
    scene.post(
        {"caption": scene.voice.says(STORY, "letter_caption", {})},
        method="sendDocument",
        file_name=letter.FILE_NAME,
        file_text=letter.letter(scene.tx, scene.now, scene.person, scene.voice),
        fleeting=has_telegram(scene),
    )


def leave(scene: Scene, *, choices: dict[str, str]) -> dict[str, str]:
    """They have left: nothing is written to them, their pairings are over, and what they chose is done once they have
    had time to change their mind. When that is, and until when we still know how to reach them."""
    tx, now, person = scene.tx, scene.now, scene.person
    for pairing in pairings.standing_of(tx, person.id):
        ending.end(tx, now, pairing.id, by=person.id, why=pairings.LEFT)
        untold.ask_the_team_of(scene, sessions.of_pairing(tx, pairing.id))
    session_news.leave_out(tx, now, person.id, sessions.of_person(tx, person.id, now, now + away.AHEAD))
    if person.stopped_at is None:  # a stop that they said before stands by itself, also if they do not leave after all
        people.stop(tx, now, person.id)
    people.leave(tx, now, person.id)
    taken_back.a_sentence(tx, person.id)  # a sentence of theirs that was for their time with us ends
    away.leave_what_we_began(scene)
    due_at, gone_at = now + terms.to_change_ones_mind(tx), now + terms.of(tx)["contact"]
    erasures.plan(tx, now, person.id, "leaving", due_at, choices)
    notices.note(tx, now, "person_left", person.id)
    audit.note(tx, now, actor=person.id, action="person_left", about=person.id)
    return {"when": when(scene, due_at), "until": day_in_words(gone_at.date(), scene.voice.words)}


def left_before(scene: Scene) -> dict[str, str]:
    """Whether they `left` already ('' when they have not), and when what they chose then is done ('' when it is)."""
    planned = erasures.planned(scene.tx, scene.person.id)
    due = when(scene, moment(planned.due_at)) if planned is not None and planned.kind == "leaving" else ""
    return {"left": people.left_at(scene.tx, scene.person.id) or "", "when": due}


def carry_out(tx: Transaction, now: datetime, texts: Texts, planned: Planned) -> list[Message]:
    """Do what somebody decided and did not change their mind about; the message that tells them so."""
    person = people.by_id(tx, planned.person_id)
    if person is None:
        return []
    said = _done(tx, planned)
    erasures.call_off(tx, now, person.id, planned.kind)
    if said and said != NOTHING_CHOSEN:
        done = erasures.HEALTH if said == DONE[erasures.HEALTH] and not planned.choices else planned.kind
        audit.note(tx, now, actor=person.id, action=f"erased_{done}", about=person.id)
    if planned.kind == "all":
        worked_with = ending.worked_with(tx, now, person.id)
        erasing.erase(tx, now, person.id)
        ending.one_has_left(tx, now, person.id, worked_with)
    elif planned.kind == "health":
        parting.forget_words(tx, person.id)
        agreeing.take_goals_back(tx, person.id)
        voice_notes.forget_of(tx, person.id)
    else:
        _by_choice(tx, now, person.id, planned.choices)
    if not said or person.telegram_id is None or is_web(person.telegram_id) or person.unreachable_at is not None:
        return []
    voice, left = texts.voice(person.language), erasures.planned(tx, person.id)
    text = voice.says(STORY, said, {})
    if left is not None:  # what else they decided is done later
        local = moment(left.due_at).astimezone(ZoneInfo(person.timezone))
        text = voice.says(STORY, "done_health_more", {"when": moment_in_words(local, voice.words)})
    # Nothing of it is kept: where all is gone, there is nobody any more of whom it could be.
    return [outbox.add(tx, now, chat_id=person.telegram_id, payload={"text": text}, reason="erased", fleeting=True)]


def _done(tx: Transaction, planned: Planned) -> str:
    """What is told of it, as it is about to be done; '' where somebody has left and nothing of theirs is to be done."""
    if planned.kind != erasures.LEAVING:
        return DONE[planned.kind]
    if erasures.words_go_at(tx, planned.person_id):  # they said no to keeping them, whatever they chose before
        return DONE[erasures.HEALTH]
    if planned.choices:
        return DONE[erasures.LEAVING]
    given = tombstones.given(tx, planned.person_id)
    return NOTHING_CHOSEN if given.answers and said_yes_since(tx, planned.person_id) else ""


def said_yes_since(tx: Transaction, person_id: str) -> bool:
    """Whether somebody who has left has said yes to keeping what they tell us since: as they left, nobody asked them
    what should become of it."""
    left_at = people.left_at(tx, person_id)
    past = [one for one in consents.history(tx, person_id) if one["purpose"] == health.PURPOSE]
    return left_at is not None and bool(past) and past[-1]["decision"] == "given" and past[-1]["decided_at"] > left_at


def _may_stay(tx: Transaction, person_id: str) -> bool:
    """Whether what they told us may be kept beyond their time with us: no no to that stands."""
    return not consents.refused(tx, person_id, health.PURPOSE)


def _by_choice(tx: Transaction, now: datetime, person_id: str, choices: Mapping[str, str]) -> None:
    if not _may_stay(tx, person_id):  # what they let stay, they have let stay under that yes
        choices = {**choices, "words": "delete", "sounds": "delete"}
    if choices.get("words") == "without_name" or choices.get("promises") == "without_name":
        nameless = parting.nobody(tx, now)
        if choices.get("words") == "without_name":
            parting.hand_words_to(tx, person_id, nameless)
        if choices.get("promises") == "without_name":
            commitments.hand_to(tx, person_id, nameless)
    if choices.get("words") == "delete":
        parting.forget_words(tx, person_id)
    if choices.get("words") in ("delete", "without_name"):
        agreeing.take_goals_back(tx, person_id)
    if choices.get("sounds") == "delete" or choices.get("words") in ("delete", "without_name"):
        voice_notes.forget_of(tx, person_id)
    if choices.get("promises") == "delete":
        commitments.forget_of(tx, person_id)
