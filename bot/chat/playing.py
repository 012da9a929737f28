"""Playing a story for one person in one turn: run it, store where it stands, decide what is said."""

from __future__ import annotations

from bot.chat import asking, drafts, keeping, past, way_back
from bot.chat.answering import Sent
from bot.chat.run import Run, Saying
from bot.chat.scene import Scene
from bot.chat.story import Stories
from bot.chat.telling import tell
from storage import answers, conversations, people
from storage.conversations import Conversation
from storage.outbox import Message
from storage.people import Person
from storage.values import instant


class Play:
    """Stories, played in one scene. `over` is the talk whose question waited until now, and does so no more."""

    def __init__(self, scene: Scene, stories: Stories) -> None:
        self.over: Conversation | None = None
        self._scene = scene
        self._stories = stories
        scene.playing = self

    def begin(self, kind: str, *, about: str | None = None, changed: bool = False) -> None:
        """Begin a story now; an open one of the same kind (about the same, where that is told apart) is over. Where it
        asks about what was `changed` since it asked before, that is said."""
        scene = self._scene
        self.leave(kind, about)
        conversation = conversations.begin(scene.tx, scene.now, scene.person.id, kind, about=about)
        run = self.run(conversation)
        if changed and run.asking is not None:
            self.say(conversation, [Saying(scene.voice.says(kind, "changed_meanwhile", {}))])
        self.settle(conversation, run)

    def begin_with(self, someone: Person, kind: str, *, about: str, reason: str) -> list[Message]:
        """Begin a story with somebody else, now and in their language; what is said to them."""
        scene = self._scene
        theirs = Scene(scene.tx, scene.now, someone, scene.texts.voice(someone.language), scene.texts, reason=reason)
        Play(theirs, self._stories).begin(kind, about=about)
        scene.posted += theirs.posted
        return theirs.posted

    def listen(self, kind: str, *, about: str | None = None) -> Conversation | None:
        """Begin a story whose first question what came in answers: it waits, and nothing is said. None when it asks
        nothing."""
        scene = self._scene
        self.leave(kind, about)
        conversation = conversations.begin(scene.tx, scene.now, scene.person.id, kind, about=about)
        run = self.run(conversation)
        if run.asking is None:
            self.settle(conversation, run)
            return None
        self.put(conversation, run, unsaid=True)
        return conversation

    def reopen(self, conversation: Conversation, question: str) -> None:
        """Ask one question of a story again, though it has an answer, and go on from there."""
        drafts.give_up(self._scene, conversation)
        conversation.changing, conversation.ended_at = question, None
        self.settle(conversation, self.run(conversation), quiet=True)

    def put_again(self, conversation: Conversation, *, hint: str | None = None) -> None:
        """Put the question that waits once more; when the story was rewritten and nothing waits, it goes on."""
        run = self.run(conversation)
        if run.asking is None:
            self.say(conversation, [Saying(hint)] if hint else [])
            return self.settle(conversation, run)
        return self.put(conversation, run, hint=hint)

    def back(self, conversation: Conversation) -> None:
        """Forget the last answer and ask it again; what was drafted meanwhile is kept for staff."""
        scene = self._scene
        if conversation.changing is not None:
            conversation.changing = None
            return self.settle(conversation, self.run(conversation), quiet=True)
        before = self.run(conversation, dry=True)
        if not before.visited:
            return self.put_again(conversation, hint=scene.voice.says(conversation.kind, "nothing_before", {}))
        answers.take_back(scene.tx, scene.now, conversation.id, before.visited[-1])
        return self.settle(conversation, self.run(conversation), quiet=True)

    def run(
        self,
        conversation: Conversation,
        *,
        target: str | None = None,
        sent: Sent | None = None,
        dry: bool = False,
        beyond: bool = False,
    ) -> Run:
        """What the story comes to now, or `beyond` a question that is open; nothing of it is said or put yet."""
        story = self._stories[conversation.kind]
        return tell(self._scene, story, conversation, target=target, sent=sent, dry=dry, beyond=beyond)

    def settle(self, conversation: Conversation, run: Run, *, quiet: bool = False) -> None:
        """Say what is to be said, put the next question or end, and write down where the story stands."""
        scene = self._scene
        if run.asking is not None and not self.stands(conversation):  # nothing that was to be said holds any more
            return self.begin(conversation.kind, about=conversation.about, changed=True)
        if scene.unasked is not None and run.asking is not None:  # one note, not two, on the locked screen
            return self.put(conversation, run, hint="\n\n".join(one.text for one in run.sayings) or None)
        waits = self._waits_below(conversation, run)
        if not quiet:
            self.say(conversation, way_back.below(scene, run.sayings, waits) if waits else run.sayings)
        if scene.forgotten:
            return None
        if run.asking is not None:
            return self.put(conversation, run, unsaid=run.accepted is not None and run.asking.is_quiet)
        drafts.give_up(scene, conversation)
        conversation.pending, conversation.asked_id = None, None
        conversation.changing, conversation.ended_at = None, instant(scene.now)
        conversations.save(scene.tx, conversation)
        answers.count_only(scene.tx, conversation.id, run.visited)
        if scene.afterwards is not None:
            follow, scene.afterwards = scene.afterwards, None
            return follow(self)
        one_message = waits is not None or scene.unasked is not None  # which a note is
        if self._stories[conversation.kind].gives_way and not one_message:
            self._give_way()
        return None

    def _waits_below(self, conversation: Conversation, run: Run) -> str | None:
        """The question that is named below what a story only shows: it waits, and is not put as a second message. ''
        when it may not be asked now."""
        scene = self._scene
        if run.asking is not None or not run.sayings or not self._stories[conversation.kind].shows:
            return None
        self.leave_passing(urgent=False)
        waiting = conversations.in_attention(scene.tx, scene.person.id, besides=conversation.id)
        if waiting is None or waiting.pending is None or not self.knows(waiting.kind):
            return None
        if past.is_past(scene, self._stories, waiting) or not self.stands(waiting):
            return None
        asked = self.run(waiting, dry=True).asking
        if asked is not None and not keeping.may_keep(scene, waiting, asked.key):
            return ""
        return scene.voice.short(waiting.kind, asked.key) if asked is not None else None

    def leave(self, kind: str, about: str | None = None) -> None:
        """An open story of this kind is over; what was being written in it is kept for staff."""
        scene = self._scene
        apart = about if self.knows(kind) and self._stories[kind].about else None
        drafts.give_up(scene, conversations.last_of_kind(scene.tx, scene.person.id, kind, apart))
        conversations.abandon(scene.tx, scene.now, scene.person.id, kind, apart)

    def waiting(self) -> Conversation | None:
        """The conversation that the person is in. One whose story there is no more is over, and so is one past its
        time."""
        scene = self._scene
        while (found := conversations.in_attention(scene.tx, scene.person.id)) is not None:
            if not self.knows(found.kind):
                self.leave(found.kind, found.about)
            elif not past.end(scene, self._stories, found):
                return found
            self.over = self.over or (found if found.pending is not None else None)
        return None

    def knows(self, kind: str) -> bool:
        """Whether there is such a story, still, for this person."""
        story = self._stories.get(kind)
        if story is None or not story.roles:
            return story is not None
        return any(role in story.roles for role in people.roles_of(self._scene.tx, self._scene.person.id))

    def is_closed(self, conversation: Conversation) -> bool:
        """Whether this conversation is past its time, and nothing that is said to it changes anything now."""
        return self._stories[conversation.kind].closes and past.is_past(self._scene, self._stories, conversation)

    def stands(self, conversation: Conversation) -> bool:
        """Whether what it has asked about is still as it was shown, as far as the story can tell."""
        stands = self._stories[conversation.kind].stands
        return stands is None or conversation.pending is None or stands(self._scene, conversation)

    def inherits(self, kind: str) -> bool:
        """Whether what is begun with a button is about the same as what the button stands below."""
        return self._stories[kind].about

    def speaks_again(self, kind: str) -> bool:
        """Whether a changed answer that comes to something else is answered anew."""
        return self._stories[kind].speaks_again

    def offers_person(self, kind: str) -> bool:
        """Whether such a story offers a person at its questions; those of the people to talk to do not."""
        return "person" in self._stories[kind].controls

    def takes_words(self, kind: str) -> bool:
        """Whether words that come while such a story is offered are meant for it."""
        return self._stories[kind].takes_words

    def is_for_the_team(self, kind: str) -> bool:
        """Whether words that are no answer in such a story are for the team."""
        return self._stories[kind].for_the_team is not None

    def heard(self, kind: str) -> dict[str, str]:
        """What becomes of such words, for the hint that such a story gives."""
        tells = self._stories[kind].for_the_team
        return {"heard": tells(self._scene)} if tells is not None else {}

    def passes(self, kind: str) -> bool:
        """Whether such a story asks in passing only."""
        return self._stories[kind].passing

    def is_urgent(self, kind: str) -> bool:
        """Whether what such a story says goes before other replies: there are numbers to call in it."""
        return kind in self._stories and self._stories[kind].urgent

    def is_from_team(self, kind: str) -> bool:
        """Whether such a story says what somebody of the team wrote to them or did."""
        return kind in self._stories and self._stories[kind].from_team

    def leave_passing(self, *, urgent: bool = True) -> None:
        """What was asked in passing is over, but for the story that is being told, and for the offer of a person unless
        that is to go, too."""
        scene = self._scene
        for one in conversations.open_of(scene.tx, scene.person.id):
            told = scene.conversation is not None and one.id == scene.conversation.id
            stays = told or (self.is_urgent(one.kind) and not urgent)
            if not stays and self.knows(one.kind) and self.passes(one.kind):
                self.leave(one.kind, one.about)

    def _give_way(self) -> None:
        """Put the question again that was waiting; one that was asked in passing is over instead."""
        waiting = self.waiting()
        if waiting is None:
            return None
        if not self.passes(waiting.kind):
            return self.put_again(waiting)
        self.leave(waiting.kind, waiting.about)
        return self._give_way()

    def say(self, conversation: Conversation, sayings: list[Saying]) -> None:
        """Send what a story says, in order."""
        asking.say(self._scene, conversation, sayings)

    def put(self, conversation: Conversation, run: Run, *, hint: str | None = None, unsaid: bool = False) -> None:
        """Put the question at which the run stopped, and write down that it waits."""
        assert run.asking is not None
        if not unsaid and not self.stands(conversation):
            return self.begin(conversation.kind, about=conversation.about, changed=True)
        if not unsaid and not keeping.may_keep(self._scene, conversation, run.asking.key):
            return keeping.go_no_further(self._scene, conversation, hint=hint)
        if self._scene.held and not unsaid:
            return self._put_later(conversation, run.asking.key)
        story = self._stories[conversation.kind]
        asking.put(self._scene, story, conversation, run, run.asking, hint=hint, unsaid=unsaid)
        return conversations.save(self._scene.tx, conversation)

    def _put_later(self, conversation: Conversation, key: str) -> None:
        """Something else comes first. A question that nobody has seen yet waits for no answer until it is put."""
        if conversation.pending != key:
            conversation.pending, conversation.asked_id = None, None
        conversations.save(self._scene.tx, conversation)

    def put_in_place(
        self, conversation: Conversation, run: Run, *, handle: str, message_id: int, page: int = 0
    ) -> None:
        """Show the question as it stands now in the message in which it was put."""
        assert run.asking is not None
        if not self.stands(conversation):
            return self.begin(conversation.kind, about=conversation.about, changed=True)
        story = self._stories[conversation.kind]
        text, markup = asking.look(self._scene, story, conversation, run, run.asking, handle, page)
        payload = {"message_id": message_id, "text": text, "reply_markup": markup}
        self._scene.post(payload, method="editMessageText")
        return conversations.save(self._scene.tx, conversation)
