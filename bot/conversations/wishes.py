"""Parts of a partner's onboarding: what makes it easier to take part, what they want to hear of, and their thanks."""

from __future__ import annotations

from typing import Any

from bot.actions import consenting, joining, meeting
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Day, Several, Text, YesNo

NEEDS = (
    *("easy_read", "one_step", "voice_messages", "no_emoji", "more_time", "screen_reader", "captions"),
    *("sign_language", "breaks", "step_free", "someone_with_me"),
)
TOPICS = (
    *("mental_health", "long_term", "disability", "caring", "young_people", "later_life", "getting_care"),
    *("groups", "research", "speaking"),
)


async def needs(chat: Chat) -> dict[str, Any]:
    """What they need, and what of it their leader may know: nothing, unless they say so."""
    chosen = await chat.ask("access_needs", Several(*NEEDS, "something_else", none="nothing_just_now", own_words=True))
    needed = [one for one in chosen or () if one not in ("nothing_just_now", "something_else")]
    if chosen and "something_else" in chosen:
        own = await chat.ask("access_own", Text(max_length=300))
        needed += [own] if own else []
    if not needed:
        return {"needs": [], "told": []}
    known = [one for one in needed if one in NEEDS]
    own_words = ("my_own_words",) if len(known) < len(needed) else ()
    told = await chat.ask("tell_leader", Several(*known, *own_words, none="tell_nothing")) or ()
    shared = any(one != "tell_nothing" for one in told)
    await chat.once("leader_told", consenting.note, question="tell_leader", purpose="share_with_leader", agreed=shared)
    others = [one for one in needed if one not in NEEDS and "my_own_words" in told]
    return {"needs": needed, "told": [*(one for one in known if one in told), *others]}


async def _permission(chat: Chat, question: str) -> None:
    """Asked where it matters, with no default; skipped, it stands where it stood."""
    purpose = question.removeprefix("consent_")
    agreed = await chat.ask(question, YesNo())
    await chat.once(f"{purpose}_noted", consenting.note, question=question, purpose=purpose, agreed=agreed)


async def wishes(chat: Chat) -> dict[str, Any]:
    """What they want to hear of, what they want us to know, when they can start and how they are thanked."""
    topics = await chat.ask("interests", Several(*TOPICS, own_words=True))
    await chat.once("interests_kept", joining.keep_interests, topics=topics or ())
    await _permission(chat, "consent_opportunities")
    await _permission(chat, "consent_keep_voice")
    await chat.ask("experience", Text(long=True, voice=True))
    available = await chat.ask("availability", Choice("now", "from_a_date", "not_now"))
    since = None
    if available == "from_a_date":
        since = await chat.ask("available_from", Day())
    payment = await chat.ask("payment", Choice("payment", "voucher", "expenses", "nothing", "talk_first"))
    if payment == "talk_first":
        await chat.once("payment_talk", meeting.tell_staff, kind="payment_talk_wanted")
    return {
        "availability": available or "",
        "available_from": since.isoformat() if since else None,
        "payment": payment or "",
    }
