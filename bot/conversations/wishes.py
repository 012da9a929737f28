"""Parts of a partner's onboarding: what makes it easier to take part, what they want to hear of, and their thanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.actions import consenting, joining, meeting, passport, topics
from bot.actions.joining import NEEDS
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Day, Several, Text, YesNo


async def needs(
    chat: Chat, *, leader: bool = True, before: Sequence[str] = (), told_before: Sequence[str] = ()
) -> dict[str, Any] | None:
    """What they need, which acts at once, and what of it their leader may know: nothing, unless they say so. None when
    they skip it. What they told `before` is chosen already, and so is what of it their leader may know."""
    chosen = await chat.ask(
        "access_needs",
        Several(*NEEDS, "something_else", none="nothing_just_now", ticked=tuple(before), own_words=True, adds=True),
    )
    if chosen is None:
        return None
    needed = [one for one in chosen if one not in ("nothing_just_now", "something_else")]
    if "something_else" in chosen:
        own = await chat.ask("access_own", Text(max_length=300, links=False))
        needed += [own] if own else []
    changes = await chat.once("needs_act", passport.act, needs=needed)
    if changes:
        await chat.say("what_changes", lines=changes)
    if not needed or not leader:
        return {"needs": needed, "told": []}
    known = [one for one in needed if one in NEEDS]
    own_words = ("my_own_words",) if len(known) < len(needed) else ()
    ticked = tuple(one if one in NEEDS else "my_own_words" for one in told_before if one in needed)
    told = await chat.ask("tell_leader", Several(*known, *own_words, none="tell_nothing", ticked=ticked)) or ()
    shared = any(one != "tell_nothing" for one in told)
    await chat.once("leader_told", consenting.note, question="tell_leader", purpose="share_with_leader", agreed=shared)
    others = [one for one in needed if one not in NEEDS and "my_own_words" in told]
    return {"needs": needed, "told": [*(one for one in known if one in told), *others]}


async def _permission(chat: Chat, question: str) -> None:
    """Asked where it matters, with no default; skipped, it stands where it stood."""
    purpose = question.removeprefix("consent_")
    agreed = await chat.ask(question, YesNo())
    await chat.once(f"{purpose}_noted", consenting.note, question=question, purpose=purpose, agreed=agreed)


async def wishes(chat: Chat, topics_before: Sequence[str], before: Mapping[str, Any]) -> dict[str, Any]:
    """What they want to hear of, what they want us to know, when they can start and how they are thanked. What they
    skip is as it was `before`, in their profile, and so are the topics."""
    known = await chat.once("topics", topics.to_choose_from)
    chosen = await chat.ask("interests", Several(*known["ids"], own_words=True), labels=known["labels"])
    await chat.once("interests_kept", joining.keep_interests, topics=topics_before if chosen is None else chosen)
    await _permission(chat, "consent_opportunities")
    await _permission(chat, "consent_keep_voice")
    await chat.ask("experience", Text(long=True, voice=True, whether=True))
    available = await chat.ask("availability", Choice("now", "from_a_date", "not_now", for_yes="now", for_no="not_now"))
    since, stood = None, before.get("available_from")
    if available == "from_a_date":
        since = await chat.ask("available_from", Day())
    payment = await chat.ask("payment", Choice("payment", "voucher", "expenses", "nothing", "talk_first"))
    if payment == "talk_first":
        await chat.once("payment_talk", meeting.tell_staff, kind="payment_talk_wanted")
    return {
        "availability": available or before.get("availability") or "",
        "available_from": since.isoformat() if since else stood if available in (None, "from_a_date") else None,
        "payment": payment or before.get("payment") or "",
    }
