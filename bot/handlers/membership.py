"""Who can be written to: somebody blocked the bot, came back, or brought it into a group."""

from __future__ import annotations

from telegram import ChatMember, Update

from bot.chat.incoming import Incoming

_GONE = (ChatMember.BANNED, ChatMember.LEFT)


def changed(update: Update, inbox_id: str) -> Incoming:
    """The bot's own standing in a chat changed."""
    change = update.my_chat_member
    assert change is not None
    gone = change.new_chat_member.status in _GONE
    if change.chat.type != "private":
        return Incoming(
            inbox_id,
            update.update_id,
            change.chat.id,
            "group",
            what="removed" if gone else "added",
            text=change.chat.title or "",
            by=0 if change.chat.type == "channel" else change.from_user.id,
        )
    return Incoming(inbox_id, update.update_id, change.chat.id, "blocked" if gone else "returned")


def elsewhere(update: Update, inbox_id: str) -> Incoming:
    """Anything that no other handler wanted: words in a group, or a kind of update that is new to us."""
    chat = update.effective_chat
    chat_id = chat.id if chat else 0
    moved_to = update.message.migrate_to_chat_id if update.message else None
    if moved_to is not None:
        return Incoming(inbox_id, update.update_id, chat_id, "group", what="moved", by=moved_to)
    return Incoming(inbox_id, update.update_id, chat_id, "group" if chat_id < 0 else "left_out", what="words")
