"""The fields of an opportunity, asked one by one and stored at once. A part of other conversations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.actions import composing, opportunity_cards, opportunity_meanwhile, topics
from bot.actions.composing import LONGEST, MOST_PLACES
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Day, Number, Question, Text, YesNo


async def ask_fields(chat: Chat, wanted: Sequence[str], again: int = 0) -> list[object]:
    """Ask for those fields that are wanted, in the order in which people read them; what was said.

    `again` tells one time from another, where a field is asked for more than once.
    """
    turn = f"_{again}" if again else ""
    said = [
        *await _what(chat, wanted, turn),
        *await _when_and_where(chat, wanted, turn),
        *await _pay(chat, wanted, turn),
        *await _support(chat, wanted, turn),
        *await _days(chat, wanted, turn),
        *await _deciding(chat, wanted, turn),
    ]
    if not {"happens", "closes_on", "decides_on"}.isdisjoint(wanted):
        await _in_order(chat, turn, said)
    return said


async def _in_order(chat: Chat, turn: str, said: list[object]) -> None:
    """What takes place before people know whether they take part is pointed out, once."""
    clash = await chat.once(f"clash{turn}", composing.clash, after=said)
    if clash and not await chat.ask(f"is_meant{turn}", YesNo(), clash=clash):
        await chat.say("can_be_changed")


async def _what(chat: Chat, wanted: Sequence[str], turn: str) -> list[object]:
    return [
        await _field(chat, wanted, "title", Text(max_length=LONGEST["title"], links=False), turn),
        await _field(chat, wanted, "what", Text(max_length=LONGEST["what"]), turn),
        await _field(chat, wanted, "suits", Text(max_length=LONGEST["suits"], instead=("suits_everybody",)), turn),
        await _field(chat, wanted, "doing", Text(max_length=LONGEST["doing"]), turn),
    ]


async def _when_and_where(chat: Chat, wanted: Sequence[str], turn: str) -> list[object]:
    return [
        await _field(
            chat,
            wanted,
            "hours",
            Text(max_length=LONGEST["hours"], instead=("one_hour", "two_hours", "half_a_day"), links=False),
            turn,
        ),
        await _happens(chat, turn) if "happens" in wanted else None,
        await _field(chat, wanted, "place", Text(max_length=LONGEST["place"], instead=("online",)), turn),
    ]


async def _happens(chat: Chat, turn: str) -> str | None:
    """A day and a time are read back; anything else stands as it was typed."""
    since = await chat.once(f"happens_since{turn}", opportunity_meanwhile.newest)
    said = await chat.ask(f"happens{turn}", Text(max_length=LONGEST["happens"], links=False))
    if said is None:
        return None
    read = await chat.once(f"happens_read{turn}", composing.read_when, said=said)
    if read["hint"]:
        said = (
            await chat.ask(f"happens_again{turn}", Text(max_length=LONGEST["happens"], links=False), hint=read["hint"])
            or said
        )
        read = await chat.once(f"happens_read_again{turn}", composing.read_when, said=said)
    shown: str = read["shown"]
    if await _is_theirs(chat, "happens", since, turn):
        return shown
    await chat.once(f"happens_kept{turn}", composing.keep, field="happens", said=shown)
    if shown != said:
        await chat.say("read_as", when=shown)
    return shown


async def _pay(chat: Chat, wanted: Sequence[str], turn: str) -> list[object]:
    said: list[object] = []
    if "pay" in wanted:
        since = await chat.once(f"pay_since{turn}", opportunity_meanwhile.newest)
        way = await chat.ask(
            f"paid{turn}", Choice("it_is_paid", "it_is_unpaid", for_yes="it_is_paid", for_no="it_is_unpaid")
        )
        if way == "it_is_paid":
            said.append(paid := await chat.ask(f"pay{turn}", Text(max_length=LONGEST["pay"], links=False)))
            if await chat.once(f"is_no_pay{turn}", composing.is_no_pay, said=paid):
                way = await chat.ask(f"paid_or_not{turn}", Choice("say_what_is_paid", "it_is_unpaid"))
                paid = None
                if way == "say_what_is_paid":
                    said.append(
                        paid := await chat.ask(f"pay_again{turn}", Text(max_length=LONGEST["pay"], links=False))
                    )
            if paid is not None and not await _is_theirs(chat, "pay", since, turn):
                await chat.once(f"pay_kept{turn}", composing.keep, field="pay", said=paid)
        if way == "it_is_unpaid":
            said.append(
                await _field(
                    chat, ("unpaid_because",), "unpaid_because", Text(max_length=LONGEST["unpaid_because"]), turn
                )
            )
    return [
        *said,
        await _field(
            chat,
            wanted,
            "expenses",
            Text(max_length=LONGEST["expenses"], instead=("paid_back", "paid_for", "no_costs")),
            turn,
        ),
    ]


async def _support(chat: Chat, wanted: Sequence[str], turn: str) -> list[object]:
    return [
        await _field(chat, wanted, "access", Text(max_length=LONGEST["access"]), turn),
        await _field(chat, wanted, "ask_whom", Text(max_length=LONGEST["ask_whom"], instead=("by_button",)), turn),
        await _field(chat, wanted, "places", Number(1, MOST_PLACES), turn),
    ]


async def _days(chat: Chat, wanted: Sequence[str], turn: str) -> list[object]:
    """The last day for answers and the day of the decision; the second is asked anew where it would be before."""
    again = await _day(chat, "closes_on", turn) if "closes_on" in wanted else []
    decides = await _day(chat, "decides_on", turn) if "decides_on" in wanted or "decides_on" in again else []
    return [*again, *decides]


async def _day(chat: Chat, key: str, turn: str) -> list[str]:
    """The day that was said, or none, and then which other field has to be asked again because of it."""
    first = await chat.once(f"{key}_first{turn}", composing.first_day, field=key)
    since = await chat.once(f"{key}_since{turn}", opportunity_meanwhile.newest)
    day = await chat.ask(f"{key}{turn}", Day.from_on(first))
    if day is not None and await _is_theirs(chat, key, since, turn):
        return [f"{day}"]
    again = await chat.once(f"{key}_kept{turn}", composing.keep, field=key, said=day)
    return [f"{day}", *again]


async def _deciding(chat: Chat, wanted: Sequence[str], turn: str) -> list[object]:
    said: list[object] = [
        await _field(
            chat,
            wanted,
            "how_decided",
            Text(max_length=LONGEST["how_decided"], instead=("not_asked_first", "by_draw", "by_fit")),
            turn,
        )
    ]
    if "topic" in wanted:
        known = await chat.once(f"topics{turn}", topics.in_use)
        since = await chat.once(f"topic_since{turn}", opportunity_meanwhile.newest)
        topic = await chat.ask(f"topic{turn}", Choice(*known["ids"], "no_topic"), labels=known["labels"])
        if topic is not None and not await _is_theirs(chat, "topic", since, turn):
            await chat.once(f"topic_kept{turn}", composing.keep, field="topic", said=topic)
        said.append(topic)
    return said


async def _field(chat: Chat, wanted: Sequence[str], key: str, question: Question[Any], turn: str) -> object:
    """What was said of a field; None when it is not wanted, or was skipped."""
    if key not in wanted:
        return None
    since = await chat.once(f"{key}_since{turn}", opportunity_meanwhile.newest)
    said = await chat.ask(f"{key}{turn}", question)
    if said is not None and not await _is_theirs(chat, key, since, turn):
        await chat.once(f"{key}_kept{turn}", composing.keep, field=key, said=said)
    return said


async def _is_theirs(chat: Chat, field: str, since: str, turn: str) -> bool:
    """Whether somebody else has filled it in since it was asked for: that is said, and nothing is done over it. It can
    be changed from the summary that follows, where it stands."""
    if not await chat.once(f"{field}_theirs{turn}", opportunity_meanwhile.was_filled_in, field=field, since=since):
        return False
    await chat.say(
        "filled_in_meanwhile", now=await chat.once(f"{field}_now{turn}", opportunity_cards.shown, field=field)
    )
    return True
