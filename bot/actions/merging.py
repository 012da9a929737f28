"""Somebody came back with a new phone and has two accounts: what is of one becomes the other's, and they are told."""

from __future__ import annotations

from typing import Literal

from bot.actions import crossing, menus, planning
from bot.chat.scene import Scene
from storage import audit, concern_lists, concerns, conversations, doors, inbox, links, merging, people
from storage.people import Person
from storage.values import instant
from storage.web_chats import is_web

TOLD_BY = "accounts_joined"  # the kind of the note
ONBOARDING = "onboarding_"  # how the stories begin in which somebody becomes one of us
MERGED, MERGED_INTO = "accounts_merged", "account_merged_into"  # as the log has it, of the one and of the other
AGREED = "concern_merge_agreed"  # by a lead, of the one account, about the other
ASKED = "merge_asked_of_lead"  # by a coordinator, in the same way
MOST_PAIRS = 5  # of one account that are looked at
Agreement = Literal["not_needed", "wanted", "given"]
Pair = tuple[Person, Person]


def in_use(one: Person, other: Person) -> Person:
    """Whose chat is theirs from now on: the one in which they were last heard from."""
    return one if one.seen_at >= other.seen_at else other


def merge(scene: Scene, gone: Person, *, by: str, why: str) -> None:
    """All that is of `gone` is from now on of the person of this scene, who goes on where they wrote last. The log has
    who did it and why; they are told in their hours."""
    tx, now, kept = scene.tx, scene.now, scene.person
    assert kept.telegram_id is not None and gone.telegram_id is not None
    chat, other = (kept, gone) if in_use(kept, gone) is kept else (gone, kept)
    _leave_what_is_twice(scene, gone)
    merging.merge(tx, now, kept.id, gone.id)
    for one in (other, chat):  # what waits in the other chat, and the buttons there, are taken along
        scene.posted += doors.use(tx, now, kept.id, one.telegram_id or 0)
    moved = people.by_id(tx, kept.id)
    assert moved is not None
    scene.person = moved
    _close(scene, other.telegram_id or 0, is_web(chat.telegram_id or 0))
    if chat is gone:
        menus.offer(scene)
    planning.plan_anew(tx, now, kept.id)
    planning.note(tx, now, kept.id, TOLD_BY)
    audit.note(tx, now, actor=by, action=MERGED, about=kept.id, detail=why)
    audit.note(tx, now, actor=by, action=MERGED_INTO, about=gone.id, detail=kept.id)


def _leave_what_is_twice(scene: Scene, gone: Person) -> None:
    """Nobody is welcomed twice, and asked two things of one kind at a time."""
    tx, kept = scene.tx, scene.person
    waiting = {(one.kind, one.about) for one in conversations.open_of(tx, kept.id)}
    for one in conversations.open_of(tx, gone.id):
        if (one.kind, one.about) in waiting or (kept.joined_at and one.kind.startswith(ONBOARDING)):
            conversations.abandon(tx, scene.now, gone.id, one.kind, one.about)
    for kind, about in waiting:
        if gone.joined_at and not kept.joined_at and kind.startswith(ONBOARDING):
            conversations.abandon(tx, scene.now, kept.id, kind, about)


def _close(scene: Scene, chat_id: int, on_page: bool) -> None:
    """The chat that is not theirs any more is a stranger's. Whoever answers on a page now may keep their Telegram."""
    inbox.wipe_handled_in(scene.tx, chat_id)
    if is_web(chat_id):
        if not on_page:
            links.close(scene.tx, scene.person.id)
        doors.leave(scene.tx, scene.person.id, chat_id)
    elif not on_page:
        doors.leave(scene.tx, scene.person.id, chat_id)
        crossing.take_leave(scene, chat_id)


def ask_lead(scene: Scene, one: Person, other: Person) -> None:
    """A coordinator, whose scene this is, asks whether these two are one: it stands on the first page of the leads, and
    from now on they may look at both."""
    if not is_asked(scene, one, other):
        _note_of_both(scene, ASKED, one, other)


def agree(scene: Scene, one: Person, other: Person) -> None:
    """A lead, whose scene this is, says that these two are one."""
    _note_of_both(scene, AGREED, one, other)


def _note_of_both(scene: Scene, action: str, one: Person, other: Person) -> None:
    """Of each it stands on record, so that it is found from whoever of the two waits for a person."""
    for each, beside in ((one, other), (other, one)):
        audit.note(scene.tx, scene.now, actor=scene.person.id, action=action, about=each.id, detail=beside.id)


def that_wait(scene: Scene) -> list[tuple[Pair, str]]:
    """The accounts of which a lead was asked lately whether they are one, and when; not those that are agreed."""
    return [(pair, at) for pair, at in _lately(scene, ASKED) if agreement(scene, *pair) == "wanted"]


def that_are_agreed(scene: Scene) -> list[tuple[Pair, str]]:
    """Those of which a lead has agreed lately that they are one, and since when."""
    return [(pair, at) for pair, at in _lately(scene, AGREED) if agreement(scene, *pair) == "given"]


def _lately(scene: Scene, action: str) -> list[tuple[Pair, str]]:
    """Of two that are accounts still, of which one waits for a person; each pair once."""
    tx, since = scene.tx, instant(scene.now - planning.USEFUL_FOR)
    found: dict[frozenset[str], tuple[Pair, str]] = {}
    for waits in dict.fromkeys(one.person_id for one in (*concern_lists.still_open(tx), *concern_lists.still_held(tx))):
        for row in audit.about(tx, waits, action, limit=MOST_PAIRS):
            both = people.by_id(tx, row.about), people.by_id(tx, row.detail)
            one, other = both
            if row.done_at >= since and one and other and one.telegram_id and other.telegram_id:
                found.setdefault(frozenset((one.id, other.id)), ((one, other), row.done_at))
    return list(found.values())


def is_asked(scene: Scene, one: Person, other: Person) -> bool:
    """Whether a coordinator asked it of these two lately."""
    return audit.was_done(scene.tx, ASKED, one.id, since=scene.now - planning.USEFUL_FOR, detail=other.id)


def agreement(scene: Scene, one: Person, other: Person) -> Agreement:
    """Whether a lead has to agree that these two are one, because one of them waits for a person; and whether they
    have, lately."""
    tx, both = scene.tx, (one, other)
    if not any(concerns.is_open(tx, each.id) or concerns.holds(tx, each.id) for each in both):
        return "not_needed"
    since = scene.now - planning.USEFUL_FOR
    pairs = ((one.id, other.id), (other.id, one.id))
    agreed = any(audit.was_done(tx, AGREED, about, since=since, detail=detail) for about, detail in pairs)
    return "given" if agreed else "wanted"
