"""Sending words, showing that one is typing, and answering a pressed button."""

from simulator import formatting, keyboards
from simulator.methods import targets
from simulator.parameters import Params, flag, structure, words
from simulator.records import Bot, Json
from simulator.refusals import bad_request
from simulator.world import Chat, World

QUERY_LIVES = 60.0  # seconds in which a pressed button can be answered
LONGEST_ANSWER = 200

CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(world: World, bot: Bot, params: Params) -> Json:
    target = targets.writable(world, bot, params)
    content = formatting.read_text(params)
    if options := structure(params, "link_preview_options"):
        content["link_preview_options"] = options
    return deliver(world, bot, target, params, content)


def deliver(world: World, bot: Bot, target: Chat, params: Params, content: Json) -> Json:
    """Puts a bot's message into the chat; what the bot gets back is Telegram's Message."""
    inline, keyboard = keyboards.read(params)
    content = {**targets.quoted(world, target, params), **content}
    if inline:
        content["reply_markup"] = inline
    if flag(params, "protect_content"):
        content["has_protected_content"] = True
    return world.post(target, bot.user(), content, keyboard=keyboard).body


def send_chat_action(world: World, bot: Bot, params: Params) -> bool:
    target = targets.writable(world, bot, params)
    action = words(params, "action")
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    for phone in world.phones_of(target.id):
        world.feed.publish("typing", phone=phone, chat_id=target.id, action=action)
    return True


def answer_callback_query(world: World, bot: Bot, params: Params) -> bool:
    query = world.queries.get(words(params, "callback_query_id"))
    if query is None or world.clock.now() - query.at > QUERY_LIVES or query.bot_id != bot.id:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = words(params, "text")
    if formatting.utf16(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    world.drop_query(query.id)
    shown = {"callback_query_id": query.id, "text": text, "show_alert": flag(params, "show_alert")}
    world.answers.setdefault(query.person_id, []).append(shown)
    if found := world.message(query.chat_id, query.message_id):
        found.waiting.pop(query.id, None)
        world.show(found)
    world.feed.publish("answer", phone=query.person_id, **shown)
    return True
