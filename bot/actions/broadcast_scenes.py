"""Broadcasts in the chat, as a coordinator follows, halts and takes back what goes to many."""

from __future__ import annotations

from typing import Any

from bot.actions import accounting, halting, progress
from bot.actions.broadcast_card import STORY, about
from bot.actions.finding import number_of
from bot.actions.naming import called
from bot.chat.putting import payloads
from bot.chat.scene import Scene
from storage import broadcasts, people, recalls, recipients
from storage.broadcasts import Broadcast
from storage.recipients import Doubtful

LATELY = 5  # of those that are over
GOING = ("confirmed", "sending")


def listed(scene: Scene) -> dict[str, Any]:
    """What runs, and what was sent last: the `ids` to choose from, `labels` for the buttons, and `lines` that say each
    in full."""
    found = broadcasts.lately(scene.tx, LATELY)
    states = scene.voice.labels("broadcasts", "which", (one.state for one in found))
    places = {one.id: str(place) for place, one in enumerate(found, start=1)}
    return {
        "ids": list(places),
        "labels": {one.id: f"{places[one.id]}: {states[one.state]}" for one in found},
        "lines": "\n".join(f"{places[one.id]}: {progress.title_of(scene, one)}, {states[one.state]}" for one in found),
    }


def open_card(scene: Scene, *, broadcast_id: str) -> None:
    """Go on to this broadcast."""
    scene.afterwards = lambda play: play.begin(STORY, about=broadcast_id)


def undo(scene: Scene) -> str:
    """Take it back before it has begun: "undone", or how it stands instead."""
    one = about(scene)
    if one is not None and halting.undo(scene.tx, scene.now, one.id, by=scene.person.id):
        return "undone"
    return _stands(one)


def pause(scene: Scene) -> dict[str, Any]:
    """Let nothing more go out for now: as it `stands` then ("held" when that is our doing), and how many have it."""
    one = about(scene)
    if one is not None and halting.pause(scene.tx, scene.now, one.id, by=scene.person.id):
        return {"stands": "held", **numbers(scene, one)}
    return {"stands": _stands(one), **numbers(scene, one)}


def resume(scene: Scene) -> str:
    """Let it go on: "goes_on", or how it stands instead."""
    one = about(scene)
    if one is not None and halting.resume(scene.tx, scene.now, one.id, by=scene.person.id):
        return "goes_on"
    return _stands(one)


def stop(scene: Scene) -> dict[str, Any]:
    """End it for good: "stopped" when that is our doing, with how many have it and how many do not."""
    one = about(scene)
    left = halting.stop(scene.tx, scene.now, one.id, by=scene.person.id) if one is not None else None
    if left is None:
        return {"became": _stands(one), "has": 0, "left": 0}
    return {"became": "stopped", "has": numbers(scene, one)["has"], "left": left}


def take_back(scene: Scene, *, correction: str) -> str:
    """End it, and delete or correct what went out: "taken_back", or how it stands instead."""
    one = about(scene)
    if one is not None and halting.take_back(scene.tx, scene.now, one.id, by=scene.person.id, correction=correction):
        return "taken_back"
    return _stands(one)


def _stands(one: Broadcast | None) -> str:
    return "gone" if one is None or one.state in ("draft", "agreeing") else one.state


def numbers(scene: Scene, one: Broadcast | None) -> dict[str, int]:
    """How many have it, or are getting it at this moment; of these, how many cannot be deleted any more; how many would
    still get it; and how many know what was `decided` about their answer."""
    counts = recipients.counts(scene.tx, one.id) if one is not None else {}
    by_state = {state: sum(many for (each, _), many in counts.items() if each == state) for state, _ in counts}
    before = scene.now - halting.DELETABLE_FOR
    return {
        "has": sum(by_state.get(state, 0) for state in ("sent", "uncertain", "laid")),
        "older": recalls.older_than(scene.tx, one.id, before) if one is not None else 0,
        "left": by_state.get("waiting", 0),
        "decided": recalls.told_what_was_decided(scene.tx, one.id) if one is not None else 0,
    }


def show_doubts(scene: Scene) -> int:
    """Send the names of those of whom we are not sure, by what we are not sure of; how many they are.

    It is sent and not handed back: what an action returns is kept, and would outlive the people in it.
    """
    one = about(scene)
    found = doubts_of(scene, one) if one is not None else {}
    text = "\n\n".join("\n".join([head, *names]) for head, names in found.items())
    for payload in payloads(text, None) if text else ():
        scene.post(payload, fleeting=True)
    return sum(len(names) for names in found.values())


def doubts_of(scene: Scene, one: Broadcast) -> dict[str, list[str]]:
    """The names of those of whom we are not sure, by what it is that we are not sure of, in words."""
    by_kind: dict[str, list[str]] = {}
    for each in recipients.in_doubt(scene.tx, one.id):
        by_kind.setdefault(_doubt(each), []).append(_named(scene, each))
    heads = scene.voice.labels("broadcast_doubts", "names", by_kind)
    return {heads[kind]: names for kind, names in sorted(by_kind.items())}


def _doubt(one: Doubtful) -> str:
    if one.recall in ("too_late", "failed"):
        return "keeps_it"
    return "perhaps_not" if one.state == "uncertain" else "perhaps_two"


def _named(scene: Scene, one: Doubtful) -> str:
    person = people.by_id(scene.tx, one.person_id) if one.person_id else None
    return (
        f"{called(scene, person.id)}, {number_of(person.number)}" if person else scene.voice.label("a_telegram_group")
    )


def how_it_ended(scene: Scene) -> dict[str, Any]:
    """The `title`, the numbers as `lines`, how it `ended` ('' while it goes on), whether there are `doubts`."""
    one = about(scene)
    if one is None or one.ended_at is None:
        return {"title": "", "lines": "", "ended": "", "doubts": False}
    counted = progress.lines_of(scene, one)
    labels = scene.voice.labels(progress.TABLE, "lines", counted)
    return {
        "title": progress.title_of(scene, one),
        "lines": "\n".join(f"{labels[name]}: {many}" for name, many in counted.items()),
        "ended": one.state if accounting.adds_up(scene.tx, one.id) else "does_not_add_up",
        "doubts": bool(recipients.in_doubt(scene.tx, one.id)),
    }


def the_correction(scene: Scene) -> dict[str, Any]:
    """What somebody is told of something that was taken back: its `title`, the `words` of the correction with a line
    of their own ('' when there are none), and whether they had `answered`."""
    one = about(scene)
    if one is None or one.state != "recalled":
        return {"title": "", "words": "", "answered": False}
    answered = scene.person.id in recalls.answered(scene.tx, one.id)
    words = f"\n\n{one.correction}" if one.correction else ""
    return {"title": progress.title_of(scene, one), "words": words, "answered": answered}
