"""What the demo's programme has on offer: a panel that two people heard of, one of whom is interested."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions import broadcasting
from bot.chat.playing import Play
from bot.chat.scene import Scene, Unasked
from bot.conversations import STORIES
from bot.demo_history import Past
from bot.rules.audience import Audience
from bot.rules.kinds import KINDS
from storage import broadcasts, laying, opportunities, people, recipients, sending
from storage.outbox import BROADCAST
from storage.recipients import Recipient

A_DAY = timedelta(days=1)
STATEMENT = "I waited fourteen months, and no letter said how long it would be."


def offer(past: Past, now: datetime) -> None:
    """Sent four days ago by the product's own steps, and answered the day after; it is open for another week."""
    at, tx, maker = now - 4 * A_DAY, past.tx, past.who["Rachel"]
    panel = opportunities.draft(tx, at, made_by=maker, timezone=past.timezone)
    opportunities.fill_in(tx, panel, _fields(now))
    sent = broadcasts.draft(tx, at, made_by=maker, opportunity_id=panel)
    heard = Audience(people=(past.who["Bryn"], past.who["Carys"]))
    broadcasts.choose(tx, sent, audience=heard.stored(), words="", topic="research")
    many = len(heard.people)
    if broadcasting.confirm(tx, at, sent, by=maker, number=many).sent_from is None:
        raise ValueError("the demo's opportunity cannot be sent")
    broadcasts.move(tx, sent, "sending", "confirmed")
    arrived = at + timedelta(hours=1)
    for one in recipients.due(tx, at + A_DAY, sent, many):
        _arrives(past, arrived, panel, one)
    laying.settle(tx, arrived, sent)
    broadcasts.end(tx, arrived, sent, "done", "sending")
    broadcasts.proven(tx, arrived, sent)
    past.says(at + A_DAY, "Bryn", "interested", panel, {"statement": STATEMENT})
    past.says(at + A_DAY, "Carys", "not_now_this", panel, {})


def _arrives(past: Past, at: datetime, panel: str, one: Recipient) -> None:
    """The message with which somebody heard of it has gone out; under which number in their chat is not known."""
    person = people.by_id(past.tx, one.person_id or "")
    assert person is not None
    unasked = Unasked("nudge_opportunity", at + A_DAY, priority=BROADCAST)
    scene = Scene(past.tx, at, person, past.texts.voice(person.language), past.texts, unasked=unasked)
    Play(scene, STORIES).begin(KINDS["opportunity"].story, about=panel)
    laying.laid(past.tx, one.id, scene.posted[-1].id)
    for message in scene.posted:
        sending.sent(past.tx, at, message.id, None)


def _fields(now: datetime) -> dict[str, object]:
    closes = now.date() + 7 * A_DAY
    return {
        "title": "A panel on letters to people who wait",
        "what": "Northfield rewrites its letters to people who wait for care. It needs those who have waited.",
        "suits": "Everybody who has waited for care.",
        "doing": "Read six short letters, and talk for an hour with four others about what you would change.",
        "hours": "About two hours",
        "happens": "In the week after you hear from us, at a time that suits all five.",
        "place": "Online. The link comes in time.",
        "pay": "£25 an hour, also for reading. Rachel talks through what being paid changes.",
        "expenses": "There are no costs",
        "access": "Captions, a break each half hour, and the letters in easy read a week before.",
        "ask_whom": "Rachel",
        "places": 4,
        "closes_on": closes.isoformat(),
        "decides_on": (closes + 3 * A_DAY).isoformat(),
        "how_decided": "Those not asked yet come first",
        "topic": "research",
    }
