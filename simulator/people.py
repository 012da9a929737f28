"""What people do on their phones, and the updates that Telegram makes of it."""

from typing import Any

from simulator import formatting, kinds
from simulator.records import Group, Json, Message, Person, Query
from simulator.refusals import NotPossible
from simulator.world import Chat, World


def join(world: World, wish: Json) -> Person:
    """A new phone. Its id is made up unless one is given."""
    wish = dict(wish)
    username = wish.pop("bot", "")
    bots = [bot for bot in world.bots.values() if username in ("", bot.username)]
    if not bots:
        raise NotPossible(f"There is no bot named {username}.")
    person = Person(**{"id": max([1000, *world.people]) + 1, "bot_id": bots[0].id, **wish})
    if world.chat(person.id):
        raise NotPossible(f"There is a phone with the id {person.id} already.")
    world.keep_person(person)
    return person


def say(
    world: World, person: Person, text: str, chat_id: int | None = None, reply_to: int | None = None
) -> list[Message]:
    """The person types something. What is too long for one message becomes several, as phones do it."""
    longest = formatting.LONGEST_TEXT
    pieces = [text[start : start + longest] for start in range(0, len(text), longest)]
    if not text.strip():
        raise NotPossible("There is nothing to send.")
    return [_post(world, person, formatting.plain(piece), chat_id, reply_to) for piece in pieces]


def send(world: World, person: Person, kind: str, wish: Json) -> list[Message]:
    """The person sends something other than words."""
    if kind not in kinds.KINDS and kind != kinds.ALBUM:
        raise NotPossible(f"kind must be one of: album, {', '.join(kinds.KINDS)}")
    bodies = kinds.contents(world, kind, wish)
    return [_post(world, person, body, wish.get("chat_id"), wish.get("reply_to")) for body in bodies]


def edit(world: World, person: Person, message_id: int, text: str) -> Message:
    """The person changes one of their own messages (the caption, when it has no text)."""
    message = find(world, person, message_id)
    if not message.outgoing or message.body["from"]["id"] != person.id:
        raise NotPossible("People can edit their own messages only.")
    chat = _chat(world, person, message.chat_id)
    name = "text" if "text" in message.body else "caption"
    words = formatting.plain(text)
    fresh = {name: words["text"], f"{'' if name == 'text' else 'caption_'}entities": words.get("entities", [])}
    body = {**message.body, **fresh, "edit_date": int(world.clock.now())}
    message.body = {key: value for key, value in body.items() if value != []}
    world.changed(message)
    if isinstance(chat, Person) or _overheard(world, chat, message.body):
        world.tell_bot(chat.bot_id, "edited_message", message.body, chat.id)
    return message


def press(world: World, person: Person, message_id: int | None, data: str | None, label: str | None) -> Query:
    """The person presses a button under a message: the newest one that has it, when none is named."""
    message, button = _button(world, person, message_id, data, label)
    if "callback_data" not in button:
        raise NotPossible("That button opens a link; the bot does not hear of it.")
    bot_id = _chat(world, person, message.chat_id).bot_id
    number = str(world.dice.randrange(10**17, 10**18))
    query = Query(
        number, bot_id, person.id, message.chat_id, message.message_id, button["callback_data"], world.clock.now()
    )
    world.keep_query(query)
    message.waiting[query.id] = query.data
    world.show(message)
    update = {
        "id": query.id,
        "from": person.user(),
        "message": message.body,
        "chat_instance": str(message.chat_id * 31),
    }
    world.tell_bot(bot_id, "callback_query", {**update, "data": query.data}, message.chat_id)
    return query


def block(world: World, person: Person, blocked: bool) -> None:
    """The person blocks the bot, or lets it in again."""
    if person.blocked == blocked:
        raise NotPossible("The bot is blocked already." if blocked else "The bot is not blocked.")
    person.blocked = blocked
    world.keep_person(person)
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    _membership(world, person, person, old, new)


def delete_account(world: World, person: Person) -> None:
    """The account is gone; the bot hears nothing of it, and is told when it writes."""
    person.deleted = True
    world.keep_person(person)


def add_to_group(world: World, person: Person, wish: Json) -> Group:
    """The person makes a group with the bot in it."""
    number = wish.get("id") or min([-1_001_000_000_000, *world.groups]) - 1
    members = list(dict.fromkeys([person.id, *wish.get("members", [])]))
    given = {name: wish[name] for name in ("type", "private") if name in wish}
    group = Group(number, wish.get("title", "Practice group"), person.bot_id, members, **given)
    world.keep_group(group)
    _membership(world, person, group, "left", "member")
    bot = world.bots[person.bot_id].user()
    _receive(
        world, group, person, {"new_chat_members": [bot], "new_chat_member": bot, "new_chat_participant": bot}, None
    )
    return group


