"""Which language somebody is spoken to in: theirs to choose at any time, from the very next sentence on."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import menus
from bot.actions.retelling import answer_again
from bot.chat.scene import Scene
from bot.chat.texts import SHARED, Texts, Voice
from storage import conversations, effects, notices, people

# What actions found in words, which open questions show: it is found anew in the language that was chosen.
WORDED = ("lines", "topics")


def spoken(scene: Scene) -> list[str]:
    """The codes of the languages we speak."""
    return list(scene.texts.languages)


def speak(scene: Scene, *, language: str | None, retell: bool = False) -> dict[str, str]:
    """From now on in this language, told by its code. What came of it: `is` spoken, draft, unknown or same; the `note`
    on a draft; what the language calls itself (`name`). `retell`: their summary is to say so, too."""
    if not language or language == scene.person.language:
        if retell or scene.voice.language != scene.texts.first.language:  # they chose it before they were asked
            answer_again(scene, "language", scene.voice.language, scene.voice.about.name)
        return {"is": "same", "note": "", "name": scene.voice.about.name}
    if language not in scene.texts.languages:
        notices.note(scene.tx, scene.now, "other_language_wanted", scene.person.id)
        return {"is": "unknown", "note": "", "name": language}
    for kind in ("other_language_wanted", "draft_language_chosen"):  # of a language that they had before
        notices.withdraw(scene.tx, kind, scene.person.id)
    _change(scene, language)
    if retell:
        answer_again(scene, "language", language, scene.voice.about.name)
    if not scene.voice.about.draft:
        return {"is": "spoken", "note": "", "name": scene.voice.about.name}
    notices.note(scene.tx, scene.now, "draft_language_chosen", scene.person.id)
    return {"is": "draft", "note": draft_note(scene), "name": scene.voice.about.name}


def draft_note(scene: Scene) -> str:
    """That nobody whose language it is has read these texts yet: in that language, and in English, if it is another."""
    own, english = scene.voice, scene.texts.first
    is_english = own.about.tag.partition("-")[0] == english.about.tag.partition("-")[0]
    return "\n\n".join(_draft(voice, own) for voice in ((own,) if is_english else (own, english)))


def draft_notes(texts: Texts) -> list[str]:
    """What the English half of such a note says, for each language that is a draft."""
    every = (texts.voice(code) for code in texts.languages)
    return [_draft(texts.first, one) for one in every if one.about.draft]


def _draft(voice: Voice, of: Voice) -> str:
    return voice.says(SHARED, "draft_language", {"name": of.about.name, "language": of.about.english_name})


def _change(scene: Scene, language: str) -> None:
    person = scene.person
    people.speak(scene.tx, person.id, language)
    scene.person, scene.voice = replace(person, language=language), scene.texts.voice(language)
    for talk in conversations.open_of(scene.tx, person.id):
        for effect in WORDED:
            effects.forget(scene.tx, talk.id, effect)
    if person.joined_at is not None:
        menus.offer(scene)
