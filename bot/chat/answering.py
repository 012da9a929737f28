"""From what a person sent to the answer of one question: skipped, chosen so far, given in parts, or read at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.chat import spoken
from bot.chat.cleaning import in_line
from bot.chat.moment import Moment, Unfinished
from bot.chat.name import Name, Unsure, no_name
from bot.chat.pronouns import Pronouns
from bot.chat.questions import Choice, Instead, NotAnAnswer, Question, Said, Several, Text, YesNo
from bot.chat.reading import fold, fold_phrase, says
from bot.chat.texts import SHARED, Voice
from bot.chat.words import Words
from storage.answer_parts import Part
from storage.askings import Asked


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in, as an answer to one question. `control` is `skip` or `done`; `stale`: the button stood below an
    older copy of the question, which does not show what was chosen since.

    `part` is the place of an edited message in an answer that was given in several. With `whole` nothing more comes:
    it was written down for them. What was said `beside` the talk that waits leaves that waiting, and changes an answer
    in another one.
    """

    said: Said
    control: str | None = None
    chat_id: int | None = None
    message_id: int | None = None
    update_id: int | None = None
    asked: Asked | None = None
    edited: bool = False
    stale: bool = False
    part: int | None = None
    parts: tuple[Part, ...] = ()
    whole: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer: its value as stored (JSON-able, None when skipped), in words, and the messages it was made of."""

    value: Any
    words: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Not an answer; `hint` is the key of the text that says what to do next."""

    hint: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drafted:
    """Part of an answer: `draft` is kept until the rest comes. `chosen` are the options so far, None for a text."""

    draft: str
    chosen: tuple[str, ...] | None


Labels = Mapping[str, str]
A_LANGUAGE = "sign_language"  # what is on this button is one, whatever else it stands for


@dataclass(frozen=True, slots=True)
class Also:
    """The other language in which everybody may answer: its words, and a question's labels in it."""

    words: Words
    labels: Callable[[], Labels]


