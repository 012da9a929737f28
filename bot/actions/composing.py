"""Composing an opportunity: every answer goes into its row at once, so that a draft can be left and gone on with."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions import asking_second, offer_words, offering, opportunity_meanwhile
from bot.actions.offer_words import FILL_IN
from bot.actions.opportunity_meanwhile import KEPT, is_draft
from bot.chat.cleaning import in_its_direction
from bot.chat.days import day_in_words
from bot.chat.moments import read_parts
from bot.chat.questions import Instead
from bot.chat.reading import fold
from bot.chat.scene import Scene
from bot.chat.words import NotAnAnswer
from storage import audit, opportunities
from storage.conversations import Conversation
from storage.opportunities import FIELDS, Opportunity

TOPIC_OF_NONE = "no_topic"
OPEN_TO_CHANGE = ("draft",)
# Letters that each field has room for.
LONGEST = {
    **{"title": 80, "what": 900, "suits": 500, "doing": 500, "hours": 200, "happens": 200, "place": 300, "pay": 300},
    **{"unpaid_because": 300, "expenses": 300, "access": 500, "ask_whom": 200, "how_decided": 300},
}
WITHOUT_LINKS = ("title", "hours", "happens", "pay")
MOST_PLACES = 500


def new(scene: Scene, *, title: str) -> str:
    """A new draft with this title; its id."""
    made = opportunities.draft(scene.tx, scene.now, made_by=scene.person.id, timezone=scene.person.timezone)
    opportunities.fill_in(scene.tx, made, {"title": title})
    return made


def begin(scene: Scene, *, title: str) -> str:
    """A new draft with this title, and on to what else it needs; its id."""
    made = new(scene, title=title)
    scene.afterwards = lambda play: play.begin(FILL_IN, about=made)
    return made


def copy(scene: Scene) -> str:
    """A draft with the same words and new days to come; its id, or '' when there is none to copy."""
    one = offering.about(scene)
    if one is None:
        return ""
    copied = opportunities.copy(scene.tx, scene.now, one.id, made_by=scene.person.id)
    opportunities.fill_in(scene.tx, copied, {"happens": ""})  # another day
    return copied


def use_again(scene: Scene) -> bool:
    """The same, and on to those days; False when there is none to copy."""
    copied = copy(scene)
    if not copied:
        return False
    scene.afterwards = lambda play: play.begin(FILL_IN, about=copied)
    return True


def gaps(scene: Scene) -> list[str] | None:
    """The fields that nobody filled in yet, in the order in which they are asked; None when it is no draft any more."""
    one = offering.about(scene)
    if one is None or one.state not in OPEN_TO_CHANGE:
        return None
    return [name for name in FIELDS if name != "unpaid_because" and _is_open(one, name)]


def is_gone(scene: Scene) -> bool:
    """Whether the one that the conversation is about is not there any more."""
    return offering.about(scene) is None


def is_nobodys(scene: Scene, one: Opportunity) -> bool:
    """Whether this one can be thrown away: a draft that nobody ever had."""
    return one.state == "draft" and not offering.was_taken_back(scene, one)


def can_discard(scene: Scene, talk: Conversation | None = None) -> bool:
    """Whether the one that the conversation is about, or this talk, can be thrown away."""
    one = offering.about(scene) if talk is None else opportunities.by_id(scene.tx, talk.about or "")
    return one is not None and is_nobodys(scene, one)


def is_with_second(scene: Scene) -> bool:
    """Whether a second person is asked to agree to sending it."""
    one = offering.about(scene)
    return one is not None and opportunity_meanwhile.is_with_second(scene, one)


def is_open(scene: Scene, *, field: str) -> bool:
    """Whether nobody has filled in this field yet."""
    one = offering.about(scene)
    return one is None or _is_open(one, field)


def _is_open(one: Opportunity, name: str) -> bool:
    return not getattr(one, name) and not (name == "pay" and one.unpaid_because)


def keep(scene: Scene, *, field: str, said: object) -> list[str]:
    """Store what was said of a field, unless it was skipped, or it is no draft any more as far as the talk knows;
    the fields that have to be asked again because of it.

    A button's words are stored in place of its name: from then on they are the coordinator's.
    """
    one = offering.about(scene)
    if one is None or said is None or scene.conversation is None or not is_draft(scene, scene.conversation):
        return []
    told: dict[str, Any] = {field: _in_row(scene, field, said)}
    if field in ("pay", "unpaid_because"):
        told = {"pay": "", "unpaid_because": "", **told}
    again = []
    if field == "closes_on" and one.decides_on and one.decides_on < str(told[field]):
        told["decides_on"] = None
        again = ["decides_on"]
    asking_second.take_back(scene, one.id)
    opportunities.fill_in(scene.tx, one.id, told)
    audit.note(scene.tx, scene.now, actor=scene.person.id, action=KEPT, about=one.id, detail=",".join(told))
    return again


def _in_row(scene: Scene, field: str, said: object) -> object:
    if isinstance(said, date):
        return said.isoformat()
    if isinstance(said, Instead):
        return scene.voice.labels(FILL_IN, field, (said,))[said]
    if field == "topic" and said == TOPIC_OF_NONE:
        return ""
    return in_its_direction(said) if isinstance(said, str) else said


def read_when(scene: Scene, *, said: str) -> dict[str, str]:
    """How a time that was typed is read: `shown` as a day and a time if it is one, `hint` with what is wrong with it.

    Anything else stands as it was typed: several days, "when it suits you".
    """
    try:
        parts = read_parts(said, scene.voice.words, scene.today)
    except NotAnAnswer as not_one:
        wrong = not_one.hint in ("weekday_differs", "no_such_day")
        return {"hint": scene.voice.says(FILL_IN, not_one.hint, not_one.values) if wrong else "", "shown": said}
    if parts.day is None:
        return {"hint": "", "shown": said}
    day = day_in_words(parts.day, scene.voice.words)
    if parts.day < scene.today:
        return {"hint": scene.voice.says(FILL_IN, "is_past", {"day": day}), "shown": said}
    return {"hint": "", "shown": offer_words.when(parts, scene.voice.words)}


def clash(scene: Scene, *, after: object) -> str:
    """In words, that it takes place too early, as it stands `after` these answers; '' when it does not."""
    one = offering.about(scene)
    return offering.clash(scene, one) if one else ""


def is_no_pay(scene: Scene, *, said: str | None) -> bool:
    """Whether what was said of the pay is that there is none."""
    none = scene.voice.says(FILL_IN, "no_pay", {}).split(", ")
    return said is not None and fold(said) in [fold(each) for each in none]


def first_day(scene: Scene, *, field: str) -> str:
    """The first day that can be the last one for answers, or the day of the decision: as an ISO date."""
    one = offering.about(scene)
    today = scene.now.astimezone(ZoneInfo(one.timezone)).date().isoformat() if one else scene.today.isoformat()
    closes_on = one.closes_on if one and field == "decides_on" else None
    return max(today, closes_on or today)


def discard(scene: Scene) -> bool:
    """Delete a draft; False when somebody was told of it, or it is gone."""
    one = offering.about(scene)
    if one is None or not is_nobodys(scene, one):
        return False
    asking_second.take_back(scene, one.id)
    if not opportunities.throw_away(scene.tx, one.id):
        return False
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="opportunity_discarded", about=one.id)
    return True
