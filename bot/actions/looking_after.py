"""Somebody of the team is on a concern: the first who says so, whoever takes it over, whom it is handed to."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from bot.actions import owing, rota
from bot.actions.alerting import ALERT, say_who_is_on_it
from bot.actions.finding import number_of
from bot.actions.naming import called
from bot.actions.whose_concern import which
from bot.chat.scene import Scene
from storage import alerts, audit, concern_lists, concern_notes, concerns, people
from storage.concerns import Concern
from storage.values import moment

AT_ONCE = 10
MANY = 100


def take(scene: Scene) -> dict[str, str]:
    """They are on it, if nobody is: `how` is "mine", "theirs" (and the `name`), "closed", or "own"."""
    return _take(scene, over=False)


def take_over(scene: Scene) -> dict[str, str]:
    """They are on it, whoever was; who was hears of it."""
    return _take(scene, over=True)


def take_shown(scene: Scene, *, concern_id: str, over: bool) -> dict[str, str]:
    """The same of one that they looked at; only with `over` also from somebody who is on it since."""
    return _become(scene, concerns.by_id(scene.tx, concern_id), over=over)


def is_mine(scene: Scene, *, concern_id: str) -> bool:
    """Whether they are the one who is on it."""
    one = concerns.by_id(scene.tx, concern_id)
    return one is not None and one.owner_id == scene.person.id


def _take(scene: Scene, *, over: bool) -> dict[str, str]:
    return _become(scene, concerns.by_id(scene.tx, (scene.conversation and scene.conversation.about) or ""), over=over)


def _become(scene: Scene, one: Concern | None, *, over: bool) -> dict[str, str]:
    if one is None or one.closed_at is not None:
        return {"how": "closed", "name": "", "number": ""}
    number = _number(scene, one)
    if one.person_id == scene.person.id:
        return {"how": "own", "name": "", "number": number}
    before = one.owner_id
    if before not in (None, scene.person.id) and not over and one.waiting_since is None:
        return {"how": "theirs", "name": called(scene, before or ""), "number": number}
    if before != scene.person.id or one.waiting_since is not None:
        concerns.take(scene.tx, scene.now, one.id, scene.person.id)
        say_who_is_on_it(scene, one)
        audit.note(scene.tx, scene.now, actor=scene.person.id, action="concern_taken", about=one.id)
        if before not in (None, scene.person.id):
            _begin_with(scene, before or "", "concern_taken", one.id)
    return {"how": "mine", "name": "", "number": number}


def was_asked(scene: Scene, one: Concern) -> bool:
    """Whether it was handed to them, or they were alerted while nobody else was on it or since somebody is, for it is
    late; or it is late and nobody is on it: then it is theirs to take."""
    if asked_over(scene, one):
        return True
    alerted = [each.at for each in alerts.of_concern(scene.tx, one.id) if each.person_id == scene.person.id]
    if one.owner_id is None or one.waiting_since is not None:
        return bool(alerted) or bool(owing.late_line(scene, one))
    taken = audit.about(scene.tx, one.id, "concern_taken", limit=1)
    return bool(taken) and any(at > moment(taken[0].done_at) for at in alerted)


def asked_over(scene: Scene, one: Concern) -> str:
    """The id of whoever asks them to take it over, or ''. Once anybody has said that they are on it, nobody does."""
    last = audit.about(scene.tx, one.id, "concern_handed", "concern_taken", limit=1)
    is_asked = bool(last) and last[0].action == "concern_handed" and last[0].detail == scene.person.id
    return last[0].actor if is_asked and one.closed_at is None and one.owner_id != scene.person.id else ""


def colleagues(scene: Scene) -> dict[str, Any]:
    """The others of the team: their `ids` to choose from, and their `labels`."""
    others = [one for one in people.with_role(scene.tx, *rota.TEAM) if one.id != scene.person.id and one.joined_at]
    shown = others[:AT_ONCE]
    return {"ids": [one.id for one in shown], "labels": {one.id: _label(scene, one.id, one.number) for one in shown}}


def _label(scene: Scene, person_id: str, number: int) -> str:
    return f"{called(scene, person_id)}, {number_of(number)}"


def may_be_handed(one: Concern, to: str) -> bool:
    """Whether it can be somebody else's: not that of whoever it is about, nor of whoever is on it as it is."""
    return one.person_id != to and (one.owner_id != to or one.waiting_since is not None)