class Answering:
    """Reads answers in one language at one time, `here` where the person lives; `draft` is what was given so far of an
    answer in several parts."""

    def __init__(self, voice: Voice, here: datetime, draft: str | None = None) -> None:
        self._voice = voice
        self._also: Also | None = None
        self._here = here
        self._kept = draft
        self._draft: dict[str, Any] = json.loads(draft) if draft else {}

    def hear(
        self,
        key: str,
        question: Question[Any],
        labels: Labels,
        sent: Sent,
        standing: Any = None,
        also: Also | None = None,
    ) -> Taken | Refused | Drafted:
        """What `sent` comes to as the answer to `key`, first by the words that stood on its buttons when it was put:
        they may have been worded otherwise since."""
        shown = _as_shown(key, labels, sent)
        outcome = self.receive(question, shown, sent, standing, also)
        if isinstance(outcome, Refused) and shown != labels:
            return self.receive(question, labels, sent, standing, also)
        return outcome

    def receive(
        self,
        question: Question[Any],
        labels: Labels,
        sent: Sent,
        standing: Any = None,
        also: Also | None = None,
    ) -> Taken | Refused | Drafted:
        """What `sent` comes to. `standing` is the value that stands now, for choices that are changed one by one;
        `also` the language besides their own in which they may have answered."""
        self._also = also
        if not sent.parts and not self._draft:
            if self._is(question.no, sent):
                sent = replace(sent, said=Said(), control="skip")
            elif self._is(question.yes, sent):
                return Refused("nothing_yet", {})
        try:
            if isinstance(question, Text) and question.long:
                return self._long(question, labels, sent, standing)
            if isinstance(question, Several):
                return self._several(question, labels, sent, standing)
            if isinstance(question, Moment):
                return self._plain(question.at(self._here, self._kept, standing), labels, sent)
            if question.brief and self._voice.sounds_heavy(sent.said.text or ""):
                raise no_name(question, labels, self._voice.words)  # which nobody wants to have read back to them
            if isinstance(question, Name | Pronouns):
                shown = dict(sent.asked.options) if sent.asked else {}
                return self._plain(question.after(self._kept), {**labels, **shown}, sent)
            return self._plain(question, labels, sent)
        except (Unfinished, Unsure) as so_far:
            return Drafted(so_far.draft, None)
        except NotAnAnswer as hint:
            return Refused(hint.hint, hint.values)

    def says_yes(self, sent: Sent) -> bool:
        """Whether the words agree to whatever was asked, as far as words alone can."""
        for words in [self._voice.words, *([self._also.words] if self._also else [])]:
            with suppress(NotAnAnswer):
                return sent.said.text is not None and YesNo().read(sent.said, {}, words, self._here.date())
        return False

    def _is(self, phrases: Callable[[Words], tuple[str, ...]], sent: Sent) -> bool:
        """Whether one of these phrases is all that was typed, in their own language or in the other one."""
        text = sent.said.text if sent.control is None else None
        known = [self._voice.words, *([self._also.words] if self._also else [])]
        return text is not None and any((those := phrases(words)) and says(text, those, words) for words in known)

    def _plain(self, question: Question[Any], labels: Labels, sent: Sent) -> Taken | Refused:
        if sent.control == "skip":
            return Taken(None, "") if question.optional else Refused("cannot_skip", {})
        wordless = question.brief or isinstance(question, Text) or sent.said.text is None
        if sent.control is not None and wordless and not question.options:  # "done" may be an option, and is no name
            return Refused("empty_answer", {})
        if isinstance(question, Choice) and question.named and self._is_button(sent, labels):
            return Refused("not_an_option", {"options": self._voice.words.comma.join(labels.values())})
        value = self._read(question, sent.said, labels)
        return Taken(question.dump(value), question.show(value, labels, self._voice.words))

    def _is_button(self, sent: Sent, labels: Labels) -> bool:
        """Whether it is a word of control, or what stands on a button that many questions have, and no label here."""
        said, shared = fold(sent.said.text or ""), self._voice.texts[SHARED]["labels"]
        buttons = (str(label) for key, label in shared.items() if key != A_LANGUAGE)
        others = {fold_phrase(one) for one in buttons} - {fold_phrase(one) for one in labels.values()}
        return sent.control is not None or said in others

    def _read(self, question: Question[Any], said: Said, labels: Labels) -> Any:
        """The answer in their own language; where that finds none, or takes it for words of their own, in the other."""
        today, words = self._here.date(), self._voice.words
        if self._also is None or said.text is None:
            return question.read(said, labels, words, today)
        try:
            value = question.read(said, labels, words, today)
        except NotAnAnswer:
            with suppress(NotAnAnswer):
                return question.read(said, self._also.labels(), self._also.words, today)
            raise
        typed = (said.text, in_line(said.text))
        if value not in (*typed, *((one,) for one in typed)):
            return value
        with suppress(NotAnAnswer):
            return question.read(said, self._also.labels(), self._also.words, today)
        return value

    def _several(self, question: Several, labels: Labels, sent: Sent, standing: Any) -> Taken | Refused | Drafted:
        chosen = list(self._draft.get("chosen", standing or ()))
        if sent.control == "done" or (sent.control == "skip" and standing):  # which takes nothing away that stands
            return self._chosen(question, labels, chosen if sent.control == "done" else list(standing))
        pressed = sent.said.option
        if pressed is None or pressed == question.none or pressed not in question.options:
            taken = self._plain(question, labels, sent)
            heavy = self._voice.sounds_heavy(sent.said.text or "")  # what is told of it is that it is kept
            if isinstance(taken, Taken) and not heavy and (one := _added(question, taken.value, sent)):
                return _so_far(question.with_one(tuple(chosen), one))
            if (
                isinstance(taken, Taken)
                and taken.value
                and self._draft
                and not self._draft.get("stood")  # what is typed then comes in its place
                and pressed is None
                and question.none not in taken.value
            ):
                return self._chosen(question, labels, [*chosen, *taken.value])
            return taken
        unseen = sent.stale and pressed in chosen  # there it has no tick, so they mean to choose it
        picked = tuple(chosen) if unseen else question.toggle(tuple(chosen), pressed)
        return _so_far(picked)

    def _chosen(self, question: Several, labels: Labels, chosen: list[str]) -> Taken | Refused:
        if not chosen and (question.none_chosen or (question.none is None and not question.optional)):
            return Refused("choose_one", {})
        if not chosen and question.none is not None:
            chosen = [question.none]
        ordered = [one for one in question.options if one in chosen]
        value = tuple(dict.fromkeys([*ordered, *chosen]))
        return Taken(question.dump(value), question.show(value, labels, self._voice.words))

    def _long(self, question: Text, labels: Labels, sent: Sent, standing: Any) -> Taken | Refused | Drafted:
        if sent.said.option is not None and standing and not _is_instead(standing):
            return Refused("behind_us", {})
        if sent.edited and sent.parts:
            return self._edited(question, labels, sent)
        parts = [Part(*one) for one in self._draft.get("parts", ())]
        if sent.control in ("done", "skip") and parts:
            return self._joined(question, labels, parts)
        if sent.control == "more" and self._draft:
            return Drafted(json.dumps(self._draft, ensure_ascii=False), None)
        if sent.control in ("done", "more"):
            return Refused("nothing_yet", {})
        if sent.control == "skip" or sent.edited or sent.message_id is None:
            return self._plain(question, labels, sent)
        words = question.read(sent.said, labels, self._voice.words, self._here.date())
        if isinstance(words, Instead):
            return Taken(question.dump(words), question.show(words, labels, self._voice.words))
        parts.append(spoken.part(sent.message_id, words))
        return Drafted(json.dumps({"parts": parts}, ensure_ascii=False), None)

    def _edited(self, question: Text, labels: Labels, sent: Sent) -> Taken:
        words = question.read(sent.said, labels, self._voice.words, self._here.date())
        parts = [spoken.part(one.message_id, words) if at == sent.part else one for at, one in enumerate(sent.parts)]
        return self._joined(question, labels, parts)

    def _joined(self, question: Text, labels: Labels, parts: list[Part]) -> Taken:
        whole = spoken.joined(parts)
        return Taken(question.dump(whole), question.show(whole, labels, self._voice.words), tuple(parts))


def _as_shown(key: str, labels: Labels, sent: Sent) -> Labels:
    before = dict(sent.asked.options) if sent.asked is not None and sent.asked.question == key else {}
    return {option: before.get(option, label) for option, label in labels.items()}


def _added(question: Several, value: Any, sent: Sent) -> str:
    """The one thing that was typed to a question that adds, or '' when this is the whole answer."""
    is_typed = sent.said.option is None and not sent.edited and not sent.whole
    alone = question.adds and is_typed and value and len(value) == 1
    return str(value[0]) if alone and value[0] != question.none else ""


def _so_far(chosen: tuple[str, ...]) -> Drafted:
    return Drafted(json.dumps({"chosen": chosen}, ensure_ascii=False), chosen)


def _is_instead(value: Any) -> bool:
    """Whether what is stored is neither words nor a voice note."""
    return isinstance(value, dict) and "instead" in value
