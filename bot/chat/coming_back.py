"""Coming back: whoever has been quiet comes back by writing anything, and nothing that they write is lost."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.answering import Answering, Refused, Sent
from bot.chat.aside import UNPROMPTED, keep_aside
from bot.chat.cleaning import is_empty
from bot.chat.playing import Play
from bot.chat.replying import put_answer, put_hint
from bot.chat.scene import Scene
from storage import quiet
from storage.conversations import Conversation

AWAY, BACK = "away", "back_again"  # the story that asks whether to carry on, and the one that does so at once


def comes_back(scene: Scene, play: Play, waiting: Conversation | None, sent: Sent, words: Mapping[str, str]) -> bool:
    """Welcome somebody who was away; False when they were not, or answer what was asked since they went.

    What has waited since before is gone on with: where their words answer it they are taken, and they hear of it.
    `words` are the stories that welcome them.
    """
    quiet_since = scene.person.paused_at
    if quiet_since is None or not play.knows(words.get(AWAY, "")) or quiet.is_by_a_no(scene.tx, scene.person.id):
        return False
    if waiting is None or waiting.pending is None:
        return _welcome(scene, play, sent, words)
    if sent.asked is not None and sent.asked.asked_at >= quiet_since:
        answered = waiting.kind == words[AWAY] or answers_it(scene, play, waiting, sent)
        return not answered and _welcome(scene, play, sent, words)
    if play.passes(waiting.kind):
        return _welcome(scene, play, sent, words)
    return _go_on(scene, play, waiting, waiting.pending, sent, words)


def _welcome(scene: Scene, play: Play, sent: Sent, words: Mapping[str, str]) -> bool:
    _keep(scene, sent)
    play.begin(words[AWAY])
    return True


def _go_on(
    scene: Scene, play: Play, waiting: Conversation, question: str, sent: Sent, words: Mapping[str, str]
) -> bool:
    taken = answers_it(scene, play, waiting, sent, after_long=True)
    play.begin(words[BACK])
    if taken:
        values = {"question": scene.voice.short(waiting.kind, question)}
        put_hint(scene, play, "back_with_an_answer", values, again=False)
        put_answer(scene, play, waiting, question, sent)
        return True
    _keep(scene, sent)
    play.put_again(waiting, hint=scene.voice.says("shared", "back_again", {}))
    return True


def answers_it(scene: Scene, play: Play, waiting: Conversation, sent: Sent, *, after_long: bool = False) -> bool:
    """Whether the words answer what waits. After long nothing is decided for good by a word that may mean hello."""
    asking = play.run(waiting, dry=True).asking
    if asking is None or asking.key != waiting.pending:  # the story was rewritten meanwhile, and says so itself
        return True
    if after_long and asking.question.final and asking.question.options:
        return False
    answering = Answering(scene.voice, scene.here, waiting.draft)
    outcome = answering.hear(asking.key, asking.question, asking.labels, sent)
    if isinstance(outcome, Refused) and outcome.hint == "which_one" and not after_long:
        return True  # it is about this question, and only not yet clear
    return not isinstance(outcome, Refused) or answering.says_yes(sent)


def _keep(scene: Scene, sent: Sent) -> None:
    """A greeting needs nobody of the team, so they get no notice of it; it is kept like all that somebody writes."""
    words = sent.said.text or ""
    if not is_empty(words):
        keep_aside(scene, UNPROMPTED, sent, words, None)