def remove_from_group(world: World, group: Group) -> None:
    """Somebody removes the bot."""
    group.kicked = True
    world.keep_group(group)
    _membership(world, world.people[group.members[0]], group, "member", "kicked")


def migrate(world: World, group: Group) -> Group:
    """A small group becomes a supergroup with another id."""
    fresh = Group(
        min([-1_001_000_000_000, *world.groups]) - 1, group.title, group.bot_id, group.members, private=group.private
    )
    person = world.people[group.members[0]]
    world.keep_group(fresh)
    _receive(world, group, person, {"migrate_to_chat_id": fresh.id}, None)
    group.migrated_to = fresh.id
    world.keep_group(group)
    _receive(world, fresh, person, {"migrate_from_chat_id": group.id}, None)
    return fresh


def find(world: World, person: Person, message_id: int) -> Message:
    """The message on this person's phone."""
    for chat_id in world.chats_of(person.id):
        if found := world.message(chat_id, message_id):
            return found
    raise NotPossible(f"There is no message {message_id} on this phone.")


def _chat(world: World, person: Person, chat_id: int | None) -> Chat:
    if person.deleted:
        raise NotPossible("This account is deleted.")
    if chat_id is None or chat_id == person.id:
        if person.blocked:
            raise NotPossible("The bot is blocked on this phone; unblock it first.")
        return person
    group = world.groups.get(chat_id)
    if group is None or person.id not in group.members or group.migrated_to is not None:
        raise NotPossible("This person is not in that chat.")
    return group


def _post(world: World, person: Person, content: Json, chat_id: int | None, reply_to: int | None) -> Message:
    chat = _chat(world, person, chat_id)
    if isinstance(chat, Person) and not person.started:
        person.started = True
        world.keep_person(person)
    return _receive(world, chat, person, content, reply_to)


def _receive(world: World, chat: Chat, person: Person, content: Json, reply_to: int | None) -> Message:
    reply = {} if reply_to is None else {"reply_to_message": _quoted(world, chat, reply_to)}
    message = world.post(chat, person.user(), {**reply, **content}, outgoing=True)
    if isinstance(chat, Person) or _overheard(world, chat, message.body):
        world.tell_bot(chat.bot_id, "message", message.body, chat.id)
    return message


def _quoted(world: World, chat: Chat, reply_to: int) -> Json:
    """The message that is replied to, as it stands now; what that one replies to is not told once more."""
    found = world.message(chat.id, int(reply_to))
    if found is None:
        raise NotPossible(f"There is no message {reply_to} in that chat to reply to.")
    return {name: value for name, value in found.body.items() if name != "reply_to_message"}


def _overheard(world: World, group: Group, body: Json) -> bool:
    """Whether a bot in this group is told: with privacy mode on, only of what concerns it."""
    if group.kicked:
        return False
    bot = world.bots[group.bot_id]
    text = body.get("text") or body.get("caption") or ""
    to_bot = body.get("reply_to_message", {}).get("from", {}).get("id") == bot.id
    service = not text and any(name.startswith(("new_chat", "migrate_")) for name in body)
    return not group.private or service or to_bot or text.startswith("/") or f"@{bot.username}".lower() in text.lower()


def _button(
    world: World, person: Person, message_id: int | None, data: str | None, label: str | None
) -> tuple[Message, Json]:
    if message_id is None:
        messages = [each for chat_id in world.chats_of(person.id) for each in world.messages.get(chat_id, {}).values()]
    else:
        messages = [find(world, person, message_id)]
    for message in sorted(messages, key=lambda each: -each.message_id):
        rows: list[list[Any]] = message.body.get("reply_markup", {}).get("inline_keyboard", [])
        for button in (each for row in rows for each in row if not message.deleted):
            if (data is not None and button.get("callback_data") == data) or (
                label is not None and button["text"] == label
            ):
                return message, button
    raise NotPossible(f"There is no button {(label if data is None else data)!r} to press.")


def _membership(world: World, person: Person, chat: Chat, old: str, new: str) -> None:
    bot = world.bots[chat.bot_id].user()
    change: Json = {"chat": chat.chat(), "from": person.user(), "date": int(world.clock.now())}
    change["old_chat_member"] = {"user": bot, "status": old, **({"until_date": 0} if old == "kicked" else {})}
    change["new_chat_member"] = {"user": bot, "status": new, **({"until_date": 0} if new == "kicked" else {})}
    world.tell_bot(chat.bot_id, "my_chat_member", change, chat.id)
