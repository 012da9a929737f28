"""Three months of the demo's programme, told through the product's own stories, so that tomorrow is believable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions import planning, scheduling
from bot.actions.scheduling import Slot
from bot.chat.accepting import Accepting
from bot.chat.answering import Sent
from bot.chat.playing import Play
from bot.chat.questions import Said
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from bot.conversations import STORIES
from storage import askings, commitments, conversations, groups, notices, nudges, outbox, pairings, people, sessions
from storage.database import Transaction
from storage.sessions import Session

A_WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)
A_DAY = timedelta(days=1)
TWO = time(14, 0)
GOALS = "Priya wants to hear how waiting feels before she plans. Bryn wants a question of his to change something."
LINK = "https://meet.example.org/bryn-and-priya"


@dataclass(frozen=True, slots=True)
class Past:
    """What was said at earlier times, by the names of those who joined."""

    tx: Transaction
    texts: Texts
    timezone: str
    who: Mapping[str, str]  # the ids of people by name

    def says(self, at: datetime, name: str, story: str, about: str, told: Mapping[str, str]) -> str:
        """Somebody has this talk; questions that are not in `told` are skipped. The conversation's id.

        Raises ValueError when an answer is none.
        """
        person = people.by_id(self.tx, self.who[name])
        assert person is not None
        scene = Scene(self.tx, at, person, self.texts.voice(person.language), self.texts)
        play = Play(scene, STORIES)
        play.begin(story, about=about or None)
        talk = conversations.last_of_kind(self.tx, person.id, story)
        assert talk is not None
        while (waiting := conversations.by_id(self.tx, talk.id)) and waiting.ended_at is None and waiting.pending:
            words = told.get(waiting.pending, "")
            asked = askings.by_handle(self.tx, waiting.asked_id or "")
            sent = Sent(Said(text=words), None if words else "skip", asked=asked)
            if Accepting(scene, play, waiting).answer(waiting.pending, sent) != "taken":
                raise ValueError(f"{name} cannot answer {story}.{waiting.pending} with {words!r}")
        return talk.id


def live_through(past: Past, now: datetime) -> None:
    """Bryn and Priya have met five times, once it did not happen; they and a group of three meet again soon."""
    pairing_id = _pair(past, now)
    coming = next_working_day(now, past.timezone)
    for ago, lived in ((5, _first), (4, _promised), (3, _missed), (2, _hard), (1, _last)):
        session = _met(past, pairing_id, coming - ago * FORTNIGHT)
        lived(past, session, coming - ago * FORTNIGHT + timedelta(hours=3))
        if lived is _promised:
            promised = session
    _asked_later(past, now, promised)
    _reflected(past, now)
    _quiet(past, now)
    for ahead, place in ((timedelta(), LINK), (FORTNIGHT, LINK)):
        slot = Slot(coming + ahead, 60, place)
        scheduling.plan(past.tx, now - A_WEEK, by=None, pairing_id=pairing_id, slot=slot, timezone=past.timezone)
    _circle(past, now, next_working_day(coming, past.timezone))
    for name in ("Bryn", "Carys"):
        planning.plan_reflection(past.tx, now - 10 * A_DAY, past.who[name])
    _settle(past, now)


def _pair(past: Past, now: datetime) -> str:
    at = now - 84 * A_DAY
    pairing_id = pairings.propose(
        past.tx,
        at,
        partner_id=past.who["Bryn"],
        leader_id=past.who["Priya"],
        from_on=at.date(),
        until_on=(at + 270 * A_DAY).date(),
        made_by=past.who["Rachel"],
    )
    for name in ("Bryn", "Priya"):
        past.says(at + A_DAY, name, "agree_pairing", pairing_id, {"would_you": "yes"})
    pairings.keep_goals(past.tx, pairing_id, GOALS)
    for name in ("Bryn", "Priya"):
        past.says(at + 20 * A_DAY, name, "fit", pairing_id, {"how_it_fits": "good fit"})
    return pairing_id


def next_working_day(now: datetime, timezone: str) -> datetime:
    """Tomorrow at two in the afternoon there, or on Monday; the note of the day before is still to come."""
    there = now.astimezone(ZoneInfo(timezone))
    day = there.date() + (A_DAY if there.time() < TWO else 2 * A_DAY)
    while day.weekday() > 4:
        day += A_DAY
    return datetime.combine(day, TWO, ZoneInfo(timezone))


def _met(past: Past, pairing_id: str, at: datetime) -> Session:
    return sessions.plan(
        past.tx, at - FORTNIGHT, pairing_id=pairing_id, starts_at=at, timezone=past.timezone, place=LINK
    )


def _first(past: Past, session: Session, at: datetime) -> None:
    good = {"met": "yes", "how_was_it": "It gave me something", "heard": "in part"}
    past.says(at, "Bryn", "after_session", session.id, good)
    past.says(at + A_DAY, "Priya", "leader_feedback", session.id, {"gain": "a little", "agenda": "mine"})


def _promised(past: Past, session: Session, at: datetime) -> None:
    good = {"met": "yes", "how_was_it": "It gave me something", "heard": "yes"}
    past.says(at, "Bryn", "after_session", session.id, good)
    past.says(
        at, "Bryn", "say_more", session.id, {"stayed": "She asked what the wait was like, and then she was quiet."}
    )
    promise = {
        "gain": "yes",
        "do_differently": "I will ask three patients before we write the agenda.",
        "by_when": "a month",
        "share": "yes",
        "agenda": "both",
    }
    past.says(at + A_DAY, "Priya", "leader_feedback", session.id, promise)


def _missed(past: Past, session: Session, at: datetime) -> None:
    past.says(at, "Bryn", "after_session", session.id, {"met": "It did not happen"})


def _hard(past: Past, session: Session, at: datetime) -> None:
    hard = {"met": "yes", "how_was_it": "It was hard", "heard": "yes", "contact": "not now"}
    past.says(at, "Bryn", "after_session", session.id, hard)
    past.says(at + A_DAY, "Priya", "leader_feedback", session.id, {"gain": "yes", "agenda": "theirs"})


def _last(past: Past, session: Session, at: datetime) -> None:
    good = {"met": "yes", "how_was_it": "It gave me something", "heard": "yes"}
    past.says(at, "Bryn", "after_session", session.id, good)
    past.says(at + A_DAY, "Priya", "leader_feedback", session.id, {"gain": "yes", "agenda": "theirs"})


def _asked_later(past: Past, now: datetime, session: Session) -> None:
    """What Priya set out to do was asked about once, of both."""
    promise = commitments.of_session(past.tx, session.id, past.who["Priya"])
    assert promise is not None
    at = now - 24 * A_DAY
    changed = {"did_it_happen": "partly", "what_changed": "We asked two. The third meeting starts with their words."}
    past.says(at, "Priya", "commitment_later", promise.id, changed)
    past.says(at + A_DAY, "Bryn", "commitment_seen", promise.id, {"seen": "a little"})


def _reflected(past: Past, now: datetime) -> None:
    for ago, name, words, whom in (
        (70, "Bryn", "I said the thing about the waiting room out loud, and nobody looked at the clock.", "the team"),
        (40, "Carys", "I need the questions a day before. Then I can be myself.", "the team"),
        (12, "Bryn", "I am tired of being the story. I want to be the one who asks.", "only me"),
    ):
        past.says(now - ago * A_DAY, name, "reflect", "", {"prompt_1": words, "who_may_see": whom})


def _quiet(past: Past, now: datetime) -> None:
    """Nothing of this is sent again."""
    for person_id in past.who.values():
        for reason in ("reply", outbox.HELP):
            outbox.recall(past.tx, now, reason, person_id)


def _circle(past: Past, now: datetime, at: datetime) -> None:
    members = [past.who["Bryn"], past.who["Carys"]]
    group_id = groups.form(
        past.tx,
        now - 60 * A_DAY,
        name="Northfield circle",
        members=members,
        facilitator_id=past.who["Priya"],
        made_by=past.who["Rachel"],
    )
    for person_id in members:
        groups.say(past.tx, group_id, person_id, "yes")
    slot = Slot(at.replace(hour=11), 90, "Room 2, Northfield library. Step-free.")
    scheduling.plan(past.tx, now - A_WEEK, by=None, group_id=group_id, slot=slot, timezone=past.timezone)


def _settle(past: Past, now: datetime) -> None:
    """What was meant for a day that is over is not made up for, and what the team has seen is not shown again."""
    for _, about in notices.unseen(past.tx):
        notices.forget_about(past.tx, about)
    for person_id in past.who.values():
        for one in nudges.due_of(past.tx, now, person_id):
            nudges.lapse(past.tx, now, one.id, "before the demo began")
