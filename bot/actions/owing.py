"""What the team owes to somebody who asked for a person: by when they should hear, and whether they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.actions import rota
from bot.actions.naming import when
from bot.chat.scene import Scene
from bot.rules.duty import Duty, by_when
from bot.rules.owed import Asked, late_since, missed, owed, told_last
from storage import audit, concern_asked, concern_history
from storage.concerns import WAITS, Concern
from storage.database import Transaction
from storage.values import instant, moment

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Owing:
    """By when somebody has to answer, `due`: None once it is closed or where nobody can say, or once they `heard_at`
    some time from a person and have neither asked nor written since ('' otherwise). `told_last` is the time that they
    were told since, when they asked again: it does not make the first good, and they go by it now."""

    due: datetime | None
    heard_at: str
    told_last: datetime | None = None


def asked(tx: Transaction, one: Concern) -> list[Asked]:
    """Each time that they asked, and what they were told."""
    return [Asked(moment(at), moment(by) if by else None) for at, by in concern_asked.asked(tx, one)]


def _heard(tx: Transaction, one: Concern) -> list[datetime]:
    return [moment(at) for at in concern_history.heard(tx, one.id)]


def owing(tx: Transaction, one: Concern, known: Mapping[str, Duty]) -> Owing:
    """What holds now. Where they were told nothing it follows from the hours that are `known`."""
    asks, heard = asked(tx, one), _heard(tx, one)
    since = max([moment(one.raised_at), *(moment(at) for at in (one.wrote_at,) if at), *(each.at for each in asks)])
    last = max(heard, default=None)
    if last is not None and last >= since:
        return Owing(None, instant(last))
    if one.closed_at is not None:
        return Owing(None, "")
    told = owed(asks, heard)
    if told is not None:
        return Owing(told, "", told_last(asks, heard))
    begun = moment(one.raised_at) if last is None else since
    return Owing(by_when(begun, [duty for who, duty in known.items() if who != one.person_id]), "")


def in_order(tx: Transaction, some: Iterable[Concern], known: Mapping[str, Duty]) -> list[tuple[Owing, Concern]]:
    """How each of them stands, and it: whoever has to hear from somebody first on top, and so who is late. Those to
    whom nobody owes a time come last, in the order in which they asked."""
    found = [(owing(tx, one, known), one) for one in some]
    return sorted(found, key=lambda each: (each[0].due or NEVER, each[1].raised_at, each[1].id))


def wrote_since(tx: Transaction, one: Concern) -> str:
    """When they wrote last, if they have not heard from anybody since; else ''."""
    wrote = one.wrote_at or ""
    return wrote if one.closed_at is None and wrote > max(concern_history.heard(tx, one.id), default="") else ""


def came_last(tx: Transaction, one: Concern) -> datetime | None:
    """When they asked or wrote last after they had asked first; None when they have not."""
    again = [at for at, _ in concern_asked.asked(tx, one) if at > one.raised_at]
    last = max([*again, *([one.wrote_at] if one.wrote_at else [])], default=None)
    return None if last is None else moment(last)


def is_owed(tx: Transaction, one: Concern) -> bool:
    """Whether they were told a time, and have not heard from a person since."""
    return owed(asked(tx, one), _heard(tx, one)) is not None


def broken(tx: Transaction, now: datetime, one: Concern) -> datetime | None:
    """The first time that they were told and that has passed without a word to them; None where none has."""
    told = owed(asked(tx, one), _heard(tx, one)) if one.closed_at is None else None
    return told if told is not None and told < now else None


def late_line(scene: Scene, one: Concern) -> str:
    """In words, that somebody should have answered by now, and by when, and what they were told since; '' when it is
    not so."""
    stands = owing(scene.tx, one, rota.duties(scene.tx))
    if stands.due is None or stands.due >= scene.now:
        return ""
    line = scene.voice.says("concerns", "line_late", {"when": when(scene, stands.due)})
    if stands.told_last is None:
        return line
    return f"{line} {scene.voice.says('concerns', 'line_told_since', {'when': when(scene, stands.told_last)})}"


def missed_by(tx: Transaction, now: datetime, one: Concern) -> list[datetime]:
    """The times that they were told and that passed without a word to them. Whoever closes it has been in touch."""
    closed = moment(one.closed_at) if one.closed_at else None
    heard = [*_heard(tx, one), *([closed] if closed else [])]
    return missed(asked(tx, one), heard, closed or now)


def missed_last(tx: Transaction, now: datetime, one: Concern) -> datetime | None:
    """The last of the times that they were told since they heard from a person, and that has passed."""
    passed = missed(asked(tx, one), _heard(tx, one), now)
    return passed[-1] if passed and is_owed(tx, one) else None


def late(tx: Transaction, now: datetime, one: Concern) -> datetime | None:
    """Since when it is late though somebody is on it: whoever says that they are has not answered by that."""
    if one.kind != WAITS or one.closed_at is not None or one.waiting_since is not None:
        return None
    taken = audit.about(tx, one.id, "concern_taken", limit=1)
    due = owing(tx, one, rota.duties(tx)).due
    return late_since(now, due, moment(taken[0].done_at) if taken else None)
