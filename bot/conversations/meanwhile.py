"""What somebody was shown, and somebody else has changed before they act on it: that is said, nothing is done over it,
and it is asked anew as it stands now."""

from __future__ import annotations

from bot.actions import listing
from bot.chat.chat import Chat


async def session_was_changed(chat: Chat, *, then: str, **shown: str) -> bool:
    """Whether the session is not any more as it was `shown`, as `listing.is_as_shown` has it: that is said, and what
    follows is the story `then` about it."""
    if await chat.once("as_shown", listing.is_as_shown, **shown):
        return False
    await ask_anew(chat, then=then)
    return True


async def ask_anew(chat: Chat, *, then: str) -> None:
    """Say that it was changed, and begin the story `then` about the same."""
    await chat.say("changed_meanwhile")
    await chat.once("asked_anew", listing.begin, story=then)
