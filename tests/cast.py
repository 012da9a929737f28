"""The same people in every test: Ana and Eve are partners, Ben and Finn lead, Cora coordinates, Dan has no rights.

Lena leads, too, and has no Telegram. And one group.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from storage.web_chats import FIRST

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # 09:00 in London
BOT_ID = 4242


@dataclass(frozen=True)
class Member:
    """Somebody on Telegram; in a private chat `chat_id` is also the person's id."""

    name: str
    chat_id: int

    @property
    def first_name(self) -> str:
        return self.name.capitalize()


ANA = Member("ana", 7_100_000_001)
BEN = Member("ben", 7_100_000_002)
CORA = Member("cora", 7_100_000_003)
DAN = Member("dan", 7_100_000_004)
EVE = Member("eve", 7_100_000_006)
FINN = Member("finn", 7_100_000_007)
LENA = Member("lena", FIRST + 1)  # whose chat is a page
GROUP = Member("group", -1_007_100_000_005)

CAST = {member.name: member for member in (ANA, BEN, CORA, DAN, EVE, FINN, LENA, GROUP)}
BY_CHAT = {member.chat_id: member for member in CAST.values()}
