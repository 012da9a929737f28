"""What every page of answers shows of them. That their words were read is on record, as what and why, for the person
to see."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from bot.actions.naming import when, with_whom
from console.desk import Change, Reading
from storage import handles, may_read, people, readable, readings, sessions, tags
from storage.readable import Readable, Wanted
from storage.said import REFLECTING, UNASKED
from storage.tags import Tag
from storage.values import moment

READ, LOOKED = "answers_read", "answers_looked_at"
ON_A_PAGE = 25
KINDS = {
    "check_in": "Check-in",
    "reflection": "Reflection",
    "feedback": "Feedback",
    "joining": "When they joined",
    "unasked": "Not asked for",
}
OPENING = 120  # letters of a question that has no short name


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer, what stands for it in addresses, what it was asked in a few words, its tags, who wrote it down for
    them ('': they did), and as what they are read; the session that it is about, with whom and when ('' of none)."""

    one: Readable
    handle: str
    asked: str
    tags: list[str]
    written_by: str
    read_as: str
    session: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of answers, the newest first; `older` is the handle after which there are more, or ''."""

    rows: list[Shown]
    older: str

    @property
    def sealed(self) -> int:
        """How many of them ask for a reason first."""
        return sum(one.one.sealed for one in self.rows)


def look(change: Change, wanted: Wanted, about: str, *, limit: int = ON_A_PAGE) -> Found:
    """A page of what they may read, put on record as a look at `about`, the id of a person or a pairing, or ''."""
    wanted = replace(wanted, before=handles.behind(change.tx, wanted.before))
    me, why = change.me, opened(change)
    found = readable.find(
        change.tx,
        me.roles,
        wanted,
        limit + 1,
        reader=me.person.id,
        opened=why,
        now=change.now,
        by_words=bool(wanted.tag),
    )
    rows = shown(change, _as_asked(found[:limit]), about)
    return Found(rows, place(change, found[limit - 1].id) if len(found) > limit else "")


def handle(change: Change, one: Readable) -> str:
    """What stands for an answer in addresses: an id tells when it was given, which whoever gets it without a name is
    not to learn."""
    return one.id if one.is_named else place(change, one.id)


def meant(look: Reading, typed: str) -> str:
    """The id of the answer that this stands for in an address."""
    return handles.behind(look.tx, typed) or typed


def is_meant(one: Readable, typed: str) -> bool:
    """Whether it may stand for this answer: its id only for whoever gets it with its name. To others that would tell
    which of a colleague's answers it is."""
    return one.is_named or typed != one.id


def place(change: Change, answer_id: str) -> str:
    """The same of an answer that somebody may have without its name, or not at all: where a list goes on."""
    return handles.of(change.tx, change.now, answer_id)


def shown(change: Change, found: list[Readable], about: str) -> list[Shown]:
    """These answers as they are shown, and on record."""
    record(change, found, about)
    on_each = tags.on_each(change.tx, [one.id for one in found])
    # of one session each of the two met the other
    met = {key: _session(change, one) for one in found if one.about and (key := (one.about, one.person_id))}
    return [
        Shown(
            one,
            handle(change, one),
            asked(change, one),
            [] if one.sealed else on_each.get(one.id, []),
            _written_by(change, one),
            _as_what(change, one),
            met.get((one.about, one.person_id), ""),
        )
        for one in found
    ]


def _as_asked(found: list[Readable]) -> list[Readable]:
    """The newest talk first; what was said in one talk in the order in which it was asked. What was not asked for is in
    no talk's order."""
    talks = groupby(found, key=lambda one: "" if one.kind == UNASKED else one.conversation)
    return [one for key, talk in talks for one in (reversed(list(talk)) if key else talk)]


def _session(change: Change, one: Readable) -> str:
    session = sessions.by_id(change.tx, one.about)
    person = people.by_id(change.tx, one.person_id) if session else None
    if session is None or person is None:
        return ""
    scene = replace(change.scene_of(person), voice=change.texts.first)
    return f"Session with {with_whom(scene, session)}, {when(scene, moment(session.starts_at))}"


def opened(change: Reading) -> dict[str, str]:
    """For whose sealed words they have given a reason, and which."""
    return readings.opened(change.tx, change.now, change.me.person.id)


def record(change: Change, found: Iterable[Readable], about: str) -> None:
    """That they read these, or only that they looked where none of them is open to them."""
    why, by_reason = opened(change), dict[tuple[str, str], list[str]]()
    for one in found:
        if not one.sealed:
            reason = why.get(one.person_id, "") if one.needs_reason else ""
            by_reason.setdefault((_as_what(change, one), reason), []).append(one.id)
    for (read_as, reason), ids in by_reason.items():
        readings.note(change.tx, change.now, ids, by=change.me.person.id, read_as=read_as, reason=reason)
    change.note(READ if by_reason else LOOKED, about)


def _as_what(change: Change, one: Readable) -> str:
    """By which of their roles they may read it."""
    if not one.is_named:
        return may_read.LEARNING
    if one.of_concern and may_read.SAFEGUARDING in change.me.roles:
        return may_read.SAFEGUARDING
    return may_read.COORDINATOR if may_read.COORDINATOR in change.me.roles else may_read.SAFEGUARDING


def asked(change: Reading, one: Readable) -> str:
    """The question in a few words; of a reflection the thought itself."""
    if one.talk != REFLECTING and one.kind != UNASKED and change.voice.has(one.talk, one.question):
        return change.voice.short(one.talk, one.question)
    words = " ".join(one.wording.split()) or KINDS[one.kind]
    if one.kind == UNASKED and one.wording:
        words = f"Nothing was asked. It was written after: {words}"
    return words if len(words) <= OPENING else words[:OPENING].rpartition(" ")[0] + " …"


def _written_by(change: Change, one: Readable) -> str:
    by = people.by_id(change.tx, one.said_by) if one.said_by else None
    return "" if by is None else by.name or "somebody of the team"


def all_tags(look: Reading) -> list[Tag]:
    """The tags that they may know of."""
    return tags.seen_by(look.tx, look.now, look.me.person.id, look.me.roles, opened(look))


def with_sound(found: Collection[Shown]) -> bool:
    """Whether there is something to hear among them."""
    return any(one.one.voices for one in found)
