"""What somebody else did to an opportunity while it was asked about: whether the question still stands."""

from __future__ import annotations

from bot.actions.offer_words import DAYS
from bot.actions.offering import about
from bot.chat.scene import Scene
from storage import audit, broadcasts, effects, opportunities
from storage.conversations import Conversation
from storage.opportunities import Opportunity

KEPT = "opportunity_kept"  # as the log calls what was filled in, with the fields
PAY = ("paid", "pay", "unpaid_because")  # one decision: whether it is paid, and what, or why not
DECIDABLE = ("open", "closed", "decided")  # what people may hear of, and takes place


def is_draft(scene: Scene, talk: Conversation) -> bool:
    """Whether what a talk fills in is a draft still, and no second person is asked about it who was not when it began:
    whoever fills it in hears first that a change takes that question back."""
    one = _of(scene, talk)
    if one is None or one.state != "draft":
        return False
    began = effects.done_in(scene.tx, talk.id).get("second_asked")
    return began is None or began[1] or not is_with_second(scene, one)


def is_with_second(scene: Scene, one: Opportunity) -> bool:
    """Whether a second person is asked to agree to sending it."""
    return any(each.state == "agreeing" for each in broadcasts.of_opportunity(scene.tx, one.id))


def is_decidable(scene: Scene, talk: Conversation | None = None) -> bool:
    """Whether there is still something to decide in the one that the conversation is about, or this talk."""
    one = about(scene) if talk is None else _of(scene, talk)
    return one is not None and one.state in DECIDABLE


def newest(scene: Scene) -> str:
    """What was done last before a field is asked for, as `filled_in` wants it."""
    return audit.head(scene.tx)


def filled_in(scene: Scene, *, field: str, since: str, said: object) -> str:
    """The field that somebody else has filled in since this one was asked for, over which what was `said` of this one
    would go: what they said stands. That is the same, one that is one decision with it, or a day that would be out of
    order. '' where there is none."""
    one = about(scene)
    found = audit.later(scene.tx, since, one.id, KEPT) if one is not None else []
    theirs = {name for each in found if each.actor != scene.person.id for name in each.detail.split(",")}
    if field in PAY and theirs.intersection(PAY):
        return "pay"
    if field in theirs:
        return field
    if one is None or field not in DAYS or said is None:
        return ""
    (other,) = (name for name in DAYS if name != field)
    days = {"closes_on": one.closes_on, "decides_on": one.decides_on, field: str(said)}
    out_of_order = bool(days[other]) and str(days["decides_on"]) < str(days["closes_on"])
    return other if out_of_order and other in theirs else ""


def _of(scene: Scene, talk: Conversation) -> Opportunity | None:
    return opportunities.by_id(scene.tx, talk.about or "")
