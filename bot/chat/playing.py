"""Playing a story for one person in one turn: run it, store where it stands, decide what is said."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.chat.answering import Answering, Drafted, Sent
from bot.chat.chat import Asking, BrokenStory, Chat, Run, Saying, Suspended
from bot.chat.cleaning import is_empty
from bot.chat.putting import keyboard, payloads
from bot.chat.questions import Said, Several, Text
from bot.chat.scene import Scene
from bot.chat.story import Stories
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
                self._drop_draft(conversation)
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
        self._drop_draft(conversation)
        conversation.pending = there.asking.key if there.asking else conversation.pending

    def _reopened(self, conversation: Conversation, question: str, drafted: Drafted | None) -> None:
        self._drop_draft(conversation)
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
            self._drop_draft(conversation)
            conversation.pending, pressed = run.asking.key, None
        if drafted.chosen is not None and _parts_in(conversation.draft):
            self._drop_draft(conversation)
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
        scene = self._scene
        scene.conversation = conversation
        chat = Chat(
            scene,
            conversation.kind,
            answers.standing(scene.tx, conversation.id),
            target=target,
            sent=sent,
            changing=conversation.changing,
            answering=self._answering(conversation, target) if sent else None,
            dry=dry,
        )
        telling = self._stories[conversation.kind].tell(chat).__await__()
        try:
            next(telling)
        except (StopIteration, Suspended):
            chat.note_strays()
            return chat.run
        finally:
            telling.close()
        raise BrokenStory(f"{conversation.kind} awaited something other than say, ask, review or once")

    def _answering(self, conversation: Conversation, target: str | None) -> Answering:
        """A draft belongs to the question that waits, and to no other."""
        draft = conversation.draft if target == conversation.pending else None
        return Answering(self._scene.voice, self._scene.today, draft)

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
        self._drop_draft(conversation)
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
        self._drop_draft(conversations.last_of_kind(scene.tx, scene.person.id, kind))
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

    def _say(self, conversation: Conversation, sayings: list[Saying]) -> None:
        scene = self._scene
        for saying in sayings:
            markup = None
            if saying.offers:
                markup = self._offers(conversation, saying)
            for payload in payloads(saying.text, markup):
                scene.post(payload)

    def _offers(self, conversation: Conversation, saying: Saying) -> dict[str, object]:
        """Buttons that begin stories. They belong to no question."""
        scene = self._scene
        labels = {one: scene.voice.label(one) for one in saying.offers}
        handle = self._note_asked(conversation, "", saying.text, labels)
        return keyboard(None, labels, handle, scene.voice, (), None) or {}

    def _put(self, conversation: Conversation, run: Run, asking: Asking, *, hint: str | None = None) -> None:
        if conversation.pending != asking.key:
            self._drop_draft(conversation)
        conversation.pending, conversation.attention_at = asking.key, instant(self._scene.now)
        handle = self._note_asked(conversation, asking.key, asking.wording, asking.labels)
        conversation.asked_id = handle
        text, markup = self._look(conversation, run, asking, handle)
        for payload in payloads(f"{hint}\n\n{text}" if hint else text, markup):
            self._scene.post(payload)

    def _note_asked(self, conversation: Conversation, key: str, wording: str, labels: object) -> str:
        scene = self._scene
        assert scene.person.telegram_id is not None and isinstance(labels, dict)
        return conversations.note_asked(
            scene.tx,
            scene.now,
            conversation_id=conversation.id,
            chat_id=scene.person.telegram_id,
            question=key,
            wording=wording,
            options=tuple(labels.items()),
            language=scene.voice.language,
        )

    def _look(
        self, conversation: Conversation, run: Run, asking: Asking, handle: str
    ) -> tuple[str, dict[str, object] | None]:
        """The words and the keyboard of a question, with what was chosen or written of it so far."""
        voice, question = self._scene.voice, asking.question
        draft = json.loads(conversation.draft) if conversation.draft else {}
        chosen = draft.get("chosen") if isinstance(question, Several) else None
        text = asking.wording
        if chosen:
            text += "\n\n" + voice.says(
                conversation.kind, "chosen", {"labels": question.show(chosen, asking.labels, voice.words)}
            )
        if draft.get("parts") and isinstance(question, Text):
            text, chosen = voice.says(conversation.kind, "more", {}), ()
        offered = self._stories[conversation.kind].controls
        controls = [
            one
            for one in offered
            if not (one == "skip" and not question.optional) and not (one == "back" and not run.visited)
        ]
        picked = None if chosen is None else tuple(chosen)
        return text, keyboard(question, asking.labels, handle, voice, controls, picked)

    def edit_draft(self, conversation: Conversation, message_id: int, words: str) -> bool:
        """Change one message of an answer that is still being written; False when it is none of them."""
        parts = dict(_parts_in(conversation.draft))
        if message_id not in parts or is_empty(words):
            return False
        parts[message_id] = words
        conversation.draft = json.dumps({"parts": list(parts.items())}, ensure_ascii=False)
        values = {"question": self._scene.voice.short(conversation.kind, conversation.pending or ""), "answer": words}
        self._say(conversation, [Saying(self._scene.voice.says(conversation.kind, "updated", values))])
        conversations.save(self._scene.tx, conversation)
        return True

    def _drop_draft(self, conversation: Conversation | None) -> None:
        """What was written so far answers nothing any more: kept for staff."""
        if conversation is None or conversation.draft is None:
            return
        scene = self._scene
        words = "\n\n".join(words for _, words in _parts_in(conversation.draft))
        if words:
            asked = conversations.asked_by(scene.tx, conversation.asked_id) if conversation.asked_id else None
            given = aside(scene, conversation.pending or "", Sent(Said(text=words), asked=asked), words)
            answers.keep_aside(scene.tx, scene.now, scene.person.id, given, conversation.id)
        conversation.draft = None

    def keep_vanished(self, conversation: Conversation, key: str, sent: Sent, words: str) -> None:
        """Store a reply to a question that is gone, put a notice up, and say so."""
        scene = self._scene
        given = aside(scene, key, sent, words)
        answers.keep_aside(scene.tx, scene.now, scene.person.id, given, conversation.id)
        notices.note(scene.tx, scene.now, "reply_to_vanished_question", conversation.id)
        self._say(conversation, [Saying(scene.voice.says(conversation.kind, "vanished", {}))])


def aside(scene: Scene, question: str, sent: Sent, words: str) -> answers.Given:
    """Words that answer no question that stands, as they are kept for staff."""
    return answers.Given(
        question=question,
        value=words,
        answer=words,
        wording=sent.asked.wording if sent.asked else "",
        language=scene.voice.language,
        asked_at=sent.asked.asked_at if sent.asked else instant(scene.now),
        visible_to="staff",
        chat_id=sent.chat_id,
        message_id=sent.message_id,
        update_id=sent.update_id,
    )


def _parts_in(draft: str | None) -> list[tuple[int, str]]:
    """The messages of a text that is being written, by their ids."""
    parts = json.loads(draft).get("parts", ()) if draft else ()
    return [(int(message_id), str(words)) for message_id, words in parts]


def _reaches(run: Run, key: str) -> bool:
    return key in run.visited or (run.asking is not None and run.asking.key == key)


def _stop(run: Run) -> tuple[str | None, str | None]:
    return (run.asking.key if run.asking else None, run.visited[-1] if run.visited else None)
