"""What a group's updates become: who brought us in, where it moved, and nothing of what is said."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.gateway.scrubbing import scrub
from bot.handlers import membership
from tests.cast import CORA, GROUP

CHAT = {"id": GROUP.chat_id, "type": "group", "title": "Our group"}
BOT = {"id": 4242, "is_bot": True, "first_name": "Voices"}
WHO = {"id": CORA.chat_id, "is_bot": False, "first_name": "Cora"}


def change(chat: dict[str, Any], status: str = "member") -> Update:
    told: dict[str, Any] = {"chat": chat, "from": WHO, "date": 1, "old_chat_member": {"status": "left", "user": BOT}}
    return Update.de_json(
        {"update_id": 1, "my_chat_member": told | {"new_chat_member": {"status": status, "user": BOT}}}
    )


@pytest.mark.parametrize(("kind", "by"), [("group", CORA.chat_id), ("supergroup", CORA.chat_id), ("channel", 0)])
def test_whoever_added_us_is_known_in_a_group_and_nobody_in_a_channel(kind: str, by: int) -> None:
    came = membership.changed(change({**CHAT, "type": kind}), "1")
    assert (came.kind, came.what, came.text, came.by) == ("group", "added", "Our group", by)


def test_a_group_that_becomes_another_kind_says_its_new_id_and_nothing_else() -> None:
    message = {"message_id": 1, "date": 1, "chat": CHAT, "from": WHO, "migrate_to_chat_id": -1_009}
    raw = scrub({"update_id": 1, "message": {**message, "text": "said in the group"} | {"migrate_to_chat_id": -1_009}})
    came = membership.elsewhere(Update.de_json(raw), "1")
    assert (came.kind, came.what, came.by, came.text) == ("group", "moved", -1_009, "")
