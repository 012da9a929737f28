"""Telling the team of a concern, without a word of what it is about, until somebody says that they are on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from bot.actions import mailing, owing, rota
from bot.actions.finding import number_of
from bot.actions.naming import called
from bot.chat.accepting import EDITABLE
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from bot.rules.duty import spans_of
from bot.rules.ladder import AFTER, AGAIN_AFTER, Said, Span, again, due, made_up_for, round_begun, round_now
from storage import alerts, audit, concern_lists, people
from storage.alerts import Told
from storage.concerns import Concern
from storage.database import Transaction
from storage.outbox import Message
from storage.people import Person
from storage.values import instant, moment

STORY = "concern_alert"
ALERT = "concern"  # why somebody of the team is written to: what stands there is about somebody else
LOOK_BACK = timedelta(days=7)  # for the opening at which the present round began
Begin = Callable[[Person, str, str], list[Message]]


def alert(
    tx: Transaction, now: datetime, texts: Texts, concern: Concern, begin: Begin, *, after: timedelta = AGAIN_AFTER
) -> int:
    """Tell those whom it is time to tell; how many. `begin` begins a story with somebody, about something. Those who
    were told and are not on it yet hear once more when the person asks or writes again. Where somebody is on it and
    late, the same ladder begins with them, and anew at each opening until they were in touch. `after` is how long
    nobody hears again that the person writes.

    On the last rung all of them who have given an address hear of it by email as well.
    """
    asked_at = _since(tx, now, concern)
    if asked_at is None:
        return 0
    hours = list(rota.duties(tx, without=concern.person_id).values())
    spans = spans_of(max(asked_at, now - LOOK_BACK), hours)
    begun = round_begun(now, asked_at, spans)
    round_at = begun or asked_at
    if concern.waiting_since is not None:
        round_at = _anew(tx, now, concern, round_at)
        begun = round_begun(now, round_at, spans)
        round_at = begun or round_at
    here = _said(alerts.of_round(tx, concern.id, round_at))
    said = here if begun is None else [*_made_up_for(tx, concern, begun, spans), *here]
    rungs = rota.rungs(tx, now, concern)
    wanted = due(now, round_at, rungs, said, staffed=begun is not None)
    for rung, person_id in wanted:
        _tell(tx, now, concern, person_id, round_at, rung, begin)
    told_now = {person_id for _, person_id in wanted}
    more = [one for one in _once_more(tx, now, concern, rungs, said, after) if one[1] not in told_now]
    for rung, person_id in more:
        _tell(tx, now, concern, person_id, owing.came_last(tx, concern) or now, rung, begin)
    if begun is not None and now - begun >= AFTER[-1] and (here or wanted):
        _email(tx, now, texts, f"{concern.id} {instant(begun)}", [one for rung in rungs for one in rung])
    return len(wanted) + len(more)


def _anew(tx: Transaction, now: datetime, concern: Concern, round_at: datetime) -> datetime:
    """When the present round began. That they wrote is known of the last time alone, and of each by who was told."""
    came = [one.round_at for one in alerts.of_concern(tx, concern.id)]
    last = owing.came_last(tx, concern)
    return round_now(round_at, owing.missed_last(tx, now, concern), [*came, *([last] if last else [])], now)


def wanting(tx: Transaction, now: datetime) -> list[Concern]:
    """Those of which somebody of the team may have to be told now."""
    late = [one for one in concern_lists.taken_on(tx) if owing.late(tx, now, one) is not None]
    return [*concern_lists.unanswered(tx), *late]


def _since(tx: Transaction, now: datetime, concern: Concern) -> datetime | None:
    """Since when nobody is on it, or it is late; None while it is neither."""
    return moment(concern.waiting_since) if concern.waiting_since is not None else owing.late(tx, now, concern)


def _said(told: Iterable[Told]) -> list[Said]:
    return [Said(one.rung, one.person_id, one.at, one.reached) for one in told]


def _made_up_for(tx: Transaction, concern: Concern, begun: datetime, spans: Sequence[Span]) -> list[Said]:
    """What was missed while we were away, and said since: of one that somebody is on. Of one that nobody is on the team
    hears anew at each opening, whatever it heard at night."""
    if concern.waiting_since is not None:
        return []
    ever = alerts.of_concern(tx, concern.id)
    return made_up_for(list(zip((one.round_at for one in ever), _said(ever), strict=True)), begun, spans)


def _once_more(
    tx: Transaction, now: datetime, concern: Concern, rungs: list[list[str]], said: list[Said], after: timedelta
) -> list[tuple[int, str]]:
    """Who is told again because the person has asked or written: that is a round of its own, which began then."""
    came = owing.came_last(tx, concern)
    if came is None or concern.waiting_since is None:
        return []
    return again(now, came, rungs, said, _said(alerts.of_concern(tx, concern.id)), after)


def _email(tx: Transaction, now: datetime, texts: Texts, round_: str, team: Iterable[str]) -> None:
    """Each of them once in a round, where emails can be sent and they have an address that works."""
    for person_id in dict.fromkeys(team):
        if (somebody := people.by_id(tx, person_id)) is not None:
            once = f"{STORY} {round_} {person_id}"
            mailing.to_person(tx, now, texts, somebody, mailing.TABLE, "needs_you", once=once)


def _tell(
    tx: Transaction, now: datetime, concern: Concern, person_id: str, round_at: datetime, rung: int, begin: Begin
) -> None:
    somebody = people.by_id(tx, person_id)
    alert_id = alerts.note(tx, now, concern.id, person_id, round_at=round_at, rung=rung)
    if somebody is not None and (sent := begin(somebody, STORY, concern.id)):
        alerts.went_as(tx, alert_id, sent[-1].id)


def say_who_is_on_it(scene: Scene, concern: Concern) -> None:
    """The one whose scene this is looks after it from now on: what invited others to look says so in its place, as long
    as Telegram lets us change it. What says so already is left alone."""
    before = audit.about(scene.tx, concern.id, "concern_taken", limit=1)
    since = scene.now - EDITABLE
    if before and before[0].actor == scene.person.id:
        since = max(since, moment(before[0].done_at))
    person = people.by_id(scene.tx, concern.person_id)
    told = {"number": number_of(person.number) if person else "", "name": called(scene, scene.person.id)}
    for each in alerts.shown(scene.tx, concern.id, since):
        somebody = people.by_id(scene.tx, each.person_id)
        if somebody is None or somebody.id == scene.person.id or somebody.telegram_id != each.chat_id:
            continue
        theirs = Scene(scene.tx, scene.now, somebody, scene.texts.voice(somebody.language), scene.texts, reason=ALERT)
        text = theirs.voice.says(STORY, "somebody_is_on_it", told)
        theirs.post({"message_id": each.message_id, "text": text}, method="editMessageText")
        scene.posted += theirs.posted
