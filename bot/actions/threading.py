"""Questions about an opportunity: passed on between a person and the coordinator who looks after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.actions import team
from bot.actions.naming import called
from bot.actions.offering import about as opportunity_of
from bot.chat.cleaning import for_others
from bot.chat.passing_on import pass_on as send_on
from bot.chat.scene import Scene
from bot.chat.spoken import Mixed, VoiceNote
from bot.rules.bank_holidays import off_days
from bot.rules.contact import may_write
from storage import conversations, opportunities, people, profiles, threads, voice_notes
from storage.people import Person
from storage.threads import Thread
from storage.values import moment

STORY = "thread_note"
A_WHILE = timedelta(hours=1)
TALKS = ("ask_about", "thread_reply")
BY_THE_TEAM = {
    "written": "written_by_the_team",
    "corrected": "corrected_by_the_team",
    "spoken": "spoken_by_the_team",
    "ended": "ended_by_the_team",
}


def open_about(scene: Scene) -> dict[str, str]:
    """Whom a question about this opportunity goes to: `id` of the talk, `who`, `title`; `state` says why it cannot."""
    one = opportunity_of(scene)
    if one is None:
        return {"state": "gone", "id": "", "who": "", "title": ""}
    there = team.who_looks_after(scene.tx, one.made_by, but=scene.person.id)
    if not there:
        return {"state": "nobody", "id": "", "who": "", "title": one.title}
    thread = threads.open_about(
        scene.tx, scene.now, person_id=scene.person.id, coordinator_id=there[0], opportunity_id=one.id
    )
    return {"state": "", "id": thread.id, "who": called(scene, there[0]), "title": one.title}


def which(scene: Scene) -> dict[str, str]:
    """The talk that the conversation is about: `who` is at the other end, its `title`; `state` says why it is over."""
    thread = thread_of(scene)
    other = _other_end(scene, thread)
    if thread is None or other is None:
        return {"state": "gone", "id": "", "who": "", "title": ""}
    one = opportunities.by_id(scene.tx, thread.opportunity_id or "")
    state = "closed" if thread.closed_at else ""
    return {"state": state, "id": thread.id, "who": called(scene, other.id), "title": one.title if one else ""}


def meant(scene: Scene, *, thread_id: str) -> dict[str, dict[str, str]]:
    """The `names` of those whom what was sent may be for, by talk; none when it can only be for this one: nobody else
    has written since the question was put."""
    put_at = (scene.conversation and scene.conversation.attention_at) or ""
    waiting = threads.waits_for(scene.tx, scene.person.id)
    newer = [one for one, since in waiting if one.id != thread_id and since > put_at]
    this = threads.by_id(scene.tx, thread_id)
    if not newer or this is None:
        return {"names": {}}
    return {"names": {one.id: called(scene, one.person_id) for one in (this, *newer)}}


def pass_on(scene: Scene, *, thread_id: str, key: str, words: str) -> dict[str, str]:
    """Keep it, and send it to the other end at once, saying who speaks; edited words go as a correction.

    `state` is 'gone' when there is nobody there any more, 'nobody' when there is no coordinator, 'closed' when the
    talk is over, 'nothing' when no talk was chosen; `who` has it now, and `next` waits for an answer too.
    """
    thread = threads.by_id(scene.tx, thread_id)
    if thread is None:
        return {"state": "nothing" if not thread_id else "gone", "who": "", "next": ""}
    if thread.closed_at is not None:
        return {"state": "closed", "who": "", "next": ""}
    thread, other = _where_somebody_is(scene, thread)
    if other is None:
        return {"state": "nobody" if scene.person.id == thread.person_id else "gone", "who": "", "next": ""}
    voice_id = _voice_in(words)
    sound = voice_notes.at_telegram(scene.tx, voice_id) if voice_id else ""
    source = f"{scene.conversation.id if scene.conversation else ''}/{key}"
    new = threads.add(
        scene.tx, scene.now, thread.id, said_by=scene.person.id, source=source, words=str(words), voice_id=voice_id
    )
    _send(scene, thread, other, str(words), "spoken" if sound else "written" if new else "corrected", sound)
    waiting = [one for one, _ in threads.waits_for(scene.tx, scene.person.id) if one.id != thread.id]
    following = called(scene, waiting[0].person_id) if waiting else ""
    return {"state": "", "who": called(scene, other.id), "next": following}


def is_asked_else(scene: Scene) -> bool:
    """Whether a question waits for them besides this talk: what they write without a word about whom it is for answers
    that, and they may have been writing it for nobody."""
    here = scene.conversation.id if scene.conversation else ""
    waiting = [one for one in conversations.open_of(scene.tx, scene.person.id) if one.id != here and one.pending]
    play = scene.playing
    return play is None or any(not play.passes(one.kind) or play.is_urgent(one.kind) for one in waiting)


def was_silent(scene: Scene) -> bool:
    """Whether it is a while since they last said something in this talk: they hear again where their words go."""
    since = scene.conversation.attention_at if scene.conversation else None
    return since is None or scene.now - moment(since) >= A_WHILE


def _where_somebody_is(scene: Scene, thread: Thread) -> tuple[Thread, Person | None]:
    """The talk, and who is at its other end: another one, where a coordinator cannot be reached any more."""
    other = _other_end(scene, thread)
    if other is not None and other.stopped_at is None and other.unreachable_at is None:
        return thread, other
    by_person = scene.person.id == thread.person_id
    there = team.who_looks_after(scene.tx, None, but=scene.person.id) if by_person else []
    following = people.by_id(scene.tx, there[0]) if there else None
    if following is None:
        return thread, None
    threads.hand_over(scene.tx, thread.id, following.id)
    return replace(thread, coordinator_id=following.id), following


def close(scene: Scene) -> str:
    """The talk is over, and the other end hears it in one line; who that is, or '' when it was over before."""
    thread = thread_of(scene)
    other = _other_end(scene, thread)
    if thread is None or not threads.close(scene.tx, scene.now, thread.id):
        return ""
    if other is not None and threads.said_in(scene.tx, thread.id):
        _send(scene, thread, other, "", "ended", "")
    return called(scene, other.id) if other else ""


def thread_of(scene: Scene) -> Thread | None:
    """The talk that the conversation is about, if this person is in it."""
    known = scene.about
    thread = threads.by_id(scene.tx, known) if known else None
    return thread if thread and scene.person.id in (thread.person_id, thread.coordinator_id) else None


def _other_end(scene: Scene, thread: Thread | None) -> Person | None:
    other_id = thread.other_than(scene.person.id) if thread else None
    other = people.by_id(scene.tx, other_id) if other_id else None
    return other if other is not None and other.telegram_id is not None else None


def _send(scene: Scene, thread: Thread, other: Person, words: str, how: str, sound: str) -> None:
    one = opportunities.by_id(scene.tx, thread.opportunity_id or "")
    to_person = other.id == thread.person_id
    values = {"who": scene.person.name, "title": one.title if one else ""}
    values["words"] = words if to_person else for_others(words)  # what the team writes may lead somewhere
    offers = () if how == "ended" else ("thread_reply", "thread_done")
    voice = scene.texts.voice(other.language)
    text = voice.says(STORY, BY_THE_TEAM[how] if to_person else how, values)
    if how != "ended" and _is_asked_else(scene, other):
        text = f"{text}\n\n{voice.says(STORY, 'question_above', values)}"
    send_on(
        scene,
        other,
        text,
        kind=STORY,
        about=thread.id,
        offers=offers,
        reason="thread",
        fleeting=not to_person,
        sound=sound,
        silent=not _in_hours(scene, other),
    )


def _is_asked_else(scene: Scene, other: Person) -> bool:
    """Whether a question waits for them that has nothing to do with such talks, and what they write would answer it."""
    waiting = conversations.in_attention(scene.tx, other.id)
    return waiting is not None and waiting.pending is not None and waiting.kind not in TALKS


def _in_hours(scene: Scene, person: Person) -> bool:
    told = profiles.of(scene.tx, person.id)
    days, since, until = (told.get(name) or "" for name in ("contact_days", "contact_from", "contact_until"))
    off = off_days(told.get("nation") or "", person.timezone)
    return may_write(scene.now, person.timezone, days, since or None, until or None, off)


def _voice_in(words: str) -> str | None:
    pieces = words.pieces if isinstance(words, Mixed) else (words,)
    return next((piece.reference for piece in pieces if isinstance(piece, VoiceNote)), None)
