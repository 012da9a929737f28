"""Answers that somebody gave on paper, by phone or in person, written down for them: which conversations there are to
write down, what comes with one, and what the person is told of it, to keep or to change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions import channels, library, planning, reflecting
from bot.actions.naming import called
from bot.actions.planning import part_of
from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from bot.chat.texts import Voice
from storage import answers, audit, conversations, effects, health, people, prompts, sessions
from storage.conversations import Conversation
from storage.sessions import Session
from storage.values import moment

TOLD_BY = "written_down"  # the kind of the note
WRITTEN = "answers_written_down"  # as the log has it
A_MOMENT = timedelta(minutes=1)
REFLECTION = "reflect"
ONBOARDING = {"partner": "onboarding_partner", "leader": "onboarding_leader"}
BEFORE, AFTER = ("before_session", "before_more"), ("after_session", "say_more")
BACK, AHEAD = timedelta(days=120), timedelta(days=31)
KEPT, PERMISSION = ("adult", "summary"), "consent_"  # questions that are not put again in this way
SHOWN_LETTERS = 200  # of an answer, in the note that tells of it
_NAMES = "mydata_page", "values"  # where each kind of conversation has a name in every language


@dataclass(frozen=True, slots=True)
class Blank:
    """A conversation that can be written down, and the session that it is about; or one that is over and of which an
    answer `changes`."""

    kind: str
    session: Session | None = None
    changes: bool = False

    @property
    def id(self) -> str:
        if self.changes:
            return f"change/{self.kind}"
        return f"{self.kind}/{self.session.id}" if self.session else self.kind


def blanks(scene: Scene) -> list[Blank]:
    """What there is to write down for this person: not what they have answered already, but for an answer of how they
    began that is another one now."""
    roles = people.roles_of(scene.tx, scene.person.id)
    begun = [Blank(ONBOARDING[role]) for role in roles if role in ONBOARDING]
    found = [*begun]
    if "partner" in roles and reflecting.may_keep(scene):
        found.append(Blank(REFLECTION))
    around = sessions.around_person(scene.tx, scene.person.id, scene.now - BACK, scene.now + AHEAD)
    for one in sorted(around, key=lambda each: each.starts_at, reverse=True):
        found += [Blank(kind, one) for kind in _around(scene, one)]
    changed = [Blank(one.kind, changes=True) for one in begun if _is_answered(scene, one)]
    return [*(one for one in found if one.kind == REFLECTION or not _is_answered(scene, one)), *changed]


def to_change(scene: Scene, blank: Blank) -> dict[str, str]:
    """The questions of which the answer can be another one now, in a few words of the team's language. What they agreed
    to is written down as a permission."""
    talk = conversations.last_of_kind(scene.tx, scene.person.id, blank.kind)
    given = answers.counting_in(scene.tx, talk.id) if talk is not None else []
    asked = (one.question for one in given if one.question not in KEPT and not one.question.startswith(PERMISSION))
    return {one: scene.texts.first.short(blank.kind, one) for one in asked}


def _around(scene: Scene, session: Session) -> tuple[str, ...]:
    """What somebody is asked about this session, as whatever they come to it."""
    begun = moment(session.starts_at) <= scene.now
    if session.state == "cancelled" or (not begun and session.state != "planned"):
        return ()
    if part_of(scene.tx, session, scene.person.id) == "leader":
        return ("leader_feedback",) if begun else ()
    return AFTER if begun else BEFORE


def _is_answered(scene: Scene, blank: Blank) -> bool:
    about = blank.session.id if blank.session else None
    last = conversations.last_of_kind(scene.tx, scene.person.id, blank.kind, about)
    return last is not None and last.ended_at is not None and answers.standing(scene.tx, last.id) != {}


def may_keep(scene: Scene, kind: str) -> bool:
    """Whether what they say there may be kept: without their yes only what asks for it."""
    return kind in ONBOARDING.values() or kind not in health.TOLD_IN or health.may_keep(scene.tx, scene.person.id)


def prompts_to_answer(scene: Scene) -> dict[str, str]:
    """The thoughts that may have stood on the paper, by id."""
    return {one.prompt.id: one.prompt.words for one in library.entries(scene) if not one.retired}


def begin(scene: Scene, blank: Blank, prompt_id: str, question: str = "") -> Conversation:
    """The conversation that is written down; one of its kind that is open is over. Where an answer changes, it is the
    one that they had, and this `question` is asked in it again."""
    if blank.changes:
        talk = conversations.last_of_kind(scene.tx, scene.person.id, blank.kind)
        assert talk is not None
        talk.changing, talk.ended_at = question, None
        return talk
    about = blank.session.id if blank.session else None
    if scene.playing is not None:
        scene.playing.leave(blank.kind, about)
    talk = conversations.begin(scene.tx, scene.now, scene.person.id, blank.kind, about=about)
    if blank.kind == REFLECTION:
        offered = {
            "id": prompts.offer(scene.tx, scene.now, scene.person.id, prompt_id),
            "words": prompts_to_answer(scene)[prompt_id],
        }
        details = json.dumps([[], {"swapped": ""}], sort_keys=True)  # as the story asks for its first thought
        effects.note(scene.tx, scene.now, talk.id, "offered_1", details, offered)
        reflecting.plan_next(scene)
    return talk


def was_kept_just_now(scene: Scene, by: str, blank_id: str) -> bool:
    """Whether the same person wrote down this kind of conversation a moment ago, as who presses a button twice does."""
    found = audit.about(scene.tx, scene.person.id, WRITTEN, limit=1)
    if not found or found[0].actor != by or scene.now - moment(found[0].done_at) > A_MOMENT:
        return False
    return found[0].detail.split(" ")[0] == blank_id.partition("/")[0]


def tell(scene: Scene, talk: Conversation) -> None:
    """It is written down: on record, and the person is told in their hours."""
    assert scene.behalf is not None
    audit.note(
        scene.tx,
        scene.now,
        actor=scene.behalf.by,
        action=WRITTEN,
        about=scene.person.id,
        detail=f"{talk.kind} {scene.behalf.how}",
    )
    planning.note(scene.tx, scene.now, scene.person.id, TOLD_BY, talk.id)


def kind_in_words(voice: Voice, kind: str) -> str:
    """What such a conversation is called, such as "after a session"."""
    return voice.labels(*_NAMES, (kind,))[kind]


def written(scene: Scene) -> dict[str, Any]:
    """What was written down for them: `what` it is about ('' when it is gone), the `day`, `how` it was said, `who`
    wrote it down, the `lines`, and the questions that can be changed, by id with their `labels`."""
    talk = conversations.by_id(scene.tx, (scene.conversation and scene.conversation.about) or "")
    theirs = talk is not None and talk.person_id == scene.person.id
    told = answers.counting_in(scene.tx, talk.id) if talk is not None and theirs else []
    first = next(
        (one for one in reversed(told) if one.channel in channels.CHANNELS), None
    )  # of what was written down last
    given = [one for one in told if first is not None and one[2:] == first[2:]]
    if talk is None or first is None:
        return {"what": "", "day": "", "how": "", "who": "", "lines": "", "ids": [], "labels": {}}
    voice, day = scene.voice, moment(first.answered_at).astimezone(ZoneInfo(scene.person.timezone)).date()
    shorts = {one.question: voice.short(talk.kind, one.question) for one in given}
    return {
        "what": kind_in_words(voice, talk.kind),
        "day": day_in_words(day, voice.words),
        "how": channels.in_words(scene, first.channel),
        "who": called(scene, first.said_by or ""),
        "lines": "\n".join(f"{shorts[one.question]}: {_shown(scene, one.answer)}" for one in given),
        "ids": list(shorts),
        "labels": shorts,
    }


def _shown(scene: Scene, answer: str) -> str:
    words = " ".join(answer.split()) or scene.voice.label("skipped")
    return words if len(words) <= SHOWN_LETTERS else f"{words[:SHOWN_LETTERS].rstrip()}…"


def ask_again(scene: Scene, *, question: str) -> None:
    """This question is asked again, here, and goes on from there."""
    talk = conversations.by_id(scene.tx, (scene.conversation and scene.conversation.about) or "")
    if talk is not None and talk.person_id == scene.person.id:
        scene.afterwards = lambda play: play.reopen(talk, question)
