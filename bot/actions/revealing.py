"""Both-in: two answers of each of a pair, shown to the other only when both have answered and both say yes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from bot.actions import planning
from bot.actions.naming import session_of
from bot.actions.talking import counterpart_of
from bot.chat.scene import Scene
from storage import answers, consents, conversations, effects, nudges, nudges_made, reveals
from storage.database import Transaction
from storage.sessions import Session

Outcome = Literal["waiting", "shown", "kept_back", "not_shared", "shown_already"]
QUESTIONS = ("mattered", "not_said")
SHOWN = "both_agreed"  # noted in both conversations: their yes is final from then on
WAITED_FOR = timedelta(days=21)


def is_shown(scene: Scene) -> bool:
    """Whether both have seen each other's answers already."""
    session = session_of(scene)
    mine = reveals.of(scene.tx, session.id, scene.person.id) if session else None
    return mine is not None and mine.revealed_at is not None


def answer(scene: Scene, *, agreed: bool) -> Outcome:
    """They have answered, and agree to show it or not; what comes of it now."""
    session, talk = session_of(scene), scene.conversation
    other = counterpart_of(scene, session)
    if session is None or talk is None or other is None:
        return "not_shared"
    mine = {"session_id": session.id, "person_id": scene.person.id, "conversation_id": talk.id}
    if not reveals.answer(scene.tx, scene.now, agreed=agreed, **mine):
        return "shown_already"
    theirs = reveals.of(scene.tx, session.id, other)
    if not agreed:
        nudges.withdraw_for(scene.tx, scene.now, other, session.id, "not_shared", "reveal")
        if theirs is not None and theirs.agreed:
            planning.note(scene.tx, scene.now, other, "revealed", session.id)
        return "kept_back"
    if consents.took_back_health(scene.tx, other):
        return "not_shared"
    if theirs is None:
        _invite(scene, session, other)
        return "waiting"
    if not reveals.show(scene.tx, scene.now, session.id):
        return "not_shared"
    _open_up(scene, session, other)
    return "shown"


def _invite(scene: Scene, session: Session, other: str) -> None:
    """Ask the other the same, once, unless they have begun by themselves."""
    begun = conversations.last_of_kind(scene.tx, other, "reveal", session.id)
    if begun is None and nudges_made.last_made_about(scene.tx, other, "reveal", session.id) is None:
        planning.note(scene.tx, scene.now, other, "reveal", session.id)


def _open_up(scene: Scene, session: Session, other: str) -> None:
    """From now on each may see the other's: who is here at once, and the other with a note."""
    for person_id in (scene.person.id, other):
        side = reveals.of(scene.tx, session.id, person_id)
        if side is not None and side.conversation_id is not None:
            effects.note(scene.tx, scene.now, side.conversation_id, SHOWN, "", True)
            for question in QUESTIONS:
                answers.show_to(scene.tx, side.conversation_id, question, "pair")
    planning.note(scene.tx, scene.now, other, "revealed", session.id)
    if scene.conversation is not None and scene.conversation.ended_at is not None:  # they came back to say yes
        planning.note(scene.tx, scene.now, scene.person.id, "revealed", session.id)


def theirs(scene: Scene) -> dict[str, str]:
    """What the other wrote, by question; both '' unless it is shown, and once they took back that we keep it."""
    session = session_of(scene)
    other = counterpart_of(scene, session)
    side = reveals.of(scene.tx, session.id, other) if session and other else None
    hidden = other is not None and consents.took_back_health(scene.tx, other)
    if side is None or side.revealed_at is None or side.conversation_id is None or hidden:
        return dict.fromkeys(QUESTIONS, "")
    said = answers.standing(scene.tx, side.conversation_id)
    return {question: said.get(question) or scene.voice.label("skipped") for question in QUESTIONS}


def let_go(tx: Transaction, now: datetime) -> None:
    """Whoever has waited for long hears that the answers were not shared."""
    for one in reveals.waiting(tx, now - WAITED_FOR):
        reveals.let_go(tx, one.session_id, one.person_id)
        planning.note(tx, now, one.person_id, "revealed", one.session_id)
