"""The engine against a dictionary: whatever people do, in any order, both come to the same."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.chat.questions import Choice, Question, Text, YesNo
from storage import answers, conversations, people
from storage.conversations import Conversation
from storage.database import Transaction
from tests.cast import ANA
from tests.chat.model import MAY_COME_AND_GO, QUESTIONS, Model, value_of
from tests.chat.stage import Shown, Stage

WORDS = st.sampled_from(["Ana", "stop, I said", "back to front", "one\ntwo", "  ", "👍🏽 fine", "a long way from here"])


class Engine(RuleBasedStateMachine):
    """Ana and one story, in a real file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.model = Model()
        self.stage = Stage(Path(self.folder.name), tale=self._tell)
        self.buttons: list[tuple[str, str, str]] = []  # question, option, data
        self.messages: dict[int, str] = {}  # which of Ana's messages answers which question

    async def _tell(self, chat: Any) -> None:
        await self.model.tell(chat)

    @initialize()
    def begin(self) -> None:
        self._begin()

    @precondition(lambda self: self.model.ended)
    @rule()
    def begin_again(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.model = Model(script=self.model.script)
        self.buttons.clear()
        self.messages.clear()
        self._see(self.stage.start())
        self.model.put_again()

    def _see(self, shown: list[Shown]) -> None:
        assert self.stage.failure is None
        for one in shown:
            key = one.text.removesuffix("?").rpartition("\n")[2]
            if key in QUESTIONS and "Talk to a person" in one.buttons:
                options = QUESTIONS[key].options
                labels = [each.capitalize() if isinstance(QUESTIONS[key], YesNo) else each for each in options]
                self.buttons += [(key, label, one.buttons[label]) for label in labels]

    def _pending(self) -> str:
        assert self.model.pending is not None
        return self.model.pending

    @precondition(lambda self: not self.model.ended)
    @rule(data=st.data())
    def answer_in_words(self, data: st.DataObject) -> None:
        key = self._pending()
        said = data.draw(TYPED[key])
        shown = self.stage.says(said)
        self._see(shown)
        assert shown
        if said.strip():
            reached = key in self.model.way()[0] or key == self.model.way()[1]
            self._forget_messages_of(key if reached else None)
            self.messages.update({self.stage.last_message_id: key} if reached else {})
            self.model.answer(key, _kept(key, said))
        else:
            self.model.put_again()

    @rule(data=st.data())
    def press_any_button(self, data: st.DataObject) -> None:
        if not self.buttons:
            return
        key, label, handle = data.draw(st.sampled_from(self.buttons))
        before = dict(self.model.standing)
        self._see(self.stage.press_data(handle))
        self.model.answer(key, value_of(key, label))
        if self.model.standing.get(key) != before.get(key):
            self._forget_messages_of(key)

    @precondition(lambda self: not self.model.ended)
    @rule()
    def skip(self) -> None:
        key = self._pending()
        self._see(self.stage.says("skip"))
        self._forget_messages_of(key)
        self.model.answer(key, None)

    @precondition(lambda self: not self.model.ended)
    @rule()
    def back(self) -> None:
        self._see(self.stage.says("back"))
        visited, _ = self.model.way()
        self._forget_messages_of(visited[-1] if visited else None)
        self.model.back()

    @precondition(lambda self: self.messages)
    @rule(data=st.data())
    def edit_any_message(self, data: st.DataObject) -> None:
        message_id = data.draw(st.sampled_from(sorted(self.messages)))
        key = self.messages[message_id]
        said = data.draw(TYPED_TO_EDIT[key])
        self._see(self.stage.edits(message_id, said))
        self.model.answer(key, _kept(key, said), edited=True)

    @rule()
    def the_same_update_comes_again(self) -> None:
        assert self.stage.deliver(self.stage.last) == []

    @rule()
    def restart(self) -> None:
        self.stage.restart()

    @rule(key=st.sampled_from(MAY_COME_AND_GO), place=st.integers(0, 5))
    def rewrite_the_story(self, key: str, place: int) -> None:
        if key in self.model.script:
            self.model.script.remove(key)
        else:
            self.model.script.insert(place, key)
        self.model.clean = False

    @rule()
    def send_a_sticker(self) -> None:
        # several within seconds, where nothing is asked, are a burst: answered when it ends
        self.stage.later(minutes=1)
        shown = self.stage.send_other("sticker")
        assert shown
        self._see(shown)
        self.model.put_again()

    @rule(hours=st.integers(1, 400))
    def block_come_back_and_let_time_pass(self, hours: int) -> None:
        self.stage.send(ANA, "blocked")
        self.stage.later(hours=hours)
        self._see(self.stage.send(ANA, "returned"))
        self.model.put_again()

    def _forget_messages_of(self, key: str | None) -> None:
        self.messages = {one: question for one, question in self.messages.items() if question != key}

    @invariant()
    def both_agree(self) -> None:
        conversation, standing, counting = self.stage.write(_stored)
        assert standing == {key: repr(value) for key, value in self.model.standing.items()}
        assert (conversation.ended_at is not None) == self.model.ended
        assert conversation.pending == self.model.pending
        if self.model.clean:
            assert counting == self.model.counting()

    def teardown(self) -> None:
        self.stage.close()
        self.folder.cleanup()


def _typed(question: Question[Any]) -> st.SearchStrategy[str]:
    if isinstance(question, YesNo):
        return st.sampled_from(["yes", "no"])
    return st.sampled_from(question.options) if isinstance(question, Choice) else WORDS


TYPED = {
    key: _typed(question) for key, question in QUESTIONS.items()
}  # made once: to make one takes longer than a turn
TYPED_TO_EDIT = {key: typed.filter(str.strip) for key, typed in TYPED.items()}


def _kept(key: str, said: str) -> Any:
    """One line of words is kept as one line."""
    return said.strip().replace("\n", " ") if isinstance(QUESTIONS[key], Text) else value_of(key, said)


def _stored(tx: Transaction) -> tuple[Conversation, dict[str, str], set[str]]:
    """Ana's latest telling of the story, the answers that stand in it, and the questions of those that count."""
    person = people.in_chat(tx, ANA.chat_id)
    assert person is not None
    conversation = conversations.last_of_kind(tx, person.id, "tale")
    assert conversation is not None
    sql = "SELECT question FROM answers WHERE conversation_id = :id AND replaced_at IS NULL AND counts"
    rows = tx.all(sql, id=conversation.id)
    standing = {key: repr(value) for key, value in answers.standing(tx, conversation.id).items()}
    return conversation, standing, {row["question"] for row in rows}


TestEngine = pytest.mark.timeout(300)(Engine.TestCase)  # 10,000 steps: on a busy machine more than two minutes
TestEngine.settings = settings(
    max_examples=200,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
