"""Groups in the chat: as a coordinator forms and sees them, and as somebody is asked into one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.actions import finding, grouping, naming, session_news, unasked, untold
from bot.chat.scene import Scene
from storage import directory, groups, people, sessions
from storage.conversations import Conversation
from storage.groups import Group
from storage.values import moment

STORY = "group_card"
BESIDES = {"member": "asked_besides_member", "facilitator": "asked_besides_facilitator"}
SAID = {"yes": "said_yes", "no": "said_no", None: "said_nothing"}


def name_is_free(scene: Scene, *, name: str) -> bool:
    """Whether no group of this name stands."""
    return groups.name_is_free(scene.tx, name)


def in_lines(scene: Scene, *, name: str, members: Sequence[str], facilitator: str) -> str:
    """What is about to be saved."""
    labels = finding.labels_of(scene, directory.everybody(scene.tx))
    told = {
        "group_name": name,
        "group_members": "; ".join(labels.get(one) or naming.called(scene, one) for one in members),
        "group_facilitator": labels.get(facilitator) or scene.voice.label("nobody_yet"),
    }
    lines = "\n".join(f"{label}: {told[key]}" for key, label in scene.voice.labels(STORY, "card", told).items())
    return lines + unasked.beneath(
        scene, "not_asked", grouping.ASKING, [*members, *([facilitator] if facilitator else [])]
    )


def form(scene: Scene, *, name: str, members: Sequence[str], facilitator: str) -> str:
    """Save it and go on to what can be done with it; or why it could not be saved."""
    formed = grouping.form(
        scene.tx,
        scene.now,
        name=name,
        members=members,
        facilitator_id=facilitator or None,
        made_by=scene.person.id,
    )
    if formed.id:
        scene.afterwards = lambda play: play.begin("group_made", about=formed.id)
    return formed.refused


def offer(scene: Scene, *, words: str) -> dict[str, Any]:
    """Groups that stand, for choosing one by tap or by a name that was typed."""
    labels = {one.id: one.name for one in groups.standing(scene.tx)}
    match = finding.matching(words, labels)
    fitting = match.ids or tuple(labels)
    shown = list(fitting[: finding.AT_ONCE])
    how = "sure" if words and len(match.ids) == 1 else "many" if len(shown) < len(fitting) else "all"
    return {"ids": shown, "labels": {one: labels[one] for one in shown}, "how": how}


def open_card(scene: Scene, *, group_id: str) -> None:
    """Go on to this group."""
    scene.afterwards = lambda play: play.begin(STORY, about=group_id)


def called(scene: Scene) -> str:
    """The name of the group that the conversation is about; '' when it is over."""
    found = _about(scene)
    return found.name if found is not None and found.ended_at is None else ""


def farewell(scene: Scene) -> str:
    """The name that it had, for whoever is told that it is over; '' when there never was such a group."""
    found = _about(scene)
    if found is None:
        return ""
    session_news.heard_it_is_over(scene.tx, scene.now, scene.person.id, sessions.of_group(scene.tx, found.id))
    return found.name


def show(scene: Scene) -> bool:
    """Send who is in it and when it meets, which is not handed back and so not kept; False when it is over."""
    found = _about(scene)
    if found is None or found.ended_at is not None:
        return False
    coming = [one for one in sessions.of_group(scene.tx, found.id) if one.state == "planned"]
    told = {
        "group_name": found.name,
        "group_members": "; ".join(_members(scene, found)),
        "group_facilitator": naming.called(scene, found.facilitator_id) if found.facilitator_id else "",
        "group_meets": naming.when(scene, moment(coming[0].starts_at)) if coming else "",
    }
    labels = scene.voice.labels(STORY, "card", told)
    lines = "\n".join(f"{label}: {told[key]}" for key, label in labels.items() if told[key])
    scene.post({"text": scene.voice.says(STORY, "card", {"lines": lines})})
    return True


def _members(scene: Scene, found: Group) -> list[str]:
    """Each member with what they said."""
    said_by = groups.said_by(scene.tx, found.id)
    words = scene.voice.labels(STORY, "card", SAID.values())
    return [f"{naming.called(scene, one)} ({words[SAID[said]]})" for one, said in said_by.items()]


def members(scene: Scene) -> list[str]:
    """The ids of those who are in the group that the conversation is about, or are asked."""
    found = _about(scene)
    return groups.members_of(scene.tx, found.id) if found else []


def not_asked(scene: Scene) -> str:
    """The names of those whom we cannot ask into the group that the conversation is about, in one line, or ''."""
    found = _about(scene)
    leads = [found.facilitator_id] if found and found.facilitator_id else []
    return unasked.names(scene, grouping.ASKING, [*groups.members_of(scene.tx, found.id), *leads]) if found else ""


def add(scene: Scene, *, person_id: str) -> str:
    """Ask somebody into the group that the conversation is about; "not_asked" where they come in, and we cannot."""
    found = _about(scene)
    added = grouping.add(scene.tx, scene.now, found.id, person_id) if found else "over"
    return "not_asked" if added == "asked" and unasked.names(scene, grouping.ASKING, (person_id,)) else added


def undo(scene: Scene) -> str:
    """Take it back, if that can still be."""
    found = _about(scene)
    return grouping.undo(scene.tx, scene.now, found.id, scene.person.id) if found else "over"


def end(scene: Scene) -> bool:
    """The coordinator ends it."""
    found = _about(scene)
    if found is None or not grouping.end(scene.tx, scene.now, found.id, scene.person.id):
        return False
    untold.ask_the_team_of(scene, sessions.of_group(scene.tx, found.id))
    return True


def asked(scene: Scene) -> dict[str, str]:
    """What somebody is asked into: `name` ('' when it is over), who facilitates, how many others are asked
    (`besides`, '' for nobody), and as what."""
    found = _about(scene)
    if found is None or found.ended_at is not None:
        return {"name": "", "who": "", "besides": "", "part": ""}
    members = groups.members_of(scene.tx, found.id)
    part = "member" if scene.person.id in members else "facilitator"
    facilitator = people.by_id(scene.tx, found.facilitator_id) if found.facilitator_id else None
    others = len([one for one in members if one != scene.person.id])
    besides = scene.voice.says("agree_group", BESIDES[part], {"others": others}) if others else ""
    who = facilitator.name if facilitator is not None and facilitator.id != scene.person.id else ""
    return {
        "name": found.name,
        "who": scene.voice.says("agree_group", "who_facilitates", {"who": who}) + "\n\n" if who else "",
        "besides": f" {besides}" if besides else "",
        "part": part,
    }


def answer(scene: Scene, *, said: str) -> str:
    """They said yes or no to being in it."""
    found = _about(scene)
    return grouping.answered(scene.tx, scene.now, found.id, scene.person.id, said) if found else "over"


def stands(scene: Scene, talk: Conversation) -> bool:
    """Whether the group that a talk is about is not over."""
    found = groups.by_id(scene.tx, talk.about or "")
    return found is not None and found.ended_at is None


def guides(scene: Scene) -> None:
    """They read that they guide it."""
    found = _about(scene)
    if found is not None:
        grouping.guides(scene.tx, scene.now, found.id, scene.person.id)


def _about(scene: Scene) -> Group | None:
    """The group that the conversation is about."""
    known = scene.conversation.about if scene.conversation else None
    return groups.by_id(scene.tx, known) if known else None
