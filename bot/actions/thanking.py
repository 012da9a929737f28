"""A leader's thanks on their way to the partner, word for word, once the leader said so."""

from __future__ import annotations

from datetime import timedelta

from bot.actions import planning
from bot.actions.naming import called, session_of, when
from bot.actions.talking import counterpart_of
from bot.chat.cleaning import for_others
from bot.chat.scene import Scene
from storage import answers, conversations, sessions
from storage.values import moment

USEFUL_FOR = timedelta(days=28)


def pass_on(scene: Scene) -> None:
    """Mean to tell the other of the pair. The words stay where they were written until the note goes out."""
    other, talk = counterpart_of(scene, session_of(scene)), scene.conversation
    if other is not None and talk is not None:
        planning.note(scene.tx, scene.now, other, "thanks", talk.id, useful_for=USEFUL_FOR)


def words_for(scene: Scene) -> dict[str, str]:
    """What is to be passed on (`words`, '' when it was taken back), from `who`, about the session `when`."""
    about = scene.conversation.about if scene.conversation else None
    theirs = conversations.by_id(scene.tx, about) if about else None
    session = sessions.by_id(scene.tx, theirs.about) if theirs and theirs.about else None
    if theirs is None or session is None:
        return {"words": "", "who": "", "when": ""}
    said = answers.standing(scene.tx, theirs.id)
    return {
        "words": for_others(said.get("words") or "") if said.get("send") else "",
        "who": called(scene, theirs.person_id),
        "when": when(scene, moment(session.starts_at)),
    }
