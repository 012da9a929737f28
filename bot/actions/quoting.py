"""Asking somebody for a sentence of theirs, as it would stand, and doing what they say, then and whenever they like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.actions import planning, team_changes
from bot.chat.scene import Scene
from storage import (
    audit,
    consents,
    notices,
    nudges,
    people,
    quotation_requests,
    quotation_uses,
    quotations,
    quoted_elsewhere,
    reports,
)
from storage.database import Transaction
from storage.quotations import AFTERWARDS, ANONYMOUS, NAMED, READ_BY, Quotation

NOTE = "quotation"  # the kind of note that asks, and the story
UNHEARD_FOR = timedelta(minutes=5)  # in which the team can call it off
USEFUL_FOR = timedelta(days=28)
UNNAMED = {"leader": "a leader"}
A_PARTNER = "a partner"  # as it stands in a report, which is in English
NO = ("refused", "withdrawn")
STANDS = ("granted", "changed")
DECIDED = "quotation_decided"  # the notice that its author has said something


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the team would like to use: these words of this answer, there, with this below them."""

    answer_id: str
    person_id: str
    words: str
    place: str
    attribution: str
    named: bool


def why_not(tx: Transaction, person_id: str, *, named: bool) -> str:
    """Why somebody cannot be asked for a sentence: they have `gone`, said `no_quotes` or `no_name`; or ''."""
    person, decided = people.by_id(tx, person_id), consents.decisions(tx, person_id)
    if person is None or person.joined_at is None or person.stopped_at is not None:
        return "gone"
    if decided.get(ANONYMOUS) in NO:
        return "no_quotes"
    return "no_name" if named and decided.get(NAMED) in NO else ""


def ask_for(tx: Transaction, now: datetime, wanted: Wanted, *, by: str) -> str:
    """Mean to ask its author in a few minutes, when they may be written to. The id of the quotation."""
    quotation_id = quotation_requests.ask(
        tx,
        now,
        answer_id=wanted.answer_id,
        person_id=wanted.person_id,
        words=wanted.words,
        place=wanted.place,
        attribution=wanted.attribution,
        named=wanted.named,
        asked_by=by,
    )
    planning.note(tx, now, wanted.person_id, NOTE, quotation_id, after=UNHEARD_FOR, useful_for=USEFUL_FOR)
    audit.note(tx, now, actor=by, action="quotation_asked_for", about=wanted.person_id)
    return quotation_id


def call_off(tx: Transaction, now: datetime, one: Quotation, *, by: str, why: str = "quotation_called_off") -> bool:
    """The team does not want it any more (or `why` else, for the log); False when its author has answered already."""
    if not quotation_requests.cancel(tx, now, one.id):
        return False
    nudges.withdraw_about(tx, now, one.id, "called_off", NOTE)
    audit.note(tx, now, actor=by, action=why, about=one.person_id)
    return True


def place_gone(scene: Scene, place: str) -> None:
    """There is no such place any more: nobody is asked for it, and no yes to it holds for another one. Whoever of the
    team had asked hears of it."""
    tx, now, by, live = scene.tx, scene.now, scene.person.id, quotation_requests.live_for(scene.tx, place)
    for one in live:
        if not call_off(tx, now, one, by=by):
            quotation_requests.end(tx, now, one.id)
            notices.withdraw(tx, DECIDED, one.id)
            audit.note(tx, now, actor=by, action="quotation_ended", about=one.person_id)
        audit.note(tx, now, actor=by, action=team_changes.PLACE_GONE, about=one.id)
    for asked_by, one in {one.asked_by: one for one in live if one.asked_by not in (None, by)}.items():
        team_changes.tell(scene, asked_by or "", team_changes.REPORT_GONE, one.id)


def asked_already(tx: Transaction, wanted: Wanted) -> bool:
    """Whether its author is asked, or has said yes, to these words or a part of them for the same place; also whether
    they are asked for a part of these."""
    there = quotation_requests.live_for(tx, wanted.place.partition(READ_BY)[0])
    live = [one for one in there if one.answer_id == wanted.answer_id]
    return any(wanted.words in one.words or (one.waits and one.words in wanted.words) for one in live)


def _asked(scene: Scene) -> Quotation | None:
    """The sentence that the conversation is about, if it is theirs."""
    about = scene.conversation.about if scene.conversation else None
    one = quotations.by_id(scene.tx, about) if about else None
    return one if one is not None and one.person_id == scene.person.id else None


