"""Accepting what was sent as an answer: to the question that waits, or to one that was answered before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from bot.chat import drafts, keeping
from bot.chat.answering import Drafted, Refused, Sent
from bot.chat.asking import page_with
from bot.chat.gathering import put_below_offer
from bot.chat.playing import Play
from bot.chat.refused import keep_refused
from bot.chat.run import Run, Saying
from bot.chat.scene import Scene
from storage import answers, conversations, quotations
from storage.askings import Asked
from storage.conversations import Conversation
from storage.values import moment

IMPATIENT = timedelta(seconds=20)  # later than this, whoever presses once more has waited, and is heard
UNQUOTED = "unquoted"
EDITABLE = timedelta(hours=47)  # Telegram lets a bot edit its message for 48 hours

Outcome = Literal["taken", "same", "refused", "not asked", "not yet"]


class Accepting:
    """One thing that was sent, on its way into one conversation. `pressed` is the message whose button was pressed."""

    def __init__(self, scene: Scene, play: Play, conversation: Conversation, pressed: int | None = None) -> None:
        self._scene = scene
        self._play = play
        self._conversation = conversation
        self._pressed = pressed

    def answer(self, key: str, sent: Sent) -> Outcome:
        """Take `sent` as the answer to `key`, and go on; "not asked" when the story does not come to that question,
        "not yet" when it may once the one that waits is answered, and "same" when it was answered so before.

        What may not be kept is not heard either: neither the story nor what it does learns of it.
        """
        play, conversation = self._play, self._conversation
        if sent.control != "skip" and not keeping.may_keep(self._scene, conversation, key):
            keeping.go_no_further(self._scene, conversation)
            return "taken"
        self._turn_away(key)
        was_over = conversation.ended_at is not None
        old = was_over or key != conversation.pending
        anew = conversation.changing == key and key in answers.standing(self._scene.tx, conversation.id)
        first = was_over and key not in answers.standing(self._scene.tx, conversation.id)
        before = play.run(conversation, dry=True) if old else None
        run = play.run(conversation, target=key, sent=sent)
        if self._scene.forgotten:
            play.say(conversation, run.sayings)
        elif run.change is not None:
            self._reopen(run.change, run.drafted)
        elif run.refused is not None:
            self._refuse(run, run.refused, was_over, key, sent)
            return "refused"
        elif run.drafted is not None:
            self._draft(run, run.drafted, sent)
        elif run.accepted is not None and first:
            self._answer_late(run)
        elif run.accepted is not None and before is not None:
            self._change(run, run.accepted, before, was_over, sent)
        elif run.accepted is not None:
            if anew:
                self._say_anew(run, key, sent)
            self._go_on(run)
        elif not run.same_again:
            return self._answer_beyond(run, key, sent, was_over)
        elif old:
            return "same"
        else:
            play.settle(conversation, run)
        return "taken"

    def _answer_beyond(self, run: Run, key: str, sent: Sent, was_over: bool) -> Outcome:
        """The story stops before that question, for another is open again: what stands behind it is changed there, and
        what follows from that is done once the story comes to it."""
        play, conversation = self._play, self._conversation
        if run.asking is None or key not in answers.standing(self._scene.tx, conversation.id):
            return "not asked"
        there = play.run(conversation, target=key, sent=sent, beyond=True)
        if there.refused is not None:
            self._refuse(run, there.refused, was_over, key, sent)
            return "refused"
        if there.accepted is None:
            in_the_way = there.undone or there.drafted or (there.asking and there.asking.key == run.asking.key)
            return "same" if there.same_again else "not yet" if in_the_way else "not asked"
        self._change(replace(run, accepted_words=there.accepted_words), key, run, was_over, sent)
        return "taken"

    def _turn_away(self, key: str) -> None:
        """An earlier question is being asked again, and the answer is to a later one: that ends the change."""
        play, conversation = self._play, self._conversation
        changing = conversation.changing
        if changing in (None, key) or play.run(conversation, dry=True).reaches(key):
            return
        conversation.changing = None
        there = play.run(conversation, dry=True)
        if not there.reaches(key):
            conversation.changing = changing
            return
        drafts.give_up(self._scene, conversation)
        conversation.pending = there.asking.key if there.asking else conversation.pending

    def _go_on(self, run: Run) -> None:
        conversation = self._conversation
        if not run.accepted_parts:
            drafts.give_up(self._scene, conversation)
        conversation.draft, conversation.changing = None, None
        if run.strays or run.visited[-1:] != [run.accepted]:
            answers.count_only(self._scene.tx, conversation.id, run.visited)
        self._play.settle(conversation, run)

    def _answer_late(self, run: Run) -> None:
        """A question that was over before anybody answered it has its first answer now."""
        conversation = self._conversation
        if run.asking is not None:
            self._play.leave(conversation.kind, conversation.about)  # there is one of each kind at a time
            conversation.ended_at = None
        self._go_on(run)

    def _reopen(self, question: str, drafted: Drafted | None) -> None:
        """It is asked again, and what stood stands until there is another answer. Whoever writes it anew hears so."""
        scene, play, conversation = self._scene, self._play, self._conversation
        drafts.give_up(scene, conversation)
        conversation.changing, conversation.ended_at = question, None
        run = play.run(conversation)
        conversation.pending, conversation.draft = question, drafted.draft if drafted else None
        if run.asking is None or drafted is None or drafted.chosen is not None:
            return play.settle(conversation, run, quiet=True)
        values = {"question": scene.voice.short(conversation.kind, question)}
        return play.put(conversation, run, hint=scene.voice.says(conversation.kind, "written_anew", values))

    def _refuse(self, run: Run, refused: Refused, was_over: bool, key: str, sent: Sent) -> None:
        play, conversation = self._play, self._conversation
        words = sent.said.voice or sent.said.text
        hint = self._scene.voice.says(
            conversation.kind, refused.hint, {**refused.values, **play.heard(conversation.kind)}
        )
        typed = words if sent.control is None else None
        kept = bool(typed) and keep_refused(self._scene, play, conversation, key, sent, words or "", refused)
        if typed and put_below_offer(self._scene, play, conversation, typed, kept=kept):
            return
        if kept:
            hint = f"{hint} {self._scene.voice.says(conversation.kind, 'refused_kept', {})}"
        if run.asking is None or was_over or sent.beside:
            play.say(conversation, [Saying(hint)])
        else:
            play.put(conversation, run, hint=hint)

    def _draft(self, run: Run, drafted: Drafted, sent: Sent) -> None:
        """Keep what was chosen or written so far, and show it: below the button that was pressed, if it is recent."""
        assert run.asking is not None
        scene, conversation, pressed, asked = self._scene, self._conversation, self._pressed, sent.asked
        if conversation.pending != run.asking.key:
            drafts.give_up(scene, conversation)
            conversation.pending, pressed = run.asking.key, None
        if drafted.chosen is not None and drafts.parts_in(conversation.draft):
            drafts.give_up(scene, conversation)
        conversation.draft = drafted.draft
        if drafted.chosen is not None and pressed is not None and asked and is_newest(scene, conversation, asked):
            page = page_with(asked, sent.said.option)
            self._play.put_in_place(conversation, run, handle=asked.id, message_id=pressed, page=page)
        else:
            self._play.put(conversation, run)

    def _change(self, run: Run, accepted: str, before: Run, was_over: bool, sent: Sent) -> None:
        """An earlier answer was replaced: say so, follow a new branch if there is one, come back to where they were."""
        scene, play, conversation = self._scene, self._play, self._conversation
        answers.count_only(scene.tx, conversation.id, run.visited)
        self._show_back(run, accepted, sent)
        self._unquote()
        if conversation.changing == accepted:
            conversation.changing = None
        same_way = run.stop == before.stop and not (run.turned and play.speaks_again(conversation.kind))
        if same_way and (sent.edited or sent.beside or run.asking is None):
            return conversations.save(scene.tx, conversation)
        if was_over and run.asking is not None:
            play.leave(conversation.kind, conversation.about)  # there is one of each kind at a time
            conversation.ended_at = None
        return play.settle(conversation, run, quiet=same_way)

    def _say_anew(self, run: Run, key: str, sent: Sent) -> None:
        """They were asked again for what they had answered: say what stands now, unless the next question shows it."""
        if run.asking is None or key not in run.asking.shows:
            self._show_back(run, key, sent)
        self._unquote()

    def _unquote(self) -> None:
        """A sentence that they are asked for, or have said yes to, and that is not in the new words is told of."""
        scene, play = self._scene, self._play
        if play.knows(UNQUOTED) and quotations.not_said_any_more(scene.tx, scene.person.id):
            follow, scene.afterwards = scene.afterwards, None  # which belongs to the story that was answered
            play.begin(UNQUOTED)
            scene.afterwards = follow

    def _show_back(self, run: Run, accepted: str, sent: Sent) -> None:
        """Say what stands now in the place of what was said before."""
        voice, kind = self._scene.voice, self._conversation.kind
        values = {"question": voice.short(kind, accepted), "answer": run.accepted_words or voice.label("skipped")}
        self._play.say(self._conversation, [Saying(voice.says(kind, "updated" if sent.edited else "changed", values))])


def is_newest(scene: Scene, conversation: Conversation, asked: Asked) -> bool:
    """Whether the question waits below that very message, and Telegram lets us change it still."""
    return asked.id == conversation.asked_id and scene.now - moment(asked.asked_at) < EDITABLE
