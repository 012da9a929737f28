"""Playing a story for one person in one turn: run it, store where it stands, decide what is said."""

from __future__ import annotations

from datetime import timedelta

from bot.chat import asking, drafts
from bot.chat.answering import Drafted, Sent
from bot.chat.aside import keep_aside
from bot.chat.run import Run, Saying
from bot.chat.scene import Scene
from bot.chat.story import Stories
from bot.chat.telling import tell
from storage import answers, conversations, notices
from storage.conversations import Asked, Conversation
from storage.values import instant, moment

EDITABLE = timedelta(hours=47)  # Telegram lets a bot edit its message for 48 hours


class Play:
    """Stories, played in one scene."""

    def __init__(self, scene: Scene, stories: Stories) -> None:
        self._scene = scene
        self._stories = stories
        self.refused = False

    def begin(self, kind: str, *, about: str | None = None) -> None:
        """Begin a story now; an open one of the same kind is over."""
        scene = self._scene
        self._leave(kind)
        conversation = conversations.begin(scene.tx, scene.now, scene.person.id, kind, about=about)
        self._settle(conversation, self._run(conversation))

    def reopen(self, conversation: Conversation, question: str) -> None:
        """Ask one question of a story again, though it has an answer, and go on from there."""
        conversation.changing, conversation.ended_at = question, None
        self._settle(conversation, self._run(conversation), quiet=True)

    def put_again(self, conversation: Conversation, *, hint: str | None = None) -> None:
        """Put the question that waits once more; when the story was rewritten and nothing waits, it goes on."""
        run = self._run(conversation)
        if run.asking is None:
            self._say(conversation, [Saying(hint)] if hint else [])
            return self._settle(conversation, run)
        self._put(conversation, run, run.asking, hint=hint)
        return conversations.save(self._scene.tx, conversation)

    def back(self, conversation: Conversation) -> None:
        """Forget the last answer and ask it again; what was drafted meanwhile is kept for staff."""
        scene = self._scene
        if conversation.changing is not None:
            conversation.changing = None
            return self._settle(conversation, self._run(conversation), quiet=True)
        before = self._run(conversation, dry=True)
        if not before.visited:
            return self.put_again(conversation, hint=scene.voice.says(conversation.kind, "nothing_before", {}))
        answers.take_back(scene.tx, scene.now, conversation.id, before.visited[-1])
        return self._settle(conversation, self._run(conversation), quiet=True)

    def answer(self, conversation: Conversation, key: str, sent: Sent, *, pressed: int | None = None) -> bool:
        """Take `sent` as the answer to `key`; False when the story has no such question any more.

        `pressed` is the message whose button was pressed.
        """
        self._turn_away(conversation, key)
        was_pending, was_over = conversation.pending, conversation.ended_at is not None
        old = was_over or key != was_pending
        before = self._run(conversation, dry=True) if old else None
        run = self._run(conversation, target=key, sent=sent)
        if self._scene.forgotten:
            self._say(conversation, run.sayings)
        elif run.change is not None:
            self._reopened(conversation, run.change, run.drafted)
        elif run.refused is not None:
            self._refuse(conversation, run, old)
        elif run.drafted is not None:
            self._draft(conversation, run, run.drafted, sent.asked, pressed)
        elif run.accepted is not None and before is not None:
            self._changed(conversation, run, before, was_over, sent.edited)
        elif run.accepted is not None:
            if not run.accepted_parts:
                drafts.give_up(self._scene, conversation)
            conversation.draft, conversation.changing = None, None
            if run.strays or run.visited[-1:] != [run.accepted]:
                answers.count_only(self._scene.tx, conversation.id, run.visited)
            self._settle(conversation, run)
        elif run.same_again and not old:
            self._settle(conversation, run)
        elif not run.same_again:
            return False
        return True

    def _turn_away(self, conversation: Conversation, key: str) -> None:
        """An earlier question is being asked again, and the answer is to a later one: that ends the change."""
        changing = conversation.changing
        if changing in (None, key) or _reaches(self._run(conversation, dry=True), key):
            return
        conversation.changing = None
        there = self._run(conversation, dry=True)
        if not _reaches(there, key):
            conversation.changing = changing
            return
        drafts.give_up(self._scene, conversation)
        conversation.pending = there.asking.key if there.asking else conversation.pending

    def _reopened(self, conversation: Conversation, question: str, drafted: Drafted | None) -> None:
        drafts.give_up(self._scene, conversation)
        conversation.changing, conversation.ended_at = question, None
        run = self._run(conversation)
        conversation.pending, conversation.draft = question, drafted.draft if drafted else None
        self._settle(conversation, run, quiet=True)

    def _refuse(self, conversation: Conversation, run: Run, old: bool) -> None:
        assert run.refused is not None
        self.refused = True
        hint = self._scene.voice.says(conversation.kind, run.refused.hint, run.refused.values)
        if run.asking is None or (old and conversation.ended_at is not None):
            self._say(conversation, [Saying(hint)])
        else:
            self._put(conversation, run, run.asking, hint=hint)
            conversations.save(self._scene.tx, conversation)

    def _draft(
        self, conversation: Conversation, run: Run, drafted: Drafted, asked: Asked | None, pressed: int | None
    ) -> None:
        """Keep what was chosen or written so far, and show it."""
        assert run.asking is not None
        scene = self._scene
        if conversation.pending != run.asking.key:
            drafts.give_up(self._scene, conversation)
            conversation.pending, pressed = run.asking.key, None
        if drafted.chosen is not None and _parts_in(conversation.draft):
            drafts.give_up(self._scene, conversation)
        conversation.draft = drafted.draft
        fresh = asked is not None and scene.now - moment(asked.asked_at) < EDITABLE
        if drafted.chosen is not None and pressed is not None and fresh and asked is not None:
            text, markup = self._look(conversation, run, run.asking, asked.id)
            payload = {"message_id": pressed, "text": text, "reply_markup": markup}
            scene.post(payload, method="editMessageText")
        else:
            self._put(conversation, run, run.asking)
        conversations.save(scene.tx, conversation)

    def _changed(self, conversation: Conversation, run: Run, before: Run, was_over: bool, edited: bool) -> None:
        """An earlier answer was replaced: say so, follow a new branch if there is one, come back to where they were."""
        scene = self._scene
        assert run.accepted is not None
        answers.count_only(scene.tx, conversation.id, run.visited)
        values = {"question": scene.voice.short(conversation.kind, run.accepted), "answer": run.accepted_words}
        self._say(
            conversation, [Saying(scene.voice.says(conversation.kind, "updated" if edited else "changed", values))]
        )
        if conversation.changing == run.accepted:
            conversation.changing = None
        same_way = _stop(run) == _stop(before)
        if same_way and (edited or run.asking is None):
            return conversations.save(scene.tx, conversation)
        if was_over and run.asking is not None:
            self._leave(conversation.kind)  # there is one of each kind at a time
            conversation.ended_at = None
        return self._settle(conversation, run, quiet=same_way)

    def _run(
        self, conversation: Conversation, *, target: str | None = None, sent: Sent | None = None, dry: bool = False
    ) -> Run:
        story = self._stories[conversation.kind]
        return tell(self._scene, story, conversation, target=target, sent=sent, dry=dry)

    def _settle(self, conversation: Conversation, run: Run, *, quiet: bool = False) -> None:
        """Say what is to be said, put the next question or end, and write down where the story stands."""
        scene = self._scene
        if not quiet:
            self._say(conversation, run.sayings)
        if scene.forgotten:
            return None
        if run.asking is not None:
            self._put(conversation, run, run.asking)
            return conversations.save(scene.tx, conversation)
        drafts.give_up(self._scene, conversation)
        conversation.pending, conversation.asked_id = None, None
        conversation.changing, conversation.ended_at = None, instant(scene.now)
        conversations.save(scene.tx, conversation)
        answers.count_only(scene.tx, conversation.id, run.visited)
        if scene.afterwards is not None:
            follow, scene.afterwards = scene.afterwards, None
            return follow(self)
        if self._stories[conversation.kind].gives_way:
            self._give_way()
        return None

    def _leave(self, kind: str) -> None:
        """An open story of this kind is over; what was being written in it is kept for staff."""
        scene = self._scene
        drafts.give_up(self._scene, conversations.last_of_kind(scene.tx, scene.person.id, kind))
        conversations.abandon(scene.tx, scene.now, scene.person.id, kind)

    def waiting(self) -> Conversation | None:
        """The conversation that the person is in. One whose story there is no more is over."""
        scene = self._scene
        while (found := conversations.in_attention(scene.tx, scene.person.id)) is not None:
            if self.knows(found.kind):
                return found
            self._leave(found.kind)
        return None

    def knows(self, kind: str) -> bool:
        """Whether there is such a story, still."""
        return kind in self._stories

    def _give_way(self) -> None:
        waiting = self.waiting()
        if waiting is not None:
            self.put_again(waiting)

    def edit_draft(self, conversation: Conversation, message_id: int, words: str) -> bool:
        """Change one message of an answer that is still being written; False when it is none of them."""
        if not drafts.change_part(conversation, message_id, words):
            return False
        values = {"question": self._scene.voice.short(conversation.kind, conversation.pending or ""), "answer": words}
        self._say(conversation, [Saying(self._scene.voice.says(conversation.kind, "updated", values))])
        conversations.save(self._scene.tx, conversation)
        return True

    def turn_down(self, conversation: Conversation, key: str, sent: Sent, words: str) -> None:
        """A reply to a question that the story does not come to now: keep it for staff, say so, and go on."""
        scene = self._scene
        keep_aside(scene, key, sent, words, conversation.id)
        notices.note(scene.tx, scene.now, "reply_to_vanished_question", conversation.id)
        run = self._run(conversation) if conversation.ended_at is None else None
        # Another question in place of the one that waited may stand before it or for it: only the story knows.
        replaced = run is not None and run.asking is not None and key == conversation.pending
        if replaced:
            text = scene.voice.says(conversation.kind, "another_first", {})
        else:
            text = scene.voice.says(conversation.kind, "vanished", {})
        self._say(conversation, [Saying(text)])
        if run is not None:
            self._settle(conversation, run, quiet=run.asking is not None)

    def _say(self, conversation: Conversation, sayings: list[Saying]) -> None:
        asking.say(self._scene, conversation, sayings)

    def _put(self, conversation: Conversation, run: Run, *, hint: str | None = None) -> None:
        """Put the question at which the run stopped, and write down that it waits."""
        assert run.asking is not None
        story = self._stories[conversation.kind]
        asking.put(self._scene, story, conversation, run, run.asking, hint=hint)
        conversations.save(self._scene.tx, conversation)
