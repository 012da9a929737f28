"""Somebody came back with a new phone and has two accounts: what is of one becomes the other's, and they are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from bot.actions import crossing, menus, planning
from bot.chat import drafts
from bot.chat.scene import Scene
from storage import answers_joined, audit, concern_lists, concerns, conversations, doors, inbox, links, merging, people
from storage.people import Person
from storage.values import instant, moment
from storage.web_chats import is_web

TOLD_BY, KNOWN_AGAIN = "accounts_joined", "known_again"  # the kind of the note, and where they began to join anew
ONBOARDING = "onboarding_"  # how the stories begin in which somebody becomes one of us
MERGED, MERGED_INTO = "accounts_merged", "account_merged_into"  # as the log has it, of the one and of the other
AGREED = "concern_merge_agreed"  # by a lead, of the one account, about the other
ASKED = "merge_asked_of_lead"  # by a coordinator, in the same way
STILL_HERE, AT_ONCE = timedelta(hours=1), timedelta(minutes=15)  # since their last word; what may not wait is told
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
    ended = _end_joining(scene, gone)
    _leave_what_is_twice(scene, gone)
    merging.merge(tx, now, kept.id, gone.id)
    for talk, into in ended:
        answers_joined.give_over(tx, now, talk, into)
    for one in (other, chat):  # what waits in the other chat, and the buttons there, are taken along
        scene.posted += doors.use(tx, now, kept.id, one.telegram_id or 0)
    moved = people.by_id(tx, kept.id)
    assert moved is not None
    scene.person, scene.voice, scene.known_manners = moved, scene.texts.voice(moved.language), None
    _close(scene, other.telegram_id or 0, is_web(chat.telegram_id or 0))
    if chat is gone or moved.language != kept.language:
        menus.offer(scene)
    planning.plan_anew(tx, now, kept.id)
    _tell(scene, known_again=bool(ended))
    audit.note(tx, now, actor=by, action=MERGED, about=kept.id, detail=why)
    audit.note(tx, now, actor=by, action=MERGED_INTO, about=gone.id, detail=kept.id)


def _end_joining(scene: Scene, gone: Person) -> list[tuple[str, str | None]]:
    """Nobody is welcomed twice: they have joined with one of the two, so the talks in which they joined with the other
    are over. Each of those, and the talk with which they did join."""
    tx, kept = scene.tx, scene.person
    if bool(kept.joined_at) == bool(gone.joined_at):
        return []
    joined, new = (kept, gone) if kept.joined_at else (gone, kept)
    begun = [one for one in conversations.open_of(tx, new.id) if one.kind.startswith(ONBOARDING)]
    ended: list[tuple[str, str | None]] = []
    for one in begun:
        drafts.give_up(scene, one)
        conversations.abandon(tx, scene.now, new.id, one.kind)
        into = conversations.last_of_kind(tx, joined.id, one.kind)
        ended.append((one.id, into.id if into else None))
    return ended


def _tell(scene: Scene, *, known_again: bool) -> None:
    """They hear of it; at once where they were just in the middle of joining anew, for that has ended."""
    tx, now, person = scene.tx, scene.now, scene.person
    waits = person.paused_at is not None or person.stopped_at is not None or concerns.is_open(tx, person.id)
    here = known_again and not waits and now - moment(person.seen_at) < STILL_HERE
    useful_for = AT_ONCE if here else planning.USEFUL_FOR
    planning.note(tx, now, person.id, TOLD_BY, KNOWN_AGAIN if known_again else "", useful_for=useful_for)


def _leave_what_is_twice(scene: Scene, gone: Person) -> None:
    """Nobody is welcomed twice, and asked two things of one kind at a time."""
    tx, kept = scene.tx, scene.person
    waiting = {(one.kind, one.about) for one in conversations.open_of(tx, kept.id)}
    for one in conversations.open_of(tx, gone.id):
        if (one.kind, one.about) in waiting or (kept.joined_at and one.kind.startswith(ONBOARDING)):
            conversations.abandon(tx, scene.now, gone.id, one.kind, one.about)


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
