"""Somebody who is in already has an invite for one more part: what it gives, taking it, and telling whoever made it."""

from __future__ import annotations

from bot.actions import menus, planning
from bot.actions.naming import called, when
from bot.chat.scene import Scene
from storage import audit, erasures, invites, people, redemptions
from storage.invites import Invite

STORY, TOLD = "another_part", "part_taken"
TEAM = ("coordinator", "safeguarding-lead", "learning-partner", "admin")  # who make invites, and hear of them


def offered(scene: Scene) -> dict[str, str]:
    """The part that the invite gives: its `role`, and in words what it is called and what it `means`; `how` they stand
    to it: "free", "held", "away" (they asked for quiet), "leaving" (what is theirs is to be deleted), or "gone"."""
    invite = _invite(scene)
    if invite is None:
        return {"how": "gone", "role": "", "part": "", "means": ""}
    role = invite.role
    return {
        "how": _how(scene, role),
        "role": role,
        "part": scene.voice.labels("people", "card", (role,))[role],
        "means": scene.voice.labels(STORY, "means", (role,))[role],
    }


def take(scene: Scene, *, begins: str) -> str:
    """They have the part from now on, and go on to the story that `begins` it: "taken". Else how they stand to it
    meanwhile, and nothing is used."""
    tx, now, person, invite = scene.tx, scene.now, scene.person, _invite(scene)
    if invite is None:
        return "gone"
    if (how := _how(scene, invite.role)) != "free":
        return how
    if not invites.use(tx, now, invite.id):
        return "gone"
    people.give_role(tx, now, person.id, invite.role)
    redemptions.note(tx, now, invite.id, person.id)
    audit.note(tx, now, actor=person.id, action="part_taken", about=person.id, detail=invite.role)
    for one in _who_hears(scene, invite):
        planning.note(tx, now, one, TOLD, invite.id)
    menus.offer(scene)
    scene.afterwards = lambda play: play.begin(begins)
    return "taken"


def told(scene: Scene) -> dict[str, str]:
    """Who has taken which part by the invite that the conversation is about; '' when that is not so any more."""
    used = redemptions.last(scene.tx, scene.about) if scene.about else None
    if used is None or used.role not in people.roles_of(scene.tx, used.person_id):
        return {"who": "", "part": "", "when": ""}
    part = scene.voice.labels("people", "card", (used.role,))[used.role]
    return {"who": called(scene, used.person_id), "part": part, "when": when(scene, used.at)}


def _invite(scene: Scene) -> Invite | None:
    """The one that the conversation is about, while it works; nobody lets themselves in."""
    invite = invites.working(scene.tx, scene.now, scene.about) if scene.about else None
    own = invite is not None and scene.person.id in (invite.made_by, invite.agreed_by)
    return None if own else invite


def _how(scene: Scene, role: str) -> str:
    if role in people.roles_of(scene.tx, scene.person.id):
        return "held"
    if scene.person.paused_at or scene.person.stopped_at:
        return "away"
    return "leaving" if erasures.planned(scene.tx, scene.person.id) else "free"


def _who_hears(scene: Scene, invite: Invite) -> list[str]:
    """Whoever made it; the admins, or else the coordinators, where that is nobody of the team any more."""
    if invite.made_by and set(TEAM) & set(people.roles_of(scene.tx, invite.made_by)):
        return [invite.made_by]
    there = {role: [one.id for one in people.with_role(scene.tx, role)] for role in ("admin", "coordinator")}
    return [one for one in there["admin"] or there["coordinator"] if one != scene.person.id]
