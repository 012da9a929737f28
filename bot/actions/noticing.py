"""Notices in words: what there is to look at, and whom, which session or which pairing it is about."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions import progress
from bot.actions.listing import who_meets, whose_name
from bot.actions.naming import called, when
from bot.chat.scene import Scene
from storage import broadcasts, concern_lists, groups, pairings, people, sessions
from storage.notices import Notice
from storage.values import moment

TABLE = "digest"


def in_words(scene: Scene, new: Iterable[Notice]) -> list[str]:
    """A line for each session, pairing or group; one for each kind that is about people, or that nobody can name."""
    by_kind: dict[str, list[str]] = {}
    for one in new:
        by_kind.setdefault(one.kind, []).append(one.about)
    said = scene.voice.labels(TABLE, "kinds", by_kind)
    return [f"{said[kind]}: {what}" for kind, abouts in by_kind.items() for what in _what(scene, abouts)]


def _what(scene: Scene, abouts: list[str]) -> list[str]:
    matters = [matter for about in abouts if (matter := _matter(scene, about))]
    if matters and len(matters) == len(abouts):
        return matters
    return [_whom(scene, abouts)]


def _matter(scene: Scene, about: str) -> str:
    """A session by its time and names, a pairing by both names, a group by its name, what went to many by its title; ''
    for anything else."""
    session = sessions.by_id(scene.tx, about)
    if session is not None:
        return f"{when(scene, moment(session.starts_at))}, {who_meets(scene, session)}"
    if pairings.by_id(scene.tx, about) or groups.by_id(scene.tx, about):
        return whose_name(scene, about)
    sending = broadcasts.by_id(scene.tx, about)
    return progress.title_of(scene, sending) if sending is not None else ""


def _whom(scene: Scene, abouts: list[str]) -> str:
    """The people by name, or how many there are where not all can be named."""
    known = [people.by_id(scene.tx, concern_lists.person_of(scene.tx, about) or about) for about in abouts]
    names = [called(scene, one.id) for one in known if one is not None and one.name]
    return scene.voice.words.comma.join(dict.fromkeys(names)) if len(names) == len(abouts) else str(len(abouts))
