"""Opportunities as coordinators look at them: the list, and a card for each with how it stands and what comes next."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions import finding, naming, offering, sending_out, topics, wishes
from bot.actions.offer_words import DAYS
from bot.chat.days import day_in_words
from bot.chat.putting import payloads
from bot.chat.scene import Scene
from storage import broadcasts, opportunities, recalls, recipients, responses
from storage.broadcasts import Broadcast
from storage.opportunities import Opportunity
from storage.responses import Response
from storage.values import moment

STORY = "opportunity"
STANDS = {"open": "is_open", "closed": "is_closed", "decided": "is_decided", "cancelled": "is_cancelled"}
OVER_SHOWN = 30
SHOWN_LETTERS = 90  # of each line, where all of them are shown to be chosen from


def in_hand(scene: Scene) -> dict[str, Any]:
    """Those that are not over, in `lines`, those whose decision is overdue first; and how many (`many`)."""
    found = _in_order(scene)
    named = _named(scene, found)
    lines = [f"{named[one.id]}\n{how_it_stands(scene, one)}" for one in found[: finding.AT_ONCE]]
    return {"lines": "\n\n".join(lines), "many": len(found)}


def offer(scene: Scene, *, words: str, over: bool = False) -> dict[str, Any]:
    """Opportunities by what was typed, for choosing one: in hand, or those that are `over`."""
    found = opportunities.over(scene.tx, OVER_SHOWN) if over else _in_order(scene)
    labels = _named(scene, found)
    match = finding.matching(words, labels)
    fitting = match.ids or tuple(labels)
    shown = list(fitting[: finding.AT_ONCE])
    how = "sure" if words and len(match.ids) == 1 else "many" if len(shown) < len(fitting) else "all"
    return {"ids": shown, "labels": {one: labels[one] for one in shown}, "how": how}


def open_card(scene: Scene, *, opportunity_id: str = "") -> None:
    """Go on to this one, or to the one that the conversation is about."""
    about = opportunity_id or (scene.conversation.about if scene.conversation else None)
    scene.afterwards = lambda play: play.begin(STORY, about=about)


def _in_order(scene: Scene) -> list[Opportunity]:
    """Overdue decisions first, then what is open by the day of its decision, then drafts, the newest first."""
    found = opportunities.in_hand(scene.tx)
    drafts = [one for one in found if one.state == "draft"]
    others = [one for one in found if one.state != "draft"]
    return [*others, *sorted(drafts, key=lambda one: one.id, reverse=True)]


def _named(scene: Scene, found: list[Opportunity]) -> dict[str, str]:
    """What each is called; of those called the same, the second and the others with their number."""
    times, named = Counter[str](), {}
    for one in found:
        title = one.title or scene.voice.label("no_title")
        times[title] += 1
        named[one.id] = title if times[title] == 1 else f"{title} ({times[title]})"
    return named


def how_it_stands(scene: Scene, one: Opportunity) -> str:
    """Whether it is a draft, or one again, waits for a second person, is open until a day, or waits for a decision."""
    voice = scene.voice
    if one.state == "draft":
        agreeing = any(each.state == "agreeing" for each in broadcasts.of_opportunity(scene.tx, one.id))
        again = "is_draft_again" if offering.was_taken_back(scene, one) else "is_draft"
        return voice.says(STORY, "waits_for_second" if agreeing else again, {})
    days = {"closes_on": _day(scene, one.closes_on), "decides_on": _day(scene, one.decides_on)}
    if is_late(scene, one):
        return voice.says(STORY, "is_overdue", days)
    said = voice.says(STORY, STANDS[one.state], days)
    silent = [each for each in _silent(scene, one) if wishes.has_run_out(scene, each)]
    return f"{said} {voice.says(STORY, 'offer_ran_out', {'people': len(silent)})}" if silent else said


def _silent(scene: Scene, one: Opportunity) -> list[Response]:
    """Those whom a place was offered and who have not answered; of what may not be heard of yet, nobody."""
    return responses.silent_of(scene.tx, one.id) if is_heard(one) else []


def is_heard(one: Opportunity) -> bool:
    """Whether people may have been told what was decided, and it takes place."""
    return one.state in ("closed", "decided")


def is_late(scene: Scene, one: Opportunity) -> bool:
    """Whether people were promised to have heard by now."""
    return one.state in ("open", "closed") and bool(one.decides_on) and str(one.decides_on) < _today(scene, one)


def card(scene: Scene) -> dict[str, Any]:
    """How the opportunity stands: `state`, in `lines`, what is in the way of sending it (`missing`, `too_long`), and
    what comes `next`: as its state, with `_again` for a draft that was taken back and `_past` for one that is open
    and cannot be sent to more people any more."""
    one = offering.about(scene)
    if one is None:
        return {"state": "gone"}
    told = {
        "card_title": one.title or scene.voice.label("no_title"),
        "card_state": how_it_stands(scene, one),
        "card_topic": topics.label(scene.tx, scene.voice, one.topic) if one.topic else "",
        "card_places": str(one.places or ""),
        "card_made_by": naming.called(scene, one.made_by) if one.made_by else "",
        "card_sent": _sendings(scene, one),
        "card_why": one.cancelled_why,
    }
    labels = scene.voice.labels(STORY, "card", [name for name, value in told.items() if value])
    lines = "\n".join(f"{label}: {told[name]}" for name, label in labels.items())
    way = sending_out.in_the_way(scene)
    ready = one.state == "draft" and not way["missing"] and not way["too_long"]
    state = "ready" if ready else one.state
    past = "_past" if one.state == "open" and way["missing"] else ""
    again = "_again" if offering.was_taken_back(scene, one) else past
    return {**way, "state": state, "lines": lines, "next": f"{state}{again}"}


def _sendings(scene: Scene, one: Opportunity) -> str:
    """To how many it went, of how many, and when, for each sending that was not undone."""
    sent = [each for each in broadcasts.of_opportunity(scene.tx, one.id) if each.people and each.starts_at]
    return "; ".join(_sending(scene, each) for each in sent if each.state not in ("draft", "agreeing", "undone"))


def _sending(scene: Scene, one: Broadcast) -> str:
    counts = recipients.counts(scene.tx, one.id)
    got = sum(many for (state, _), many in counts.items() if state in recipients.HAVE_IT)
    told = {"people": one.people or 0, "when": naming.when(scene, moment(one.starts_at or ""))}
    if one.state == "recalled":
        had = sum(recalls.counts(scene.tx, one.id).values())
        return scene.voice.says(STORY, "taken_back_from", {**told, "had": had})
    if one.state in broadcasts.OVER and got < (one.people or 0):
        return scene.voice.says(STORY, "sent_to_some", {**told, "got": got})
    return scene.voice.says(STORY, "sent_to", told)


def message(scene: Scene) -> bool:
    """Send the coordinator the whole message as it would arrive; False when there is none."""
    one = offering.about(scene)
    if one is None:
        return False
    for payload in payloads(offering.whole(scene.texts, scene.voice, one), None):
        scene.post(payload)
    return True


def lines(scene: Scene, *, after: object) -> dict[str, str]:
    """Every field with how it begins, a line each, as it stands `after` these answers."""
    one = offering.about(scene)
    if one is None:
        return {"lines": ""}
    shown = [(name, _shown(scene, one, name)) for name in opportunities.FIELDS if name != "unpaid_because"]
    short = scene.voice.short
    return {"lines": "\n".join(f"{short('fill_opportunity', name)}: {words}" for name, words in shown)}


def shown(scene: Scene, *, field: str, asked: str) -> str:
    """How this field begins, as it stands; with what it is called, where another day was `asked` for."""
    one = offering.about(scene)
    words = _shown(scene, one, field) if one is not None else ""
    return f"{scene.voice.short('fill_opportunity', field)}: {words}" if {field, asked} == {*DAYS} else words


def _shown(scene: Scene, one: Opportunity, name: str) -> str:
    value = getattr(one, name)
    if name == "topic":
        return topics.label(scene.tx, scene.voice, value) if value else scene.voice.label("no_topic")
    if name == "pay" and one.unpaid_because:
        value = scene.voice.says("fill_opportunity", "unpaid", {"why": one.unpaid_because})
    if not value:
        return scene.voice.label("not_filled_in")
    words = _day(scene, value) if name in DAYS else str(value)
    return words if len(words) <= SHOWN_LETTERS else f"{words[:SHOWN_LETTERS].rstrip()}…"


def _day(scene: Scene, day: str | None) -> str:
    return day_in_words(date.fromisoformat(day), scene.voice.words) if day else ""


def _today(scene: Scene, one: Opportunity) -> str:
    return scene.now.astimezone(ZoneInfo(one.timezone)).date().isoformat()
