"""Somebody who is in already has an invite for one more part: what it gives, taking it, and telling whoever made it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.actions import menus, planning
from bot.actions.naming import called, when
from bot.chat.label import Label
from bot.chat.scene import Scene
from storage import audit, conversations, erasures, invites, nudges_made, parts, people, redemptions
from storage.database import Transaction
from storage.invites import Invite
from storage.values import moment

STORY, TOLD = "another_part", "part_taken"
TEAM = ("coordinator", "safeguarding-lead", "learning-partner", "admin")  # who make invites, and hear of them
TAKEN, DECLINED = "part_taken", "part_declined"  # as the log has them
BACK, AT_ONCE, NAMED = timedelta(days=60), 200, 3  # as far as a note looks back, over so much; so many are named


def in_words(role: str) -> dict[str, Label]:
    """What a part is called and what it means, in whichever language they are spoken to."""
    return {"part": Label("people", "card", role), "means": Label(STORY, "means", role)}


def offered(scene: Scene) -> dict[str, str]:
    """The `role` that the invite gives, and `how` they stand to it: "free", "held", "away" (they asked for quiet),
    "leaving" (what is theirs is to be deleted), or "gone"."""
    invite = _invite(scene)
    return {"how": _how(scene, invite.role), "role": invite.role} if invite else {"how": "gone", "role": ""}


def take(scene: Scene, *, begins: str) -> str:
    """They have the part from now on, and go on to the story that `begins` it: "taken". Else how they stand to it
    meanwhile, and nothing is used. Of a part in the team whoever made the invite hears at once; of another one once
    they have agreed to what it brings with it."""
    tx, now, person, invite = scene.tx, scene.now, scene.person, _invite(scene)
    if invite is None:
        return "gone"
    if (how := _how(scene, invite.role)) != "free":
        return how
    if not invites.use(tx, now, invite.id):
        return "gone"
    people.give_role(tx, now, person.id, invite.role)
    redemptions.note(tx, now, invite.id, person.id)
    if invite.role in TEAM:
        _note_taken(scene, invite.role, invite.id, invite.made_by)
    menus.offer(scene)
    scene.afterwards = lambda play: play.begin(begins)
    return "taken"


def leave_unused(scene: Scene) -> None:
    """Not now: no invite that they were asked about is asked about again, unless they send it once more."""
    for talk in conversations.open_of(scene.tx, scene.person.id):
        if talk.kind == STORY and talk.about != scene.about:
            conversations.abandon(scene.tx, scene.now, scene.person.id, STORY, talk.about)


def agreed(scene: Scene, *, role: str) -> bool:
    """They agreed to what a part brings with it. Where it is one more, whoever made the invite hears of it now."""
    used = redemptions.further(scene.tx, scene.person.id, role)
    if used is not None:
        _note_taken(scene, role, used.invite_id, used.made_by)
    return used is not None


def declined(scene: Scene, role: str) -> bool:
    """They said no to what one more part brings with it, so they do not have it, and its invite is good again; False
    when it is the only one that they have."""
    if not set(people.roles_of(scene.tx, scene.person.id)) - {role}:
        return False
    used = redemptions.further(scene.tx, scene.person.id, role)
    if used is not None:
        redemptions.give_back(scene.tx, used.invite_id, scene.person.id)
    people.take_role(scene.tx, scene.person.id, role)
    audit.note(scene.tx, scene.now, actor=scene.person.id, action=DECLINED, about=scene.person.id, detail=role)
    menus.offer(scene)
    return True


def told(scene: Scene) -> str:
    """Who has taken which part by the invite that the conversation is about since we last told of it, a line each, and
    whether they have it still; '' when nobody has."""
    invite_id = scene.about or ""
    before = nudges_made.last_made_about(scene.tx, scene.person.id, TOLD, invite_id, scene.now)
    used = redemptions.by_whom(scene.tx, invite_id)
    since = audit.lately(scene.tx, TAKEN, since=before or scene.now - BACK, limit=AT_ONCE)
    role = invites.role_of(scene.tx, invite_id)
    latest = {one.about: one for one in reversed(since) if one.about in used and one.detail == role}
    part = scene.voice.labels("people", "card", (role,))[role]
    lines = []
    for one in list(latest.values())[:NAMED]:
        line = "has_it" if role in people.roles_of(scene.tx, one.about) else "had_it"
        named = {"who": called(scene, one.about), "part": part, "when": when(scene, moment(one.done_at))}
        lines.append(scene.voice.says(TOLD, line, named))
    if more := len(latest) - len(lines):
        lines.append(scene.voice.says(TOLD, "and_more", {"more": more}))
    return "\n\n".join(lines)


def lost(tx: Transaction, now: datetime, person_id: str, *, begins: str, others: Collection[str]) -> None:
    """Somebody has a role no more, so what they are asked in the story that `begins` it is over; but not while they
    have one of `others`, which begin in the same way, and are joining for its sake."""
    if not (set(people.roles_of(tx, person_id)) & set(others) and parts.joining(tx, person_id, begins)):
        conversations.abandon(tx, now, person_id, begins)


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


def _note_taken(scene: Scene, role: str, invite_id: str, made_by: str | None) -> None:
    audit.note(scene.tx, scene.now, actor=scene.person.id, action=TAKEN, about=scene.person.id, detail=role)
    for one in _who_hears(scene, made_by):
        planning.note(scene.tx, scene.now, one, TOLD, invite_id)


def _who_hears(scene: Scene, made_by: str | None) -> list[str]:
    """Whoever made it; the admins, or else the coordinators, where that is nobody of the team any more."""
    if made_by and set(TEAM) & set(people.roles_of(scene.tx, made_by)):
        return [made_by]
    there = {role: [one.id for one in people.with_role(scene.tx, role)] for role in ("admin", "coordinator")}
    return [one for one in there["admin"] or there["coordinator"] if one != scene.person.id]
