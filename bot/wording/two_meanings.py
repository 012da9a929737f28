"""Words that mean something already wherever they are typed, or at the question below which they would stand: no other
button may be called so, for whoever types them would be taken to mean it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from bot.chat.choices import Choice
from bot.chat.controls import control_in
from bot.chat.options import NOT_YET
from bot.chat.questions import Question, Several
from bot.chat.reading import bare_number, fold, says
from bot.chat.texts import SHARED, SPEAK, Texts, Voice
from bot.conversations import STORIES
from bot.wording import where
from bot.wording.phone import controls_below
from bot.wording.typed import EVERYWHERE, at, is_button, named
from config.made_from import shipped_texts

PAGING = ("more_answers", "more_to_do")  # for whoever wants one thing at a time


def meant_already(texts: Texts, language: str, address: str, words: str) -> Iterator[str]:
    """What else these words would mean than the button at this address, a sentence each. What its words mean as they
    came with the program, in any language, they may go on to mean."""
    if not is_button(address) or address.partition(".")[0] not in (*STORIES, SHARED) or not words.strip():
        return  # what only stands on a page, nobody types
    voice, option = texts.voice(language), address.rpartition(".")[2]
    is_control = address.startswith(where.LABELS) and option in EVERYWHERE
    if words.lstrip().startswith("/"):
        yield f"Typed, “{words}” is a command, whatever waits. Begin with a word."
        return
    others = [] if is_control else [*_everywhere(texts, voice, address, words), *_plain(texts, voice, address, words)]
    yield from others or _beside(voice, address, words)


def _everywhere(texts: Texts, voice: Voice, address: str, words: str) -> Iterator[str]:
    came = [(texts.voice(code), shipped_texts(code).get(address, "")) for code in texts.languages]
    control = control_in(words, voice.controls)
    if control is not None and control not in (
        address.rpartition(".")[2],
        *(control_in(one, other.controls) for other, one in came),
    ):
        yield f"Typed, “{words}” means “{_called(voice, control)}” everywhere. It cannot be this button, too."
    if bare_number(words, voice.words) is not None and all(
        bare_number(one, other.words) is None for other, one in came
    ):
        yield f"Typed, “{words}” is the number of a button in its row. Say it in other words."


def _called(voice: Voice, control: str) -> str:
    """A word that works everywhere, as whoever writes texts knows it."""
    if control.startswith(SPEAK):
        return voice.names[control.removeprefix(SPEAK)]
    return voice.label(control) if control in EVERYWHERE else control


def _plain(texts: Texts, voice: Voice, address: str, words: str) -> Iterator[str]:
    """A plain yes or no that belongs to another button, or to none, of a question."""
    option = address.rpartition(".")[2]
    for meaning in ("yes", "no"):
        came = any(_is_plain(meaning, shipped_texts(one).get(address, ""), texts.voice(one)) for one in texts.languages)
        if came or not _is_plain(meaning, words, voice):
            continue
        names = []
        for story, key in where.questions_with(address):
            meant = _meant_by(meaning, story, key)
            if option not in meant and (meant or fold(words) == fold(voice.label(meaning))):
                names.append(named(voice, story, key))
        if names:
            yield f"Typed, “{words}” is a plain {meaning}, which this button does not mean at {at(names)}."


def _is_plain(meaning: str, words: str, voice: Voice) -> bool:
    known = voice.words
    return says(words, (*known.yes, *known.agreeing) if meaning == "yes" else known.no, known)


def _meant_by(meaning: str, story: str, key: str) -> set[str]:
    """The options of a question that a plain yes or no is understood as; none where it is asked again."""
    question, options = where.asked(story).get(key), where.needed()[story][key] or ()
    found = {meaning} & {*options}
    if meaning == "no" and {*options} == {"yes", NOT_YET}:
        found.add(NOT_YET)
    if isinstance(question, Choice):
        other = question.for_yes if meaning == "yes" else question.for_no
        found |= {other} if isinstance(other, str) else {*(other or ())}
    return found


def _beside(voice: Voice, address: str, words: str) -> Iterator[str]:
    """What stands on another button of the same message already."""
    said, option = fold(words), address.rpartition(".")[2]
    names: dict[str, list[str]] = {}
    for story, key in where.questions_with(address):
        for one in below(story, key):
            if one != option and fold(voice.label(one)) == said:
                names.setdefault(voice.label(one), []).append(named(voice, story, key))
    if address.startswith(where.LABELS) and option in (*EVERYWHERE, *PAGING):
        for story, key, options in _asked_above(option):
            for one, label in voice.labels(story, key, options).items():
                if one != option and fold(label) == said:
                    names.setdefault(label, []).append(named(voice, story, key))
    for label, questions in names.items():
        yield f"There is another button “{label}” at {at(questions)}."
    if address.startswith(where.LABELS):
        offered = {one for offers in where.offers().values() if option in offers for one in offers if one != option}
        if any(fold(voice.label(one)) == said for one in offered):
            yield f"There is another button “{words}” below a message that has this one."


def below(story: str, key: str) -> tuple[str, ...]:
    """The labels, shared by all questions, that may stand on buttons below this one besides its options."""
    question: Question[Any] | None = where.asked(story).get(key)
    done = ("done",) if isinstance(question, Several) else ()
    return (*controls_below(story, key), *done, PAGING[0])


@cache
def _asked_above(label: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Each question, with its options, below which this shared label may stand."""
    return tuple(
        (story, key, options)
        for story, keys in where.needed().items()
        for key, options in keys.items()
        if options and label in below(story, key)
    )
