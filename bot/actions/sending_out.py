"""Sending to many, in the coordinator's chat: what is in the way, going on with what was put together, confirming."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.actions import audience_look, audiences, broadcasting, offering
from bot.chat.cleaning import in_its_direction
from bot.chat.scene import Scene
from bot.chat.splitting import TELEGRAM_LIMIT
from bot.rules.audience import TWO_PEOPLE_OVER, Audience
from bot.rules.wall import moment_of
from storage import broadcasts, opportunities
from storage.broadcasts import Broadcast
from storage.conversations import Conversation
from storage.opportunities import Opportunity

STORY, CARD = "send_broadcast", "broadcast_card"


def in_the_way(scene: Scene) -> dict[str, Any]:
    """Why the opportunity cannot be sent: its `state`, what is `missing`, and by how much it is `too_long` with what to
    `shorten`. Nothing is in the way of a draft or an open one with neither."""
    one = offering.about(scene)
    if one is None:
        return {"state": "gone", "missing": "", "too_long": 0, "shorten": ""}
    gaps = broadcasting.missing(one, scene.now)
    return {
        "state": one.state,
        "missing": fields_in_words(scene, gaps),
        "too_long": offering.over_by(scene.texts, one),
        "shorten": fields_in_words(scene, offering.longest(one)),
    }


def fields_in_words(scene: Scene, names: list[str]) -> str:
    """What these fields of an opportunity are called."""
    return ", ".join(scene.voice.short("fill_opportunity", name) for name in names)


def begin(scene: Scene) -> None:
    """Go on with what was put together to send this opportunity, or begin with those chosen for a sending
    that was undone, or whom its topic interests."""
    one = offering.about(scene)
    assert one is not None
    broadcast_id = put_together(scene, one)
    scene.afterwards = lambda play: play.begin(STORY, about=broadcast_id)


def put_together(scene: Scene, one: Opportunity) -> str:
    """What was put together to send this opportunity, or a beginning of it; its id."""
    in_hand = [each for each in broadcasts.of_opportunity(scene.tx, one.id) if each.state in ("draft", "agreeing")]
    return in_hand[-1].id if in_hand else _draft(scene, one)


def _draft(scene: Scene, one: Opportunity) -> str:
    made = broadcasts.draft(scene.tx, scene.now, made_by=scene.person.id, opportunity_id=one.id, topic=one.topic)
    undone = [each for each in broadcasts.of_opportunity(scene.tx, one.id) if each.state == "undone"]
    first = Audience(roles=("partner",), interests=(one.topic,) if one.topic else ()).stored()
    broadcasts.choose(scene.tx, made, audience=undone[-1].audience if undone else first, words="", topic=one.topic)
    return made


def announcement_left(scene: Scene) -> dict[str, str]:
    """The `id` and the `words` of the announcement that this person began and did not send; '' when there is none."""
    left = broadcasts.unfinished(scene.tx, scene.person.id)
    return {"id": left[0].id, "words": left[0].words} if left else {"id": "", "words": ""}


def go_on(scene: Scene, *, broadcast_id: str) -> None:
    """Go on with an announcement that was begun."""
    scene.afterwards = lambda play: play.begin(STORY, about=broadcast_id)


def throw_away(scene: Scene, *, broadcast_id: str) -> None:
    """It is not wanted any more."""
    broadcasts.throw_away(scene.tx, broadcast_id)


def too_long(scene: Scene, *, words: str) -> int:
    """By how much the words of an announcement are longer than one message can be, in any language."""
    voices = [scene.texts.voice(language) for language in scene.texts.languages]
    longest = max(offering.units(voice.says("announcement_note", "news", {"words": words})) for voice in voices)
    return max(0, longest - TELEGRAM_LIMIT)


def announce(scene: Scene, *, words: str, chats: list[str]) -> None:
    """The same, and on to whom it is for."""
    made = draft_announcement(scene, words=words, chats=chats)
    scene.afterwards = lambda play: play.begin(STORY, about=made)


def draft_announcement(scene: Scene, *, words: str, chats: list[str]) -> str:
    """An announcement of these words, to people who are still to be chosen or into these Telegram groups; its id."""
    words = in_its_direction(words)
    made = broadcasts.draft(scene.tx, scene.now, made_by=scene.person.id, words=words)
    chosen = Audience(group_chats=tuple(chats)).stored()
    broadcasts.choose(scene.tx, made, audience=chosen, words=words, topic="")
    return made


def stands(scene: Scene) -> dict[str, Any]:
    """How far the sending has come that the conversation is about: its `state` ("over" where what it tells of is), whom
    it is for so far, whether it goes `to_chats`, and the id of the `opportunity` that it tells of, or ''."""
    one = audiences.about(scene)
    if one is None:
        return {"state": "gone", "audience": {}, "to_chats": False, "opportunity": ""}
    audience = dict(one.audience)
    return {
        "state": one.state if _takes_place(scene, one) else "over",
        "audience": audience,
        "to_chats": bool(audience.get("group_chats")),
        "opportunity": one.opportunity_id or "",
    }


def is_draft(scene: Scene, talk: Conversation) -> bool:
    """Whether what a talk puts together has still to be sent, and what it tells of may be."""
    one = broadcasts.by_id(scene.tx, talk.about or "")
    return one is not None and one.state == "draft" and _takes_place(scene, one)


def _takes_place(scene: Scene, one: Broadcast) -> bool:
    found = opportunities.by_id(scene.tx, one.opportunity_id) if one.opportunity_id else None
    return found is None or found.state in broadcasting.CAN_BE_SENT


def confirm(scene: Scene, *, number: int, at: datetime | None, seen: str = "") -> dict[str, Any]:
    """The coordinator typed how many it goes to: `how` it went, and how many `people` there are. It is "changed" where
    the message, or whom it is for, has another mark now than what was `seen`, if that is said, or it does not take
    place any more.

    What goes out is shown by its card from then on.
    """
    one = audiences.about(scene)
    if one is None:
        return {"how": "already", "people": 0}
    if one.state == "draft" and (not _takes_place(scene, one) or (seen and audience_look.mark_of(scene, one) != seen)):
        return {"how": "changed", "people": 0}
    starts_at = None if at is None else moment_of(at)
    done = broadcasting.confirm(scene.tx, scene.now, one.id, by=scene.person.id, number=number, starts_at=starts_at)
    how = done.refused or ("second_asked" if done.agreeing else "handed_on")
    if how == "handed_on":
        scene.afterwards = lambda play: play.begin(CARD, about=one.id)
    return {"how": how, "people": done.people}


def needs_second(scene: Scene, *, people: int) -> str:
    """ "needed" where a second person has to agree to so many, "nobody" where there is none; else ''."""
    if people <= TWO_PEOPLE_OVER:
        return ""
    return "needed" if broadcasting.who_else(scene.tx, scene.person.id) else "nobody"
