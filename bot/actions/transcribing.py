"""What somebody said aloud, written down by a computer programme: only when they ask for it, and kept only once they
have said that it is right."""

from __future__ import annotations

from typing import Literal

from bot.actions import quoted
from bot.chat import spoken
from bot.chat.scene import Scene
from storage import effects, facts, own_words, transcripts
from storage.answer_parts import Part
from storage.answers import CHAT
from storage.own_words import OwnWords

State = Literal["gone", "not_here", "can_be", "listening", "heard", "too_long", "no_words", "not_heard"]
_WORST: tuple[State, ...] = (
    "too_long",
    "not_heard",
    "no_words",
)  # of several notes; what was heard in the others is of use all the same


def state(scene: Scene, *, answer_id: str) -> State:
    """How it stands with what they spoke in this answer: it is "not_here" where there is no sound, nothing listens in
    their language, or it stands in words already; "can_be" written down, or was."""
    one = own_words.by_id(scene.tx, scene.now, scene.person.id, answer_id)
    if one is None:
        return "gone"
    found = {how for how, _ in transcripts.of_answer(scene.tx, answer_id).values()}
    if transcripts.ASKED in found:
        return "listening"
    if transcripts.HEARD in found:
        return "heard"
    for why in _WORST:
        if why in found:
            return why
    understood = (facts.fact(scene.tx, transcripts.LANGUAGES) or "").split()
    is_new = one.channel != transcripts.MACHINE and not transcripts.put_in_words(scene.tx, answer_id)
    is_new = is_new and bool(transcripts.with_sound(scene.tx, answer_id))
    is_possible = _language(scene) in understood and is_new
    return "can_be" if is_possible else "not_here"


def _language(scene: Scene) -> str:
    """Theirs, as what listens calls it: Easy Read is English."""
    return scene.voice.about.tag.partition("-")[0]


def ask(scene: Scene, *, answer_id: str) -> None:
    """It is to be written down as soon as that can be."""
    notes = transcripts.with_sound(scene.tx, answer_id)
    transcripts.ask(scene.tx, scene.now, scene.person.id, answer_id, notes, _language(scene))


def look(scene: Scene) -> None:
    """What was heard is read back, once their own conversation is over."""
    scene.afterwards = lambda play: play.begin(own_words.READ_BACK)


def newest(scene: Scene) -> str:
    """The answer that this is about, or else the one that they last wanted written down; '' when there is none."""
    return scene.about or transcripts.newest_of(scene.tx, scene.person.id) or ""


def read_back(scene: Scene, *, answer_id: str) -> str:
    """The whole answer as it would read, for them to check; what sounds heavy is met with where a person is."""
    old = own_words.by_id(scene.tx, scene.now, scene.person.id, answer_id)
    words = "\n\n".join(part.words for part in _written(scene, old, sound=False)) if old else ""
    told = scene.voice.says(own_words.READ_BACK, "i_heard", {"words": words})
    if not scene.voice.sounds_heavy(words):
        return told
    return f"{told}\n\n{scene.voice.says(own_words.READ_BACK, 'sounds_heavy', {})}"


def keep(scene: Scene, *, answer_id: str, sound: bool) -> None:
    """They say that it is right: it is their answer from now on, beside the sound or in its place."""
    old = own_words.by_id(scene.tx, scene.now, scene.person.id, answer_id)
    if old is not None:
        _replace(scene, old, _written(scene, old, sound=sound), sound=sound, channel=transcripts.MACHINE)
    if scene.conversation is not None:
        effects.forget(scene.tx, scene.conversation.id, "read_back")


def correct(scene: Scene, *, answer_id: str, question: str, sound: bool) -> None:
    """What they answered to this question, here, is what they said. The sound stays beside it or goes; what was heard
    goes."""
    old = own_words.by_id(scene.tx, scene.now, scene.person.id, answer_id)
    if old is None or scene.conversation is None:
        return
    theirs = transcripts.take(scene.tx, scene.conversation.id, question)
    if theirs:
        kept = [part for part in transcripts.pieces_of(scene.tx, old) if part.voice_id] if sound else []
        _replace(scene, old, [*kept, *theirs], sound=sound, channel=CHAT)
        own_words.forget_echoes(scene.tx, scene.person.id, scene.person.telegram_id)


def drop(scene: Scene, *, answer_id: str) -> None:
    """Only their voice is kept: nothing of what was heard stays, here or in what we told them."""
    transcripts.drop(scene.tx, answer_id)
    own_words.forget_echoes(scene.tx, scene.person.id, scene.person.telegram_id)


def _written(scene: Scene, old: OwnWords, *, sound: bool) -> list[Part]:
    """The messages of an answer with what was heard behind each voice note, or in its place. One in which nothing was
    heard stays as it is."""
    heard = {note: said for note, (how, said) in transcripts.of_answer(scene.tx, old.id).items() if said}
    found: list[Part] = []
    for part in transcripts.pieces_of(scene.tx, old):
        said = heard.get(part.voice_id or "")
        if said is None or sound:
            found.append(part)
        if said is not None:
            found.append(Part(part.message_id, said))
    return found


def _replace(scene: Scene, old: OwnWords, parts: list[Part], *, sound: bool, channel: str) -> None:
    before = {part.voice_id for part in transcripts.pieces_of(scene.tx, old) if part.voice_id}
    whole = spoken.joined(parts)
    transcripts.replace(scene.tx, scene.now, old, spoken.dump(whole), str(whole), parts, channel)
    quoted.corrected(scene, old.id)
    if not sound:
        transcripts.forget_sound(scene.tx, before - {part.voice_id for part in parts})
