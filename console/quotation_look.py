"""The question about a sentence as its author will get it, before anybody is asked."""

from __future__ import annotations

from bot.actions.quoting import NOTE, Wanted
from console.desk import Reading
from console.phones import Phone
from storage.people import Person
from storage.readable import Readable

OPTIONS = ("yes", "other_words", "no")
THEIR_NAME = "their name"  # for whoever reads the answer without it


def as_it_arrives(look: Reading, said: Readable, author: Person, wanted: Wanted) -> Phone:
    """On their phone, in their language. Nobody learns from it whose it is."""
    voice = look.texts.voice(author.language if said.is_named else said.language)
    name = wanted.attribution if said.is_named or not wanted.named else f"({THEIR_NAME})"
    told = {"words": wanted.words, "place": wanted.place, "name": name}
    text = f"{voice.says(NOTE, 'hello', {})}\n\n{voice.says(NOTE, 'may_we', told)}"
    labels = voice.labels(NOTE, "may_we", OPTIONS).values()
    return Phone(voice.about.tag, voice.direction, voice.about.english_name, text, tuple((one,) for one in labels))
