"""Somebody asked for a person, and the team answers: who waits, how to reach them, and that somebody was in touch."""

from __future__ import annotations

from typing import Any

from bot.actions import looking, owing, planning, reaching, rota
from bot.actions.alerting import ALERT
from bot.actions.concern_notes import out_of_reach
from bot.actions.joining import KEPT_FOR_CONTACT
from bot.actions.looking_after import tell_of_its_end, was_asked
from bot.actions.naming import called, when
from bot.actions.ways_to_reach import ask_no_more, is_being_asked, known_way, label, reach
from bot.actions.whose_concern import who
from bot.chat.scene import Scene
from bot.rules.kinds import BEING_ASKED, KINDS, WANTED
from bot.rules.nudging import keeps_back, waits
from storage import audit, concern_lists, concerns, consents, erasing, notices, people
from storage.concerns import Concern
from storage.people import Person
from storage.values import moment

STORY = "concerns"
AT_ONCE = 10  # shown in one go, those first who have to hear first
NOT_YOURS = "not_yours"
TOLD = "told"  # as the log has it of a closing of which the person heard at once
CLOSED, TOLD_AT_ONCE = "concern_closed", "concern_closed_meanwhile"


def waiting(scene: Scene) -> dict[str, Any]:
    """Who waits for a person, and of whom it is done and nobody has let us write again: their `ids` to choose from,
    `labels` for the buttons, and `lines` that say more of each; how many `more` there are. That somebody looked is put
    on record.

    Their own is not among them: it is somebody else who has to be in touch with them.
    """
    still = owing.in_order(scene.tx, concern_lists.still_open(scene.tx), rota.duties(scene.tx))
    every = [*(one for _, one in still), *concern_lists.still_held(scene.tx)]
    found = [one for one in every if one.person_id != scene.person.id]
    shown = found[:AT_ONCE]
    if shown:
        ids = " ".join(one.id for one in shown)
        audit.note(scene.tx, scene.now, actor=scene.person.id, action="concerns_listed", about=STORY, detail=ids)
        looking.note_listed(scene, [one.id for one in shown])
    return {
        "ids": [one.id for one in shown],
        "labels": {one.id: f"{place}: {called(scene, one.person_id)}" for place, one in enumerate(shown, start=1)},
        "lines": "\n\n".join(_in_a_line(scene, one, place) for place, one in enumerate(shown, start=1)),
        "more": len(found) - len(shown),
    }


def show(scene: Scene, *, concern_id: str) -> str:
    """Send how to reach them, and put on record that it was looked at. How it stands: "open" (nobody is on it), "again"
    (they have asked or written since somebody was), "mine", "theirs", "held" (it is done, and nobody has let us write
    again), "not_yours" for a coordinator who was not asked to take it, '' when there is nothing to do.

    It is sent and not handed back: what an action returns is kept, and would outlive the person in it.
    """
    one = concerns.by_id(scene.tx, concern_id)
    if one is None or (one.lifted_at is not None and one.closed_at is not None) or one.person_id == scene.person.id:
        return ""
    if not _is_theirs(scene, one):
        audit.note(scene.tx, scene.now, actor=scene.person.id, action="concern_seen_to_exist", about=concern_id)
        return NOT_YOURS
    looking.note(scene, "concern_looked_at", concern_id)
    told = {**_told_here(scene, one), "reach": "; ".join(reach(scene, one))}
    scene.post({"text": scene.voice.says(STORY, "card", told)}, fleeting=True)
    if one.closed_at is not None:
        return "held"
    if one.owner_id is None:
        return "open"
    if one.asked_since:
        return "again"
    return "mine" if one.owner_id == scene.person.id else "theirs"


def close(scene: Scene, *, concern_id: str, agreed: str, lift: bool, because: str = "", tell: bool = False) -> str:
    """Whoever says so has been in touch: their name stands by it. With `lift` we may write to the person again, and
    tell them that it is closed: at once where their own word, such as a no, keeps a note of ours from them. Without,
    they are told only with `tell`, at once: whoever closes it knows whether that is safe. The console asks for a reason
    as well, `because`.

    What became of it: "closed", "held" (nothing of ours goes to them yet), or "told" (the same, but they are told of
    this), "deleted" when the person was kept for this only, '' when it was closed already.
    """
    tx, now, one = scene.tx, scene.now, concerns.by_id(scene.tx, concern_id)
    if one is None or one.person_id == scene.person.id:
        return ""
    if not concerns.close(tx, now, concern_id, scene.person.id, agreed, because=because):
        return ""
    tell_of_its_end(scene, one)
    notices.see(tx, now, scene.person.id, [each.id for each in notices.to_look_at(tx) if each.about == concern_id])
    person = people.by_id(tx, one.person_id)
    gone = person is not None and _was_kept_for_this(scene, person)
    lifted = lift and concerns.lift(tx, now, concern_id, scene.person.id)
    wanted = _hears_at_once(scene, person) if lift else tell
    told = person is not None and not gone and _tell_at_once(scene, person, concern_id, wanted=wanted)
    ask_no_more(scene, one)
    audit.note(tx, now, actor=scene.person.id, action="concern_closed", about=concern_id, detail=TOLD if told else "")
    if person is not None and gone:
        concerns.lift(tx, now, concern_id, scene.person.id)
        erasing.unmeet(tx, now, person.id)
        return "deleted"
    if not lift:
        concerns.hold(tx, concern_id)  # also where somebody had let us before: the last word stands
        return TOLD if told and tell else "held"
    if lifted:
        audit.note(tx, now, actor=scene.person.id, action="concern_lifted", about=concern_id)
    _write_again(scene, concern_id, told=told)
    return "closed"