def hand_over(scene: Scene, *, concern_id: str, to: str) -> bool:
    """Ask somebody of the team to take it; until then it stays where it is. False when it is their own or closed, or
    they are on it."""
    one = concerns.by_id(scene.tx, concern_id)
    if one is None or one.closed_at is not None or not may_be_handed(one, to):
        return False
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="concern_handed", about=concern_id, detail=to)
    _begin_with(scene, to, "concern_handed", concern_id)
    return True


def tell_of_its_end(scene: Scene, one: Concern) -> None:
    """Somebody has closed it: whoever was on it hears of that, whoever had been or had handed it over, and whoever has
    been asked to take it over and has not yet, if that was somebody else; and what invited others to look says so."""
    if one.owner_id is None:
        say_who_is_on_it(scene, one)
    hands = audit.about(scene.tx, one.id, "concern_taken", "concern_handed", limit=MANY)
    asked = [each.detail for each in takewhile(lambda each: each.action == "concern_handed", hands)]
    for person_id in dict.fromkeys([one.owner_id or "", *asked, *(each.actor for each in hands)]):
        if person_id != scene.person.id and _is_of_the_team(scene, person_id):
            _begin_with(scene, person_id, "concern_ended", one.id)


def tell_of_words(scene: Scene, one: Concern, note_id: str) -> None:
    """Somebody has written to the person: whoever is on it hears that they did, if that is somebody else."""
    if one.closed_at is None and one.owner_id not in (None, scene.person.id):
        _begin_with(scene, one.owner_id or "", "concern_written", note_id)


def _is_of_the_team(scene: Scene, person_id: str) -> bool:
    return bool(set(rota.TEAM).intersection(people.roles_of(scene.tx, person_id)))


def _begin_with(scene: Scene, person_id: str, story: str, about: str) -> None:
    somebody = people.by_id(scene.tx, person_id)
    if somebody is not None and somebody.telegram_id is not None and scene.playing is not None:
        scene.playing.begin_with(somebody, story, about=about, reason=ALERT)


def whose(scene: Scene) -> dict[str, str]:
    """The number of the person whom the concern is about, and the `name` of whoever is on it."""
    one = concerns.by_id(scene.tx, (scene.conversation.about if scene.conversation else None) or "")
    if one is None:
        return {"number": "", "name": scene.voice.label("somebody")}
    return {"number": _number(scene, one), "name": called(scene, one.owner_id or "")}


def who_wrote(scene: Scene) -> dict[str, str]:
    """Who of the team has written to the person, by `name`, and that person's number; '' when it is gone."""
    note = concern_notes.by_id(scene.tx, (scene.conversation.about if scene.conversation else None) or "")
    one = concerns.by_id(scene.tx, note.concern_id) if note is not None else None
    if note is None or one is None:
        return {"number": "", "name": ""}
    return {"number": _number(scene, one), "name": called(scene, note.written_by or "")}


def open_ones(scene: Scene) -> str:
    """Those that are not done with, by number, and who is on each, and which are late; '' when there is none."""
    every = [one for one in concern_lists.still_open(scene.tx) if one.person_id != scene.person.id]
    found = owing.in_order(scene.tx, every, rota.duties(scene.tx))
    return "\n".join(_in_a_line(scene, one) for _, one in found)


def _in_a_line(scene: Scene, one: Concern) -> str:
    key = "open_nobody" if one.owner_id is None else "open_again" if one.asked_since else "open_theirs"
    number = which(scene, one, _number(scene, one))
    line = scene.voice.says("concerns_open", key, {"number": number, "name": called(scene, one.owner_id or "")})
    late = owing.late_line(scene, one)
    return f"{line}\n{late}" if late else line


def _number(scene: Scene, one: Concern) -> str:
    person = people.by_id(scene.tx, one.person_id)
    return number_of(person.number) if person else ""
