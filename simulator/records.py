"""What the simulator knows: people, groups, bots, messages, files. Plain data that can be written to the state file."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Person:
    """Somebody with a phone, in one private chat with one bot."""

    id: int
    first_name: str
    bot_id: int
    last_name: str = ""
    username: str = ""
    language_code: str = "en"
    note: str = ""
    invite: str = ""
    started: bool = False
    blocked: bool = False
    deleted: bool = False

    def user(self) -> Json:
        """The person as Telegram's User object."""
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        given = {name: value for name, value in names.items() if value}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **given}

    def chat(self) -> Json:
        """The private chat as Telegram's Chat object."""
        names = {"last_name": self.last_name, "username": self.username}
        given = {name: value for name, value in names.items() if value}
        return {"id": self.id, "first_name": self.first_name, **given, "type": "private"}


@dataclass(slots=True)
class Group:
    """A group chat that a bot was added to."""

    id: int
    title: str
    bot_id: int
    members: list[int]
    type: str = "supergroup"
    private: bool = True  # privacy mode: the bot hears commands, replies to it and its own name
    kicked: bool = False
    migrated_to: int | None = None

    def chat(self) -> Json:
        return {"id": self.id, "title": self.title, "type": self.type}


@dataclass(slots=True)
class Message:
    """One message in one chat. `body` is Telegram's Message object; the rest is what a phone knows besides."""

    chat_id: int
    message_id: int
    body: Json
    revision: int = 0
    born: int = 0
    outgoing: bool = False
    deleted: bool = False
    keyboard: Json | None = None
    waiting: dict[str, str] = field(default_factory=dict)  # query id -> data of buttons that wait for an answer


@dataclass(slots=True)
class Query:
    """A pressed button that waits for its answer."""

    id: str
    bot_id: int
    person_id: int
    chat_id: int
    message_id: int
    data: str
    at: float


@dataclass(slots=True)
class File:
    """Something uploaded. `size` may be larger than the content, so that a big file costs no memory.

    `seconds` is how long a recording lasts.
    """

    id: str
    unique_id: str
    path: str
    name: str
    mime: str
    size: int
    content: bytes
    seconds: int = 0


@dataclass(slots=True)
class Webhook:
    url: str
    secret: str = ""
    max_connections: int = 40
    error_date: int = 0
    error: str = ""


@dataclass(slots=True)
class Bot:
    """A bot as its owner set it up."""

    id: int
    token: str
    username: str
    revoked: bool = False
    next_message_id: int = 1
    commands: dict[str, list[Json]] = field(default_factory=dict)  # "scope|chat|language" -> commands
    allowed: list[str] | None = None
    webhook: Webhook | None = None

    def user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.username, "username": self.username}