def _hears_at_once(scene: Scene, person: Person | None) -> bool:
    """Whether they would not have the note that it is closed in its time, for a word of their own: they asked for a
    person, and that this is done is an answer."""
    if person is None or concerns.holds(scene.tx, person.id):
        return False
    return keeps_back(KINDS[CLOSED], reaching.barred_besides(scene.tx, person))


def _tell_at_once(scene: Scene, person: Person, concern_id: str, *, wanted: bool) -> bool:
    """Whoever is being asked at this moment how to reach them hears now that it is closed, and how to ask again; so
    does anybody, where that is `wanted`."""
    occasions = {BEING_ASKED: is_being_asked(scene, person), WANTED: wanted}
    if scene.playing is None or out_of_reach(person) or not any(occasions[one] for one in KINDS[CLOSED].at_once):
        return False
    scene.playing.begin_with(person, TOLD_AT_ONCE, about=concern_id, reason=ALERT)
    return True


def let_write(scene: Scene, *, concern_id: str) -> bool:
    """Whoever says so lets us write to the person again; False when somebody did before, or it is their own.

    The person hears that it is closed and that we may, if it is.
    """
    tx, now, one = scene.tx, scene.now, concerns.by_id(scene.tx, concern_id)
    if one is None or one.person_id == scene.person.id or not concerns.lift(tx, now, concern_id, scene.person.id):
        return False
    audit.note(tx, now, actor=scene.person.id, action="concern_lifted", about=concern_id)
    _write_again(scene, concern_id)
    return True


def _write_again(scene: Scene, concern_id: str, *, told: bool = False) -> None:
    """Plan what lies ahead of them, and that they hear of its end and that we may write first. Whoever was `told` of
    the end hears no more of it, unless they may let us write first again only later: then they hear that we may."""
    one = concerns.by_id(scene.tx, concern_id)
    person = people.by_id(scene.tx, one.person_id) if one is not None else None
    if one is None or person is None or person.telegram_id is None or concerns.holds(scene.tx, person.id):
        return
    planning.plan_anew(scene.tx, scene.now, person.id)
    if one.closed_at is not None and (not told or waits(KINDS[CLOSED], reaching.barred_besides(scene.tx, person))):
        planning.note(scene.tx, scene.now, person.id, CLOSED, concern_id)


def hold_again(scene: Scene, *, concern_id: str) -> bool:
    """Whoever says so takes that back: nothing of our own goes to the person until somebody lets us again. False when
    nobody had let us, or it is their own."""
    tx, one = scene.tx, concerns.by_id(scene.tx, concern_id)
    if one is None or one.person_id == scene.person.id or not concerns.hold(tx, concern_id):
        return False
    audit.note(tx, scene.now, actor=scene.person.id, action="concern_held", about=concern_id)
    return True


def _is_theirs(scene: Scene, one: Concern) -> bool:
    """A lead's, and whoever's who is on it or was asked to be: others of the team know that there is one."""
    if one.owner_id == scene.person.id or rota.LEAD in people.roles_of(scene.tx, scene.person.id):
        return True
    return one.closed_at is None and was_asked(scene, one)


def _was_kept_for_this(scene: Scene, person: Person) -> bool:
    """They said no before they joined, and have not said yes since: we kept how to reach them, and no longer."""
    agreed = consents.takes_part(scene.tx, person.id)
    return person.joined_at is None and not agreed and notices.ever_noted(scene.tx, KEPT_FOR_CONTACT, person.id)


def who_was_in_touch(scene: Scene) -> str:
    """Who of the team says that somebody was, by name."""
    one = concerns.by_id(scene.tx, (scene.conversation.about if scene.conversation else None) or "")
    return called(scene, (one.owner_id if one else None) or "")


def _in_a_line(scene: Scene, one: Concern, place: int) -> str:
    """Without their number or address: that is on the card."""
    way = known_way(scene, one).partition(": ")[0] if _is_theirs(scene, one) else NOT_YOURS
    return scene.voice.says(STORY, "in_a_line", {**_told_here(scene, one), "reach": label(scene, way), "place": place})


def _told_here(scene: Scene, one: Concern) -> dict[str, str]:
    """With the word that it is late, which a page has at a place of its own."""
    told = told_of(scene, one)
    return {**told, "on_it": " ".join(filter(None, (told["on_it"], owing.late_line(scene, one))))}


def told_of(scene: Scene, one: Concern) -> dict[str, str]:
    """Whose it is, since when, of which kind, and who looks after it."""
    kind = scene.voice.labels("digest", "kinds", (one.kind,))[one.kind]
    return {
        "who": who(scene, one),
        "since": when(scene, moment(one.raised_at)),
        "kind": kind,
        "on_it": _on_it(scene, one),
    }


def _on_it(scene: Scene, one: Concern) -> str:
    """Who looks after it, and whether they have asked or written and not heard from anybody since."""
    if one.closed_at is not None:
        closed = {"name": called(scene, one.owner_id or ""), "when": when(scene, moment(one.closed_at))}
        return scene.voice.says(STORY, "line_held", closed)
    mine = one.owner_id == scene.person.id
    key = "line_nobody" if one.owner_id is None else "line_mine" if mine else "line_theirs"
    lines = [scene.voice.says(STORY, key, {"name": called(scene, one.owner_id or "")})]
    if one.asked_since:
        lines.append(scene.voice.says(STORY, "line_again", {}))
    elif wrote := owing.wrote_since(scene.tx, one):
        lines.append(scene.voice.says(STORY, "line_wrote", {"when": when(scene, moment(wrote))}))
    return " ".join(lines)
