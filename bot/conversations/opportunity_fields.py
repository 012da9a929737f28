"""The fields of an opportunity, asked one by one and stored at once. A part of other conversations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.actions import composing, opportunity_cards, opportunity_meanwhile, topics
from bot.actions.composing import LONGEST, MOST_PLACES
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Day, Number, Question, Text, YesNo


@dataclass(frozen=True, slots=True)
class Turn:
    """One time of asking: which fields are `wanted`, what was done last when they saw how those stand (`since`), and
    what tells its keys from those of another time (`mark`)."""

    wanted: Sequence[str]
    since: str
    mark: str


async def ask_fields(chat: Chat, wanted: Sequence[str], since: str, again: int = 0) -> list[object]:
    """Ask for those fields that are wanted, in the order in which people read them; what was said. Nothing is done over
    what somebody else has filled in `since` they saw how it stands.

    `again` tells one time from another, where a field is asked for more than once.
    """
    turn = Turn(wanted, since, f"_{again}" if again else "")
    said = [
        *await _what(chat, turn),
        *await _when_and_where(chat, turn),
        *await _pay(chat, turn),
        *await _support(chat, turn),
        *await _days(chat, turn),
        *await _deciding(chat, turn),
    ]
    if not {"happens", "closes_on", "decides_on"}.isdisjoint(wanted):
        await _in_order(chat, turn, said)
    return said


async def _in_order(chat: Chat, turn: Turn, said: list[object]) -> None:
    """What takes place before people know whether they take part is pointed out, once."""
    clash = await chat.once(f"clash{turn.mark}", composing.clash, after=said)
    if clash and not await chat.ask(f"is_meant{turn.mark}", YesNo(), clash=clash):
        await chat.say("can_be_changed")


async def _what(chat: Chat, turn: Turn) -> list[object]:
    return [
        await _field(chat, turn, "title", Text(max_length=LONGEST["title"], links=False)),
        await _field(chat, turn, "what", Text(max_length=LONGEST["what"])),
        await _field(chat, turn, "suits", Text(max_length=LONGEST["suits"], instead=("suits_everybody",))),
        await _field(chat, turn, "doing", Text(max_length=LONGEST["doing"])),
    ]


async def _when_and_where(chat: Chat, turn: Turn) -> list[object]:
    return [
        await _field(
            chat,
            turn,
            "hours",
            Text(max_length=LONGEST["hours"], instead=("one_hour", "two_hours", "half_a_day"), links=False),
        ),
        await _happens(chat, turn) if await _is_wanted(chat, turn, "happens") else None,
        await _field(chat, turn, "place", Text(max_length=LONGEST["place"], instead=("online",))),
    ]


async def _happens(chat: Chat, turn: Turn) -> str | None:
    """A day and a time are read back; anything else stands as it was typed."""
    said = await chat.ask(f"happens{turn.mark}", Text(max_length=LONGEST["happens"], links=False))
    if said is None:
        return None
    read = await chat.once(f"happens_read{turn.mark}", composing.read_when, said=said)
    if read["hint"]:
        said = (
            await chat.ask(
                f"happens_again{turn.mark}", Text(max_length=LONGEST["happens"], links=False), hint=read["hint"]
            )
            or said
        )
        read = await chat.once(f"happens_read_again{turn.mark}", composing.read_when, said=said)
    shown: str = read["shown"]
    if await _is_theirs(chat, "happens", shown, turn):
        return shown
    await chat.once(f"happens_kept{turn.mark}", composing.keep, field="happens", said=shown)
    if shown != said:
        await chat.say("read_as", when=shown)
    return shown


async def _pay(chat: Chat, turn: Turn) -> list[object]:
    return [
        *(await _paid_or_not(chat, turn) if await _is_wanted(chat, turn, "pay") else ()),
        await _field(
            chat,
            turn,
            "expenses",
            Text(max_length=LONGEST["expenses"], instead=("paid_back", "paid_for", "no_costs")),
        ),
    ]


async def _paid_or_not(chat: Chat, turn: Turn) -> list[object]:
    """What is paid, or why nothing is: one decision, which nobody goes on with once somebody else has made it."""
    way = await chat.ask(
        f"paid{turn.mark}", Choice("it_is_paid", "it_is_unpaid", for_yes="it_is_paid", for_no="it_is_unpaid")
    )
    if way is None or await _is_theirs(chat, "paid", way, turn):
        return [way]
    said: list[object] = []
    if way == "it_is_paid":
        said.append(paid := await chat.ask(f"pay{turn.mark}", Text(max_length=LONGEST["pay"], links=False)))
        if await chat.once(f"is_no_pay{turn.mark}", composing.is_no_pay, said=paid):
            way = await chat.ask(f"paid_or_not{turn.mark}", Choice("say_what_is_paid", "it_is_unpaid"))
            paid = None
            if way == "say_what_is_paid":
                said.append(
                    paid := await chat.ask(f"pay_again{turn.mark}", Text(max_length=LONGEST["pay"], links=False))
                )
        await _keep(chat, "pay", paid, turn)
    if way == "it_is_unpaid":
        said.append(why := await chat.ask(f"unpaid_because{turn.mark}", Text(max_length=LONGEST["unpaid_because"])))
        await _keep(chat, "unpaid_because", why, turn)
    return said


async def _support(chat: Chat, turn: Turn) -> list[object]:
    return [
        await _field(chat, turn, "access", Text(max_length=LONGEST["access"])),
        await _field(chat, turn, "ask_whom", Text(max_length=LONGEST["ask_whom"], instead=("by_button",))),
        await _field(chat, turn, "places", Number(1, MOST_PLACES)),
    ]


async def _days(chat: Chat, turn: Turn) -> list[object]:
    """The last day for answers and the day of the decision; the second is asked anew where it would be before."""
    again = await _day(chat, "closes_on", turn) if await _is_wanted(chat, turn, "closes_on") else []
    wanted = await _is_wanted(chat, turn, "decides_on") or "decides_on" in again
    decides = await _day(chat, "decides_on", turn) if wanted else []
    return [*again, *decides]


async def _day(chat: Chat, key: str, turn: Turn) -> list[str]:
    """The day that was said, or none, and then which other field has to be asked again because of it."""
    first = await chat.once(f"{key}_first{turn.mark}", composing.first_day, field=key)
    day = await chat.ask(f"{key}{turn.mark}", Day.from_on(first))
    return [f"{day}", *await _keep(chat, key, day, turn)]


async def _deciding(chat: Chat, turn: Turn) -> list[object]:
    said: list[object] = [
        await _field(
            chat,
            turn,
            "how_decided",
            Text(max_length=LONGEST["how_decided"], instead=("not_asked_first", "by_draw", "by_fit")),
        )
    ]
    if await _is_wanted(chat, turn, "topic"):
        known = await chat.once(f"topics{turn.mark}", topics.in_use)
        topic = await chat.ask(f"topic{turn.mark}", Choice(*known["ids"], "no_topic"), labels=known["labels"])
        await _keep(chat, "topic", topic, turn)
        said.append(topic)
    return said


async def _is_wanted(chat: Chat, turn: Turn, field: str) -> bool:
    """Whether to ask for a field: a gap that somebody else has filled in by now is none any more."""
    if field not in turn.wanted or turn.mark:
        return field in turn.wanted
    return await chat.once(f"{field}_is_open", composing.is_open, field=field)


async def _field(chat: Chat, turn: Turn, key: str, question: Question[Any]) -> object:
    """What was said of a field; None when it is not wanted, or was skipped."""
    if not await _is_wanted(chat, turn, key):
        return None
    said = await chat.ask(f"{key}{turn.mark}", question)
    await _keep(chat, key, said, turn)
    return said


async def _keep(chat: Chat, field: str, said: object, turn: Turn) -> list[str]:
    """Store what was said of a field, unless it was skipped, or that would go over what somebody else has filled in;
    the fields that have to be asked again because of it."""
    if said is None or await _is_theirs(chat, field, said, turn):
        return []
    return await chat.once(f"{field}_kept{turn.mark}", composing.keep, field=field, said=said)


async def _is_theirs(chat: Chat, field: str, said: object, turn: Turn) -> bool:
    """Whether somebody else has filled it in since they saw how it stands, or what goes with it: that is said, and
    nothing is done over it. It can be changed from the summary that follows."""
    theirs = await chat.once(
        f"{field}_theirs{turn.mark}", opportunity_meanwhile.filled_in, field=field, since=turn.since, said=said
    )
    if theirs:
        now = await chat.once(f"{field}_now{turn.mark}", opportunity_cards.shown, field=theirs, asked=field)
        await chat.say("filled_in_meanwhile", now=now)
    return bool(theirs)