def open_talk(scene: Scene) -> dict[str, Any]:
    """The sentence as it would stand (`words` is '' where there is nothing to ask any more), whether we began (`ours`),
    and whether they have still to say if they may be asked at all (`may_ask`), or named (`may_name`)."""
    told: dict[str, Any] = {"words": "", "place": "", "name": "", "ours": scene.unasked is not None}
    one, decided = _asked(scene), consents.decisions(scene.tx, scene.person.id)
    if one is not None and not one.still_said:
        not_said_any_more(scene, one)
        return told
    if one is None or one.cancelled_at is not None or decided.get(ANONYMOUS) in NO:
        return told
    named = one.named and decided.get(NAMED) not in NO
    told |= {"words": one.words, "place": one.place, "name": one.attribution if named else _unnamed(scene, one)}
    quotation_requests.put(scene.tx, scene.now, one.id, scene.voice.says(NOTE, "may_we", told))
    told["may_ask"] = decided.get(ANONYMOUS) == "given"
    told["may_name"] = not named or decided.get(NAMED) == "given"
    return told


def _unnamed(scene: Scene, one: Quotation) -> str:
    """How somebody is called who is not named."""
    return _by_part(scene.tx, scene.person.id) if one.named else one.attribution


def _by_part(tx: Transaction, person_id: str) -> str:
    roles = people.roles_of(tx, person_id)
    return next((words for role, words in UNNAMED.items() if role in roles), A_PARTNER)


def stand_without_name(tx: Transaction, now: datetime, person_id: str) -> None:
    """Their name may not stand with a sentence any more: those that they said yes to stand without it at once."""
    for quotation_id in quotations.unname(tx, person_id, _by_part(tx, person_id)):
        quoted_elsewhere.unnamed(tx, now, quotation_id)
        for use in quotation_uses.of_quotation(tx, quotation_id):
            reports.touched(tx, now, use.used_in)


def without_name(scene: Scene) -> str:
    """What stands below the sentence of theirs that the conversation is about when it does not say who they are."""
    one = _asked(scene)
    return _unnamed(scene, one) if one is not None else A_PARTNER


def sounds_heavy(scene: Scene, *, words: str) -> bool:
    """Whether somebody should be listened to, and not be quoted."""
    return scene.voice.sounds_heavy(words)


def decide(scene: Scene, *, decision: str, changed_to: str = "", name: str = "") -> bool:
    """They said: granted, changed (into these words) or refused; it stands with this `name` below it. Whether it was
    still wanted."""
    one = _asked(scene)
    if one is None or not one.still_said:
        return False
    unnamed = name if name and name != one.attribution else ""
    quotations.withdraw(scene.tx, scene.now, one.id)  # what they said before does not stand any more
    known = quotation_requests.decide(scene.tx, scene.now, one.id, decision, changed_to=changed_to, unnamed=unnamed)
    if known:
        nudges.withdraw_about(scene.tx, scene.now, one.id, "answered", NOTE)
        notices.note(scene.tx, scene.now, "quotation_decided", one.id)
        audit.note(scene.tx, scene.now, actor=scene.person.id, action=f"quotation_{decision}", about=scene.person.id)
    return known


def asks_afterwards(scene: Scene) -> bool:
    """Whether they have still to say what holds once they have left the programme."""
    return consents.decisions(scene.tx, scene.person.id).get(AFTERWARDS) in (None, "outdated")


def take_back(scene: Scene) -> bool:
    """The sentence that the conversation is about is used no more; whether there was a yes to take back."""
    one = _asked(scene)
    return one is not None and _take_back(scene, one)


def take_back_one(scene: Scene, *, quotation_id: str) -> bool:
    """The same for one of their list."""
    one = quotations.by_id(scene.tx, quotation_id)
    return one is not None and one.person_id == scene.person.id and _take_back(scene, one)


def not_said_any_more(scene: Scene, one: Quotation) -> bool:
    """Its author has corrected the answer, and the words are not in it: they are not asked for them, and a yes to them
    ends. Whether there was a yes, or a question that had been put."""
    if one.state in STANDS:
        return _take_back(scene, one, "quotation_corrected")
    return call_off(scene.tx, scene.now, one, by=scene.person.id, why="quotation_corrected") and one.put_at is not None


def _take_back(scene: Scene, one: Quotation, why: str = "quotation_withdrawn") -> bool:
    places = quotations.withdraw(scene.tx, scene.now, one.id)
    if places is None:
        return False
    notices.withdraw(scene.tx, DECIDED, one.id)  # the yes of which it tells is gone
    drafts = [place for place in places if reports.by_id(scene.tx, place) is not None]
    for place in drafts:
        reports.touched(scene.tx, scene.now, place)
    if drafts:
        notices.note(scene.tx, scene.now, "quotation_withdrawn", one.id)
    audit.note(scene.tx, scene.now, actor=scene.person.id, action=why, about=scene.person.id)
    return True
