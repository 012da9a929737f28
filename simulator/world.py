"""Everything the simulator knows, and the only place that changes it: each change is remembered and announced."""

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from simulator.clock import Clock
from simulator.feed import Feed
from simulator.journal import Journal
from simulator.records import Bot, File, Group, Json, Message, Person, Query, Webhook
from simulator.updates import Entry, Updates

Chat = Person | Group


class World:
    """People, groups, bots, messages and files. Lookups return None for what is not there."""

    def __init__(self, tokens: dict[str, str], state: Path | None, seed: int | None) -> None:
        self.clock = Clock()
        self.feed = Feed()
        self.dice = Random(seed)  # noqa: S311 - repeatable on purpose
        self.journal = Journal(state)
        self.bots: dict[int, Bot] = {}
        self.by_token: dict[str, Bot] = {}
        self.updates: dict[int, Updates] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.queries: dict[str, Query] = {}
        self.answers: dict[int, list[Json]] = {}  # by person: what pressed buttons were answered with
        self.files: dict[str, File] = {}
        self.on_update: list[Callable[[int], None]] = []  # told the bot's id at once, listeners or not
        self.revision = 0
        self._restore()
        for token, username in tokens.items():
            self._know_bot(token, username)

    # --- looking things up

    def chat(self, chat_id: int) -> Chat | None:
        return self.people.get(chat_id) or self.groups.get(chat_id)

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """The message, unless it was deleted."""
        found = self.messages.get(chat_id, {}).get(message_id)
        return None if found is None or found.deleted else found

    def chats_of(self, person_id: int) -> list[int]:
        return [person_id, *(group.id for group in self.groups.values() if person_id in group.members)]

    def phones_of(self, chat_id: int) -> list[int]:
        """Whose phones show this chat."""
        group = self.groups.get(chat_id)
        return list(group.members) if group else [chat_id]

    # --- changing things

    def keep_person(self, person: Person) -> None:
        self.people[person.id] = person
        self.journal.put("person", person.id, person)
        self.feed.publish("phone", phone=person.id)

    def keep_group(self, group: Group) -> None:
        self.groups[group.id] = group
        self.journal.put("group", group.id, group)
        self.feed.publish("groups")

    def keep_bot(self, bot: Bot) -> None:
        self.journal.put("bot", bot.id, bot)

    def keep_file(self, file: File) -> None:
        self.files[file.id] = file
        self.journal.put("file", file.id, file)

    def keep_query(self, query: Query) -> None:
        self.queries[query.id] = query
        self.journal.put("query", query.id, query)

    def drop_query(self, query_id: str) -> None:
        self.queries.pop(query_id, None)
        self.journal.drop("query", query_id)

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.journal.put("clock", "offset", self.clock.offset)
        self.feed.publish("clock")

    def live(self, offset: float) -> None:
        """A bot has come as far as this on its way to where the clock stands; the phones hear when it is there."""
        was_ahead = self.clock.is_ahead
        self.clock.live(offset)
        if was_ahead and not self.clock.is_ahead:
            self.feed.publish("clock")

    def post(
        self, chat: Chat, sender: Json, content: Json, *, outgoing: bool = False, keyboard: Json | None = None
    ) -> Message:
        """A new message at the end of a chat."""
        bot = self.bots[chat.bot_id]
        number = bot.next_message_id
        bot.next_message_id += 1
        before = self.messages.setdefault(chat.id, {})
        at = max(self.clock.bots_now(), self._newest(before))
        body = {"message_id": number, "from": sender, "chat": chat.chat(), "date": int(at), **content}
        message = Message(chat.id, number, body, outgoing=outgoing, keyboard=keyboard)
        before[number] = message
        self.changed(message)
        return message

    @staticmethod
    def _newest(messages: dict[int, Message]) -> int:
        """When the last message of a chat was written, before which no answer to it comes."""
        return int(messages[next(reversed(messages))].body["date"]) if messages else 0

    def changed(self, message: Message) -> None:
        """Numbers the change, remembers it and tells the phones."""
        self.revision += 1
        message.revision = self.revision
        message.born = message.born or self.revision
        self.show(message)

    def show(self, message: Message) -> None:
        """Remembers and shows a message without counting it as changed (a spinner on a button)."""
        if self.journal.keeps:
            self.journal.put("message", f"{message.chat_id}/{message.message_id}", message)
        if not self.feed.silent:
            for phone in self.phones_of(message.chat_id):
                self.feed.publish("message", phone=phone, message=view(message))

    def tell_bot(self, bot_id: int, kind: str, body: Json, chat_id: int) -> int | None:
        """Queues an update for the bot; its id, or None when the bot does not want this kind."""
        number = self.updates[bot_id].add(kind, body, chat_id)
        self.wake(bot_id)
        return number

    def wake(self, bot_id: int) -> None:
        """Says that a bot's queue has something new."""
        for tell in self.on_update:
            tell(bot_id)
        self.feed.publish("update", bot=bot_id)

    # --- waking up

    def _know_bot(self, token: str, username: str) -> None:
        number = int(head) if (head := token.partition(":")[0]).isdecimal() else 1_000_000 + len(self.bots)
        bot = self.bots.get(number) or Bot(number, token, username)
        bot.token, bot.username = token, username
        self._install(bot)
        self.keep_bot(bot)

    def _install(self, bot: Bot) -> None:
        self.bots[bot.id] = bot
        self.by_token[bot.token] = bot
        if bot.id not in self.updates:
            self.updates[bot.id] = Updates(bot, self.clock, self.journal, self.dice)

    def _restore(self) -> None:
        found = self.journal.found
        self.clock.offset = next(iter(found("clock")), 0.0)
        self.people = {value["id"]: Person(**value) for value in found("person")}
        self.groups = {value["id"]: Group(**value) for value in found("group")}
        self.queries = {value["id"]: Query(**value) for value in found("query")}
        for value in found("file"):
            self.files[value["id"]] = File(**{**value, "content": b64decode(value["content"]["base64"])})
        for value in found("bot"):
            webhook = Webhook(**value["webhook"]) if value["webhook"] else None
            self._install(Bot(**{**value, "webhook": webhook}))
        for message in sorted((Message(**value) for value in found("message")), key=lambda each: each.message_id):
            self.messages.setdefault(message.chat_id, {})[message.message_id] = message
            self.revision = max(self.revision, message.revision)
        self._restore_updates()

    def _restore_updates(self) -> None:
        entries: dict[int, list[Entry]] = {bot_id: [] for bot_id in self.bots}
        for bot_id, number, at, chat_id, update in self.journal.found("update"):
            entries[bot_id].append(Entry(number, at, update, chat_id))
        for bot_id, number, at in self.journal.found("last_update"):
            self.updates[bot_id].restore(entries[bot_id], number, at)
        for chat_id, messages in self.messages.items():
            if chat := self.chat(chat_id):
                bot = self.bots[chat.bot_id]
                bot.next_message_id = max(bot.next_message_id, max(messages) + 1)


def view(message: Message) -> dict[str, Any]:
    """A message as the control API and the phones see it."""
    body = message.body
    shown = {key: value for key, value in body.items() if key != "chat"}
    return {
        **shown,
        "id": message.message_id,
        "chat_id": message.chat_id,
        "chat_title": body["chat"].get("title", ""),
        "text": body.get("text", body.get("caption", "")),
        "entities": body.get("entities", body.get("caption_entities", [])),
        "outgoing": message.outgoing,
        "edited": "edit_date" in body,
        "deleted": message.deleted,
        "keyboard": message.keyboard,
        "waiting": sorted(message.waiting.values()),
        "revision": message.revision,
    }
