"""What is said in a chat of which nothing is kept: to a stranger, and in a chat that is locked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.actions import concern
from bot.actions.crisis import lines_in_words, nation_of
from bot.chat.controls import FOR_HELP, control_in
from bot.chat.incoming import Incoming
from bot.chat.playing import Play
from bot.chat.pressing import meant
from bot.chat.scene import Scene
from bot.chat.seeking_help import voice_for
from bot.chat.texts import SPEAK, Texts, Voice
from bot.conversations import STORIES
from bot.guessing import too_many
from bot.rules.help_card import ANYWHERE
from storage import (
    codes,
    counting,
    outbox,
    people,
)
from storage.database import Transaction
from storage.outbox import Message

CARD = ("", ANYWHERE)  # the card with the numbers, wherever they are

HELPED = (*FOR_HELP, "helpnow")

# What a stranger may ask for, and the texts that answer it.
_ANSWERS = {
    "privacy": (("privacy", "telegram_sees"), ("privacy", "we_keep"), ("shared", "stranger_keeps_nothing")),
    "consent": (("shared", "stranger_keeps_nothing"),),
    "leave": (("shared", "stranger_keeps_nothing"),),
    "mydata": (("shared", "stranger_keeps_nothing"),),
    "forgetme": (("shared", "stranger_keeps_nothing"),),
    "help": (("help", "who_i_am"), ("shared", "stranger_help"), CARD),
    "person": (("shared", "stranger_help"), CARD),
    "helpnow": (CARD, ("shared", "stranger_help")),
    "help_now": (CARD, ("shared", "stranger_help")),
}


def answer(texts: Texts, tx: Transaction, now: datetime, incoming: Incoming) -> list[Message]:
    """What a stranger hears whom no code has let in. Help comes before a word about a code."""
    if incoming.kind == "command" and incoming.text == "start":
        counting.count(tx, "stranger_start")
    voice = voice_for(texts, language_of(texts, incoming), incoming.text)
    wanted = incoming.text if incoming.kind == "command" else control_in(incoming.text, voice.controls) or ""
    if wanted.startswith(SPEAK):
        voice = texts.voice(wanted.removeprefix(SPEAK))
    tried = codes_in(incoming) or (incoming.kind == "command" and incoming.text == "start" and incoming.argument)
    refused = "too_many_codes" if tried and too_many(tx, now, incoming.chat_id) else "code_not_known"
    said = _ANSWERS.get(wanted, (("shared", refused if tried else "stranger"),))
    if incoming.kind in ("text", "edit") and voice.sounds_heavy(incoming.text):
        said = _ANSWERS["help_now"]
    return _say(tx, now, incoming.chat_id, voice, said)


def answer_in_locked_chat(
    texts: Texts, tx: Transaction, now: datetime, incoming: Incoming, person_id: str
) -> list[Message]:
    """All that is said in a locked chat; whoever looks for help finds the numbers, and can ask for a person.

    It may be anybody who asks. So the team hears that the chat is locked, and nothing is asked or told here. It is
    said in the language of whose chat it is: they are told, as they lock it, which words still work.
    """
    person = people.by_id(tx, person_id)
    voice = texts.voice(person.language if person else language_of(texts, incoming))
    wanted = _wanted(tx, incoming, voice)
    said, alerts = [("shared", "chat_is_locked")], list[Message]()
    if person is not None and (wanted in HELPED or voice.sounds_heavy(incoming.text)):
        scene = Scene(tx, now, person, voice, texts)
        if wanted == "person":
            Play(scene, STORIES)
            concern.raise_where_locked(scene)
            alerts, said = scene.posted, [("shared", "locked_person_told")]
        said.append(("", nation_of(scene)))
    return [*_say(tx, now, incoming.chat_id, voice, said), *alerts]


def _say(tx: Transaction, now: datetime, chat_id: int, voice: Voice, said: Iterable[tuple[str, str]]) -> list[Message]:
    """These texts, by their story and key, and the card with the numbers of a nation: nothing of it is kept."""
    worded = [voice.says(*one, {}) if one[0] else lines_in_words(tx, voice, one[1]) for one in said]
    return [outbox.add(tx, now, chat_id=chat_id, payload={"text": one}, fleeting=True) for one in worded]


def language_of(texts: Texts, incoming: Incoming) -> str:
    """The language of their Telegram, if we speak it."""
    return texts.voice(incoming.language.partition("-")[0].lower()).language


def codes_in(incoming: Incoming) -> list[str]:
    """What may be a code: what stands behind /start, or what looks like one among their words. A few at most: each is
    a guess."""
    if incoming.kind == "command":
        code = codes.normalise(incoming.argument) if incoming.text == "start" else None
        return [code] if code else []
    return codes.candidates(incoming.text) if incoming.kind == "text" else []


def _wanted(tx: Transaction, incoming: Incoming, voice: Voice) -> str:
    """What somebody asks for, by a command, a button or a word that works everywhere."""
    if incoming.kind == "command":
        return incoming.text
    if incoming.kind == "press":
        return meant(tx, incoming)
    return control_in(incoming.text, voice.controls) or ""
