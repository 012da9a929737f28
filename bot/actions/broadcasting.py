"""Sending to many: who gets it, confirming, and a second person's yes. What can be done after that is in `halting`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions import planning
from bot.rules.audience import TWO_PEOPLE_OVER, Audience
from bot.rules.who_gets_it import Found, find
from storage import announced, audit, broadcasts, candidates, group_chats, opportunities, people, recipients
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.opportunities import Opportunity
from storage.values import moment

UNDO_FOR = timedelta(seconds=60)
ANNOUNCEMENT_USEFUL_FOR = timedelta(days=7)
SAME_WORDS_WITHIN = timedelta(days=1)
CAN_BE_SENT = ("draft", "open")  # opportunities: of others nobody hears any more
MAY_AGREE = ("coordinator", "admin")
ASKING = "agree_broadcast"  # the note in which a second person is asked


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What came of confirming: `sent_from` when it goes out; else `refused` says why not, `agreeing` that a second
    person is asked. `people` is how many there are now."""

    people: int
    sent_from: datetime | None = None
    refused: str = ""
    agreeing: bool = False


def audience_of(tx: Transaction, now: datetime, one: Broadcast) -> Found:
    """Who gets it as things stand now, and who is left out."""
    chosen = Audience.read(one.audience)
    opportunity = one.opportunity_id
    asked = recipients.asked(tx, opportunity) if opportunity else []
    people_of = candidates.everybody(tx, chosen.only_named, history=opportunity is not None or chosen.never_asked)
    return find(
        chosen,
        people_of,
        topic=one.topic,
        today=now.date(),
        opportunity=opportunity is not None,
        asked=asked,
    )


def chats_of(tx: Transaction, one: Broadcast) -> list[str]:
    """The registered Telegram groups it goes to."""
    wanted = Audience.read(one.audience).group_chats
    return [chat.id for chat in group_chats.registered(tx) if chat.id in wanted]


def how_many(tx: Transaction, now: datetime, one: Broadcast) -> int:
    """How many get it, people and chats, if it is confirmed now."""
    return len(audience_of(tx, now, one).chosen) + len(chats_of(tx, one))


def went_before(tx: Transaction, now: datetime, one: Broadcast) -> tuple[Broadcast | None, int]:
    """The last announcement in the same words within a day that somebody has, or is to get, who would get this one as
    well, and how many those are."""
    if one.opportunity_id is not None:
        return None, 0
    before = announced.have_words(tx, one.words, now - SAME_WORDS_WITHIN, one.id)
    theirs = {each.person_id for each in audience_of(tx, now, one).chosen} | {*chats_of(tx, one)} if before else set()
    twice = [(broadcast_id, who) for broadcast_id, who in before if who in theirs]
    return (broadcasts.by_id(tx, twice[-1][0]), len({who for _, who in twice})) if twice else (None, 0)


def confirm(
    tx: Transaction,
    now: datetime,
    broadcast_id: str,
    *,
    by: str,
    number: int,
    starts_at: datetime | None = None,
    second: bool = False,
) -> Confirmed:
    """Send it, once, to those whom the audience means now: the number that was typed has to be how many that is.

    The recipients are fixed as rows; it starts at `starts_at`, or after the time in which it can be undone.
    """
    one = broadcasts.by_id(tx, broadcast_id)
    if one is None or one.state not in ("draft", "agreeing"):
        return Confirmed(0, refused="already")
    found, chats = audience_of(tx, now, one), chats_of(tx, one)
    many = len(found.chosen) + len(chats)
    refused = _why_not(tx, now, one, many, number, by=by, second=second)
    if refused:
        return Confirmed(many, refused=refused)
    if many > TWO_PEOPLE_OVER and not second:
        _ask_second(tx, now, broadcast_id, by=by, many=many, starts_at=starts_at)
        return Confirmed(many, agreeing=True)
    if second and one.starts_at:
        starts_at = moment(one.starts_at)
    begins = max(now + UNDO_FOR, starts_at or now)
    until = useful_until(tx, begins, one)
    if until <= begins:
        return Confirmed(many, refused="too_late")
    if not broadcasts.confirm(
        tx, now, broadcast_id, by=by, second=second, people=many, starts_at=begins, useful_until=until
    ):
        return Confirmed(many, refused="already")
    recipients.fix(tx, begins, broadcast_id, [(each.person_id, each.because) for each in found.chosen], chats)
    if one.opportunity_id:
        opportunities.opened(tx, now, one.opportunity_id)
    audit.note(tx, now, actor=by, action="broadcast_confirmed", about=broadcast_id, detail=str(many))
    return Confirmed(many, sent_from=begins)


def who_else(tx: Transaction, person_id: str) -> list[str]:
    """Those who can agree to what this person sends to many."""
    return [one.id for one in people.with_role(tx, *MAY_AGREE) if one.id != person_id]


def _ask_second(
    tx: Transaction, now: datetime, broadcast_id: str, *, by: str, many: int, starts_at: datetime | None
) -> None:
    """Everybody who can agree is asked; the first answer counts."""
    if broadcasts.ask_second(tx, now, broadcast_id, by=by, people=many, starts_at=starts_at):
        for person_id in who_else(tx, by):
            planning.note(tx, now, person_id, ASKING, broadcast_id)
        audit.note(tx, now, actor=by, action="broadcast_to_be_agreed", about=broadcast_id, detail=str(many))


def _why_not(tx: Transaction, now: datetime, one: Broadcast, many: int, number: int, *, by: str, second: bool) -> str:
    if second != (one.state == "agreeing"):
        return "already"
    if second and by == one.confirmed_by:
        return "same_person"
    if many == 0:
        return "nobody"
    if number != many:
        return "other_number"
    if many > TWO_PEOPLE_OVER and not second and not who_else(tx, by):
        return "nobody_to_agree"
    opportunity = opportunities.by_id(tx, one.opportunity_id) if one.opportunity_id else None
    if opportunity is not None and (opportunity.state not in CAN_BE_SENT or missing(opportunity, now)):
        return "not_complete"
    return "" if opportunity or one.words.strip() else "not_complete"


def missing(one: Opportunity, now: datetime) -> list[str]:
    """The fields without which it cannot be sent, or that are wrong now; in the order in which they are asked."""
    needed = ("title", "what", "suits", "doing", "hours", "happens", "place", "expenses", "access", "ask_whom")
    gaps = [name for name in needed if not getattr(one, name)]
    gaps += ["pay"] if not one.pay and not one.unpaid_because else []
    gaps += [name for name in ("places", "closes_on", "decides_on", "how_decided") if not getattr(one, name)]
    today = now.astimezone(ZoneInfo(one.timezone)).date().isoformat()
    return gaps + [name for name in ("closes_on",) if getattr(one, name) and getattr(one, name) < today]


def useful_until(tx: Transaction, now: datetime, one: Broadcast) -> datetime:
    """Until when it is of use to hear of it: the end of the closing day, or a week for an announcement."""
    opportunity = opportunities.by_id(tx, one.opportunity_id) if one.opportunity_id else None
    if opportunity is None or opportunity.closes_on is None:
        return now + ANNOUNCEMENT_USEFUL_FOR
    return end_of_day(opportunity.closes_on, opportunity.timezone)


def end_of_day(day: str, timezone: str) -> datetime:
    """The last moment of an ISO date in a time zone."""
    following = date.fromisoformat(day) + timedelta(days=1)
    return datetime.combine(following, time(0), ZoneInfo(timezone)) - timedelta(microseconds=1)
