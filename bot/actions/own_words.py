"""What somebody said at length, for themselves: listed by date, shown in full, shown to others, corrected, deleted."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from bot.actions import channels, quoted
from bot.actions.reflecting import as_it_stands
from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from bot.rules.beginnings import opening
from storage import answers, fates, own_words, taken_back
from storage.answers import CHAT
from storage.own_words import OwnWords
from storage.transcripts import MACHINE
from storage.values import moment

STORY = own_words.LISTED_IN
AT_ONCE = 10
# Conversations in which every text is something that somebody said, however short.
TALKS = ("reflect", "suggest", "before_more", "say_more", "commitment_later", "commitment_seen")
FULL_STOPS = " .\u06d4"  # the line has one of its own; in Urdu the last of these
FATES = ("nothing_yet", "kept", "read", "used", "led_to", "cannot_change")


def page(scene: Scene, *, after: str) -> dict[str, Any]:
    """The ids of the ten answers after this one ("": from the newest on), and whether there are older ones."""
    everything = [one.id for one in own_words.of_person(scene.tx, scene.now, scene.person.id, TALKS)]
    begin = everything.index(after) + 1 if after in everything else 0
    return {"ids": everything[begin : begin + AT_ONCE], "older": len(everything) > begin + AT_ONCE}


def in_lines(scene: Scene, *, answer_ids: list[str]) -> str:
    """These answers, numbered: when, to what, how they begin, who may see them, what became of them."""
    found = [own_words.by_id(scene.tx, scene.now, scene.person.id, one) for one in answer_ids]
    return "\n\n".join(_line(scene, place, one) for place, one in enumerate(found, start=1) if one is not None)


def _line(scene: Scene, place: int, one: OwnWords) -> str:
    fates.told_of(scene.tx, scene.now, one.id)
    values = {"place": place, **_told(scene, one), "short": _short(scene, one), "words": opening(one.words)}
    return scene.voice.says(STORY, "line", values)


def whole(scene: Scene, *, answer_id: str) -> dict[str, Any]:
    """All of one answer, and all that there is to know about it."""
    one = own_words.by_id(scene.tx, scene.now, scene.person.id, answer_id)
    if one is None:
        return {"day": "", "wording": "", "words": "", "whom": "", "became": ""}
    fates.told_of(scene.tx, scene.now, one.id)
    return {**_told(scene, one), "wording": one.wording or _short(scene, one), "words": one.words}


def _told(scene: Scene, one: OwnWords) -> dict[str, str]:
    local = moment(one.answered_at).astimezone(ZoneInfo(scene.person.timezone))
    seen_by = as_it_stands(scene.tx, scene.person.id, one.visible_to)
    whom = scene.voice.labels(STORY, "line", (seen_by,))[seen_by]
    became = scene.voice.labels(STORY, "line", FATES)[one.fate or "nothing_yet"]
    note = f": {one.note.rstrip(FULL_STOPS)}" if one.note else ""
    day = day_in_words(local.date(), scene.voice.words)
    if one.channel == MACHINE:
        day = scene.voice.says(STORY, "said_aloud", {"day": day})
    elif one.channel != CHAT:
        values = {"day": day, "how": channels.in_words(scene, one.channel)}
        day = scene.voice.says(STORY, "said_elsewhere", values)
    return {"day": day, "whom": whom, "became": became + note}


def _short(scene: Scene, one: OwnWords) -> str:
    """The question in a few words: the prompt itself, where it was one."""
    if one.kind == "reflect" or not scene.voice.has(one.kind, one.question):
        return opening(one.wording)
    return scene.voice.short(one.kind, one.question)


def show(scene: Scene, *, answer_id: str, whom: str) -> str:
    """They chose who may see this answer from now on; who that is, as their yes stands."""
    one = own_words.by_id(scene.tx, scene.now, scene.person.id, answer_id)
    if one is not None:
        answers.show_to(scene.tx, one.conversation_id, one.question, whom)
        if whom == "me":
            taken_back.some_words(scene.tx, scene.person.id)
    return as_it_stands(scene.tx, scene.person.id, whom)


def correct(scene: Scene, *, answer_id: str, question: str) -> bool:
    """What they answered to this question, here, takes the place of that answer. Whether a sentence of it that we might
    use, or had asked for, is not in there any more."""
    one = own_words.by_id(scene.tx, scene.now, scene.person.id, answer_id)
    if one is None or scene.conversation is None:
        return False
    own_words.correct(scene.tx, scene.now, one, scene.conversation.id, question)
    return quoted.corrected(scene, answer_id)


def delete(scene: Scene, *, answer_id: str) -> None:
    """This answer is gone."""
    one = own_words.by_id(scene.tx, scene.now, scene.person.id, answer_id)
    if one is not None:
        own_words.delete(scene.tx, scene.now, scene.person.id, scene.person.telegram_id, one)


def last_shown(scene: Scene) -> dict[str, str]:
    """The reflection that they shared last, how it begins, and its talk; '' for each when there is none."""
    everything = own_words.of_person(scene.tx, scene.now, scene.person.id, ("reflect",))
    one = next((each for each in everything if each.kind == "reflect" and each.visible_to != "me"), None)
    return {"id": one.conversation_id, "words": opening(one.words)} if one else {"id": "", "words": ""}


def mean(scene: Scene, *, talk: str) -> None:
    """What they answered just now is what that reflection means to them, and seen by whoever may see it."""
    assert scene.conversation is not None
    own_words.mean(scene.tx, scene.now, talk, scene.conversation.id)
