"""What a coordinator sees and does with pairings in the chat."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.actions import finding, naming, pairing, unasked
from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from storage import directory, pairings
from storage.conversations import Conversation
from storage.pairings import Pairing

STORY = "pairing"


def stands(scene: Scene, talk: Conversation) -> bool:
    """Whether the pairing that a talk is about is not over."""
    found = pairings.by_id(scene.tx, talk.about or "")
    return found is not None and found.state in ("proposed", "agreed")


def today(scene: Scene) -> str:
    """The day it is where the coordinator lives."""
    return scene.today.isoformat()


def day_after(scene: Scene, *, day: str) -> str:
    """The first day on which what begins on `day` may end."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def in_the_way(scene: Scene, *, partner_id: str, leader_id: str) -> dict[str, str]:
    """Why these two cannot be put together (`refused`), about `who`; or with whom they work already (`lines`)."""
    refused = pairing.why_not(scene.tx, partner_id, leader_id)
    with_others = pairing.others(scene.tx, partner_id, leader_id)
    lines = "\n".join(_in_a_line(scene, one) for one in with_others)
    return {**_refusal(scene, refused), "lines": lines}


def in_lines(scene: Scene, *, partner_id: str, leader_id: str, from_on: str, until_on: str) -> str:
    """What is about to be saved."""
    told = {
        "read_partner": _with_pronouns(scene, partner_id),
        "read_leader": _with_pronouns(scene, leader_id),
        "read_from": _day(scene, from_on),
        "read_until": _day(scene, until_on) if until_on else scene.voice.label("no_end"),
    }
    labels = scene.voice.labels("pair", "is_it_right", told)
    lines = "\n".join(f"{label}: {told[key]}" for key, label in labels.items())
    return lines + unasked.beneath(scene, "not_asked", pairing.ASKING, (partner_id, leader_id))


def make(scene: Scene, *, partner_id: str, leader_id: str, from_on: str, until_on: str) -> dict[str, str]:
    """Save it, and go on to what can be done with it; or why it could not be saved."""
    made = pairing.propose(
        scene.tx,
        scene.now,
        partner_id=partner_id,
        leader_id=leader_id,
        from_on=date.fromisoformat(from_on),
        until_on=date.fromisoformat(until_on) if until_on else None,
        made_by=scene.person.id,
    )
    if not made.refused:
        scene.afterwards = lambda play: play.begin("pair_made", about=made.id)
    return _refusal(scene, made)


def names(scene: Scene) -> dict[str, str]:
    """The two of the pairing that the conversation is about, its state ('' when there is none), and in `unasked` those
    whom we cannot ask."""
    found = about(scene)
    if found is None:
        return {"partner": "", "leader": "", "state": "", "unasked": ""}
    both = (found.partner_id, found.leader_id)
    partner, leader = (naming.called(scene, one) for one in both)
    not_asked = unasked.names(scene, pairing.ASKING, both)
    return {"partner": partner, "leader": leader, "state": found.state, "unasked": not_asked}


def undo(scene: Scene) -> str:
    """Take it back, if that can still be."""
    found = about(scene)
    return pairing.undo(scene.tx, scene.now, found.id, scene.person.id) if found else "over"


def offer(scene: Scene, *, words: str) -> dict[str, Any]:
    """Pairings that stand, for choosing one by tap or by a name that was typed."""
    standing = pairings.standing(scene.tx)
    labels = {one.id: _both(scene, one) for one in standing}
    match = finding.matching(words, labels)
    shown = list(match.ids[: finding.AT_ONCE])
    how = "sure" if words and len(match.ids) == 1 else "many" if len(shown) < len(match.ids) else match.how
    return {"ids": shown, "labels": {one: labels[one] for one in shown}, "how": how}


def open_card(scene: Scene, *, pairing_id: str) -> None:
    """Go on to this pairing."""
    scene.afterwards = lambda play: play.begin("pairing", about=pairing_id)


def show(scene: Scene) -> str:
    """Send what there is to know of the pairing; its state. Sent and not handed back: that would be kept."""
    found = about(scene)
    if found is None:
        return ""
    told = {
        "read_partner": naming.called(scene, found.partner_id),
        "read_leader": naming.called(scene, found.leader_id),
        "read_from": _day(scene, found.from_on),
        "read_until": _day(scene, found.until_on) if found.until_on else scene.voice.label("no_end"),
        "read_state": scene.voice.labels(STORY, "card", (found.state,))[found.state],
        "read_goals": found.goals,
    }
    labels = scene.voice.labels(STORY, "card", told)
    lines = "\n".join(f"{label}: {told[key]}" for key, label in labels.items() if told[key])
    scene.post({"text": scene.voice.says(STORY, "card", {"lines": lines})}, fleeting=True)
    return found.state


def about(scene: Scene) -> Pairing | None:
    """The pairing that the conversation is about."""
    known = scene.conversation.about if scene.conversation else None
    return pairings.by_id(scene.tx, known) if known else None


def _refusal(scene: Scene, made: pairing.Made) -> dict[str, str]:
    return {"refused": made.refused, "who": naming.called(scene, made.who) if made.who else ""}


def _in_a_line(scene: Scene, one: Pairing) -> str:
    values = {"both": _both(scene, one), "since": _day(scene, one.from_on)}
    return scene.voice.says("pair", "in_a_line", values)


def _both(scene: Scene, one: Pairing) -> str:
    both = {"partner": naming.called(scene, one.partner_id), "leader": naming.called(scene, one.leader_id)}
    return scene.voice.says("pair", "both", both)


def _with_pronouns(scene: Scene, person_id: str) -> str:
    """As on a button, and so told apart from somebody of the same name."""
    labels = finding.labels_of(scene, directory.everybody(scene.tx))
    return labels.get(person_id) or naming.called(scene, person_id)


def _day(scene: Scene, day: str) -> str:
    return day_in_words(date.fromisoformat(day), scene.voice.words)
