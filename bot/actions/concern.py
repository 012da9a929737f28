"""Somebody asks for a person: open a concern, tell those who look after it, and say honestly when they read it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.actions import alerting, crisis, owing, rota
from bot.chat.days import day_in_words
from bot.chat.heavy import UNKEPT
from bot.chat.scene import Playing, Scene
from bot.rules.duty import by_when, next_duty
from bot.rules.ladder import AGAIN_AFTER, GRAVE_AFTER
from storage import concern_asked, concern_lists, concerns, health, notices
from storage.concerns import Concern
from storage.outbox import Message
from storage.people import Person

# By whether what they wrote is kept, and whether somebody of the team has taken it on.
_TOLD = {
    (True, False): "told_wrote",
    (True, True): "told_wrote_on_it",
    (False, False): "told_not_what",
    (False, True): "told_not_what_on_it",
}


def raise_alarm(scene: Scene, *, kind: str) -> dict[str, str]:
    """Open a concern and alert the team without a word of what it is about; what the person should know now.

    Whoever asks again is told of anew, whether or not somebody is on it.
    """
    opened = _open(scene, kind)
    if scene.conversation is not None:  # a chat that is locked takes up nothing: it may be somebody else
        crisis.take_up(scene, opened)
    one = concerns.by_id(scene.tx, opened)
    if one is not None and one.waiting_since is None:
        concern_asked.ask_again(scene.tx, scene.now, opened)
    when = _when_heard(scene, opened)  # which notes that they asked
    _alert(scene, concerns.by_id(scene.tx, opened))
    return {"id": opened, "when": when, "card": crisis.card_at_hand(scene)}


def _alert(scene: Scene, one: Concern | None, after: timedelta = AGAIN_AFTER) -> None:
    if one is not None and scene.playing is not None:
        alerting.alert(scene.tx, scene.now, scene.texts, one, partial(_begin, scene.playing), after=after)


def raise_where_locked(scene: Scene, *, where: str = "locked_chat") -> None:
    """The same from a chat or a page that is locked, in which they cannot be answered: the team reaches them some other
    way, and knows that it may have been somebody else."""
    raised = raise_alarm(scene, kind=concerns.WAITS)
    one = concerns.by_id(scene.tx, raised["id"])
    if one is not None and not one.contact_by:
        contact_by(scene, concern_id=one.id, how=where, where="")


def _begin(playing: Playing, somebody: Person, story: str, about: str) -> list[Message]:
    return playing.begin_with(somebody, story, about=about, reason=alerting.ALERT)


def ask_another_way(scene: Scene) -> dict[str, str]:
    """They would rather not use Telegram: the team takes it from there."""
    return {"id": _open(scene, "another_way")}


def _open(scene: Scene, kind: str) -> str:
    opened = concerns.raise_(
        scene.tx, scene.now, scene.person.id, scene.conversation.id if scene.conversation else None, kind
    )
    notices.note(scene.tx, scene.now, kind, opened)
    return opened


def contact_by(scene: Scene, *, concern_id: str, how: str, where: str) -> str:
    """How they would like to be reached. What they are told of it: noted, noted_here when they did not say, each with
    _and_we_write where somebody lets us write first all the same; and where somebody closed it while they were being
    asked opened_again, or closed_meanwhile.

    Whoever still says how to be reached still wants a person: it is opened anew, unless they have asked again since,
    and say it of that.
    """
    one = concerns.by_id(scene.tx, concern_id)
    kind = one.kind if one is not None else concerns.WAITS
    if (one is None or one.closed_at is not None) and (since := concerns.open_one(scene.tx, scene.person.id, kind)):
        one = concerns.by_id(scene.tx, concern_id := since)
    stands = one is not None and one.closed_at is None
    if not stands and not how:
        return "closed_meanwhile"
    if not stands and kind == concerns.WAITS:
        concern_id = raise_alarm(scene, kind=concerns.WAITS)["id"]
    elif not stands:
        concern_id = ask_another_way(scene)["id"]
    concerns.contact_named(scene.tx, scene.now, concern_id, f"{how}: {where}" if where else how)
    if not stands:
        return "opened_again"
    if concerns.holds(scene.tx, scene.person.id):
        return "noted" if how else "noted_here"
    return "noted_and_we_write" if how else "noted_here_and_we_write"


def wrote_since(scene: Scene) -> str:
    """They write while they wait for a person: whoever looks after that is told so, and at once where it sounds heavy.
    In words, who is told of what, whether anybody reads it now, or when somebody does, and that it is late."""
    concern_asked.wrote(scene.tx, scene.now, scene.person.id)
    if scene.conversation is not None and scene.conversation.kind in crisis.HEAVY:
        for one in concern_lists.of_person(scene.tx, scene.person.id):
            _alert(scene, one if one.closed_at is None and one.kind == concerns.WAITS else None, GRAVE_AFTER)
    return f"{_owned_up(scene)}{_told(scene, kept=has_kept(scene))}"


def heard(scene: Scene) -> str:
    """They wrote something where they were asked how to be reached: whether it is kept, and who hears of it when."""
    kept = health.may_keep(scene.tx, scene.person.id)
    return f"{scene.voice.says('shared', 'wrote_kept' if kept else 'wrote_not_kept', {})} {_told(scene, kept=kept)}"


def _told(scene: Scene, *, kept: bool) -> str:
    """Who is told that they wrote, and whether anybody reads now."""
    taken = any(one.owner_id for one in concern_lists.of_person(scene.tx, scene.person.id) if one.closed_at is None)
    told = scene.voice.says("shared", _TOLD[kept, taken], {})
    span = next_duty(scene.now, list(rota.duties(scene.tx, without=scene.person.id).values()))
    if span is None and not kept:  # there is nothing of it to read
        return f"{told} {scene.voice.says('shared', 'looks_unknown', {})}"
    read = when_read(scene)
    if span is None or span[0] <= scene.now:
        return f"{told} {read}"
    return f"{told} {scene.voice.says('shared', 'nobody_reads_now', {})} {read}"


def _owned_up(scene: Scene) -> str:
    """In words, that they should have heard from somebody by now; '' when that is not so. They are told it when they
    write: until somebody of the team says so, nothing is written to them first, not even this."""
    known = concern_lists.of_person(scene.tx, scene.person.id)
    passed = [at for one in known if (at := owing.broken(scene.tx, scene.now, one)) is not None]
    return f"{scene.voice.says('shared', 'should_have_heard', _moment(scene, min(passed)))} " if passed else ""


def has_kept(scene: Scene) -> bool:
    """Whether what they wrote was kept."""
    return scene.conversation is None or scene.conversation.about != UNKEPT


def when_read(scene: Scene) -> str:
    """In words, when somebody of the team reads what is written here."""
    voice, zone = scene.voice, ZoneInfo(scene.person.timezone)
    span = next_duty(scene.now, list(rota.duties(scene.tx, without=scene.person.id).values()))
    if span is None:
        return voice.says("shared", "read_unknown", {})
    begin, end = span[0].astimezone(zone), span[1].astimezone(zone)
    if begin <= scene.now:
        return voice.says("shared", "read_now", {"until": end.strftime("%H:%M")})
    day = day_in_words(begin.date(), voice.words)
    return voice.says("shared", "read_next", {"day": day, "time": begin.strftime("%H:%M")})


def _when_heard(scene: Scene, concern_id: str) -> str:
    """The same, and by when they should hear from somebody: what follows from the team's hours, or nothing. It is a
    promise, and stands; whoever asks again hears the same, until its time has passed. What they are told is on record,
    and the first that was not kept is owed to them until they hear from somebody."""
    read, one = f"{_owned_up(scene)}{when_read(scene)}", concerns.by_id(scene.tx, concern_id)
    assert one is not None
    before = max((each.by for each in owing.asked(scene.tx, one) if each.by is not None), default=None)
    if before is not None and before > scene.now:
        at: datetime | None = before
    else:
        at = by_when(scene.now, list(rota.duties(scene.tx, without=scene.person.id).values()))
    if at is not None and not owing.is_owed(scene.tx, one):
        concern_asked.promise(scene.tx, concern_id, at)
    concern_asked.note_asked(scene.tx, scene.now, one, at)
    if at is None:
        return read
    return f"{read} {scene.voice.says('shared', 'hear_by', _moment(scene, at))}"


def _moment(scene: Scene, at: datetime) -> dict[str, str]:
    local = at.astimezone(ZoneInfo(scene.person.timezone))
    return {"day": day_in_words(local.date(), scene.voice.words), "time": local.strftime("%H:%M")}
