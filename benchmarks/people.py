"""Simulated people: they begin, answer what they are asked, and notice when a bot is silent or repeats itself."""

import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.answers import QUESTIONS, Given
from benchmarks.fake_api import Message

if TYPE_CHECKING:
    from benchmarks.crowd import Crowd

START, DONE = "/start", "Done"
NEXT = dict(zip((START, *QUESTIONS), (*QUESTIONS, DONE), strict=True))
TRIES = 2  # said once and repeated once; whoever is silent after that has to begin again


@dataclass
class Tally:
    """What happened, as the people see it."""

    latencies: list[tuple[float, float]] = field(default_factory=list)  # (answered at, seconds)
    given: list[Given] = field(default_factory=list)
    repeated: int = 0  # messages people had already had
    astray: int = 0  # messages that follow from nothing they said
    had_to_repeat: int = 0
    stuck: int = 0  # only /start helped


@dataclass(slots=True)
class Sent:
    """What a person said last and is waiting to see answered."""

    to: str
    update: dict[str, Any]
    at: float
    answer: Given | None
    tries: int = 1
    tried_at: float = 0.0


class Person:
    def __init__(self, chat_id: int, crowd: "Crowd") -> None:
        self.waiting: Sent | None = None
        self._chat_id = chat_id
        self._crowd = crowd
        self._asked: Message | None = None  # the question in front of them
        self._heard: set[str] = set()  # labels since their last /start
        self._user = {"id": chat_id, "is_bot": False, "first_name": "Ana", "language_code": "en"}

    def speak(self) -> None:
        """Answer the question in front of them, or begin (again)."""
        if self.waiting or self._crowd.over:
            return
        label = label_of(self._asked) if self._asked else DONE
        if label == DONE:
            self._begin()
        elif int(label[1:]) % 2:
            self._press(label)
        else:
            self._write(label)

    def hear(self, message: Message) -> None:
        label, waiting, tally = label_of(message), self.waiting, self._crowd.tally
        if waiting and label == NEXT[waiting.to]:
            self._go_on(waiting, message, label)
        elif label in self._heard or (waiting and waiting.to == START):
            tally.repeated += 1
        else:
            tally.astray += 1
            if waiting and label in (*QUESTIONS, DONE):
                self._go_on(waiting, message, label)

    def say_again(self, now: float) -> None:
        """After a long silence: the same once more, then /start."""
        assert self.waiting
        if self.waiting.tries < TRIES:
            self.waiting.tries += 1
            self._crowd.tally.had_to_repeat += 1
            self._post(self.waiting, now)
        else:
            self._crowd.tally.stuck += 1
            self.waiting = self._asked = None
            self._begin()

    def _go_on(self, waiting: Sent, message: Message, label: str) -> None:
        now = time.monotonic()
        self._crowd.tally.latencies.append((now, now - waiting.at))
        if waiting.answer:
            waiting.answer.taken = True
        if waiting.to == START:
            self._heard.clear()
        self._heard.add(label)
        self.waiting, self._asked = None, message
        self._crowd.let_think(self)

    def _begin(self) -> None:
        command = [{"type": "bot_command", "offset": 0, "length": len(START)}]
        self._send(START, {"message": self._text(START) | {"entities": command}})

    def _write(self, label: str) -> None:
        words = f"word{self._crowd.api.next_id()}"
        given = Given(self._chat_id, label, words)
        self._send(label, {"message": self._text(f"It went {words}, thank you.")}, given)

    def _press(self, label: str) -> None:
        assert self._asked
        buttons = [button for row in self._asked["reply_markup"]["inline_keyboard"] for button in row]
        button = random.choice(buttons)
        press = {"from": self._user, "message": self._asked, "chat_instance": "1", "data": button["callback_data"]}
        self._send(
            label, {"callback_query": press}, Given(self._chat_id, label, button["text"], button["callback_data"])
        )

    def _text(self, text: str) -> Message:
        chat = {"id": self._chat_id, "type": "private", "first_name": "Ana"}
        return {"from": self._user, "chat": chat, "date": int(time.time()), "text": text}

    def _send(self, to: str, update: dict[str, Any], answer: Given | None = None) -> None:
        if answer:
            self._crowd.tally.given.append(answer)
        now = time.monotonic()
        self.waiting = Sent(to, update, now, answer)
        self._post(self.waiting, now)

    def _post(self, sent: Sent, now: float) -> None:
        sent.tried_at = now
        update_id = self._crowd.post(sent.update)
        if sent.answer:
            sent.answer.update_ids.append(update_id)


def label_of(message: Message) -> str:
    label: str = message["text"].partition(":")[0]
    return label
