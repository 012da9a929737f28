"""The door: who may come in, by an invite; what groups hear; where somebody who comes back is led."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.actions import another_part, crossing, joining, languages, menus, registering
from bot.chat.door import ToAsk
from bot.chat.incoming import Incoming
from bot.chat.playing import Play
from bot.chat.replying import put_hint
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from bot.conversations import ONBOARDING, STORIES
from bot.guessing import behind, redeem, too_many, who_moves
from bot.strangers import answer, answer_in_locked_chat, codes_in, language_of
from storage import (
    codes,
    conversations,
    doors,
    group_chats,
    invites,
    moves,
    outbox,
    people,
    redemptions,
    web_chats,
)
from storage.database import Transaction
from storage.invites import Invite
from storage.outbox import Message
from storage.people import Person
from storage.values import moment
from storage.web_chats import is_web

LONG_SILENCE = timedelta(days=7)
MOVES, NOT_TAKEN, TOO_MANY = "somebody_here_already", "code_not_taken", "too_many_codes"  # what is said of a code
LONGEST_TITLE = 128  # letters of a group's name, as Telegram has it


class InviteDoor:
    """Lets people in by invite. `timezone` is where they live until they say otherwise."""

    def __init__(self, texts: Texts, *, timezone: str) -> None:
        self._texts = texts
        self._timezone = timezone

    def stranger(self, tx: Transaction, now: datetime, incoming: Incoming) -> Person | list[Message]:
        """Whose other chat this is, or whom somebody unknown has become by a good code, or what to say.

        Of strangers nothing is kept but a count.
        """
        if incoming.kind not in ("text", "voice", "command", "press", "other", "edit"):
            return []
        if incoming.kind == "edit" and not self._texts.first.sounds_heavy(incoming.text):
            return []
        known = doors.at(tx, incoming.chat_id)
        if known is not None:
            if known.locked_at:
                return answer_in_locked_chat(self._texts, tx, now, incoming, known.person_id)
            return people.by_id(tx, known.person_id) or []
        for code in codes_in(incoming):
            if (moved := who_moves(tx, now, incoming.chat_id, code)) is not None:
                return moved
            if (invite := redeem(tx, now, incoming.chat_id, code)) is not None:
                return self._met(tx, now, incoming.chat_id, language_of(self._texts, incoming), invite)
        return answer(self._texts, tx, now, incoming)

    def come_over(self, scene: Scene, incoming: Incoming) -> None:
        """Somebody we know goes on in this chat, and not in the one that was theirs until now."""
        crossing.come_over(scene, incoming.chat_id)

    def by_page(self, tx: Transaction, now: datetime, code: str, who: str, language: str = "") -> Person | None:
        """Somebody new who comes by a page with the code of an invite; their first question waits there, in the
        language in which they were met.

        None for a code that is not good, or after too many of those from the same place.
        """
        invite = redeem(tx, now, who, code)
        if invite is None:
            return None
        chat_id = web_chats.new(now)
        person = self._met(tx, now, chat_id, self._texts.voice(language).language, invite)
        scene = Scene(tx, now, person, self._texts.voice(person.language), self._texts)
        if scene.voice.about.draft:
            scene.post({"text": languages.draft_note(scene)})
        Play(scene, STORIES).begin(ONBOARDING[invite.role])
        return person

    def start(self, play: Play, scene: Scene, incoming: Incoming) -> None:
        """Somebody we know sent /start, came back, or was let in just now."""
        tx, person = scene.tx, scene.person
        roles = people.roles_of(tx, person.id)
        # By any of these stories: a part may have begun with another one when they took it.
        begun = any(conversations.last_of_kind(tx, person.id, story) for story in {*ONBOARDING.values()})
        if roles and not begun and not (incoming.argument and person.joined_at):
            return self._welcome(play, scene, roles[0])
        hint = None
        # On a page nobody takes on another role: an alert would wait there until somebody looks.
        if incoming.argument and not is_web(incoming.chat_id):
            said = self._of_code(scene, incoming.chat_id, codes.normalise(incoming.argument) or "")
            if isinstance(said, Invite):
                return play.begin(another_part.STORY, about=said.id)
            if said == MOVES:
                return put_hint(scene, play, MOVES)
            hint = scene.voice.says("shared", said, {}) if said else None
        return self._lead_back(play, scene, hint)

    def _lead_back(self, play: Play, scene: Scene, hint: str | None) -> None:
        """To where they were, or to the menu; the `hint` comes before that."""
        person, waiting = scene.person, play.waiting()
        away = person.paused_at or person.stopped_at
        late = scene.now - moment(person.seen_at) > LONG_SILENCE
        if waiting is not None and not away and (waiting.kind == "welcome_back" or not late):
            return play.put_again(waiting, hint=hint)
        if hint:
            scene.post({"text": hint})
        if waiting is None and (refused := joining.turned_back(scene)):
            return play.begin(refused)
        if waiting is None or away:
            return play.begin("menu")
        return play.begin("welcome_back", about=waiting.id)

    def code_in(self, tx: Transaction, now: datetime, incoming: Incoming) -> str | None:
        """The code among the words of somebody we know. After too many wrong ones none is looked up to find out."""
        if len(incoming.text) < codes.LETTERS:
            return None
        if codes.normalise(incoming.text) and too_many(tx, now, incoming.chat_id):
            return codes.among_words(incoming.text)
        return invites.among_words(tx, now, incoming.text)

    def code(
        self, play: Play, scene: Scene, incoming: Incoming, code: str, words: Callable[[], None] | None = None
    ) -> None:
        """Somebody we know sent a code: they are asked about the part that it gives, or it is refused without saying
        why, and no word is kept of the message. Where it stood among others, `words` hears those first."""
        said = "no_code_here" if is_web(incoming.chat_id) else self._of_code(scene, incoming.chat_id, code)
        invite = said if isinstance(said, Invite) else None
        if words is not None:
            self._cut_out(scene, "code_cut_out" if invite else "code_cut_out_unused")
            words()
        elif invite and codes.without(incoming.text, code):
            self._cut_out(scene, "words_not_kept")
        if invite and not scene.forgotten:
            return play.begin(another_part.STORY, about=invite.id)
        if words is not None:
            return None
        return put_hint(scene, play, str(said)) if said else self._lead_back(play, scene, None)

    def _cut_out(self, scene: Scene, key: str) -> None:
        if not scene.held:
            scene.post({"text": scene.voice.says("shared", key, {})})

    def _welcome(self, play: Play, scene: Scene, role: str) -> None:
        """The first questions of a role that they have from now on."""
        if scene.voice.about.draft and scene.person.joined_at is None:
            scene.post({"text": languages.draft_note(scene)})
        play.begin(ONBOARDING[role])
        menus.offer(scene)

    def outside(self, tx: Transaction, now: datetime, incoming: Incoming) -> list[Message] | ToAsk:
        """Added to a group: by a coordinator, ask them in private whose it is; else say why not, and leave.

        Words in groups are none of ours.
        """
        chat_id = incoming.chat_id
        if incoming.what == "removed":
            group_chats.left(tx, now, chat_id)
        if incoming.what == "moved":
            group_chats.moved(tx, chat_id, incoming.by)
        if incoming.what != "added":
            return []
        known = group_chats.of_chat(tx, chat_id)
        if known is not None and known.left_at is None:
            return []  # we are in it already, and only what we may do in it has changed
        by = people.in_chat(tx, incoming.by)
        if by is not None and "coordinator" in people.roles_of(tx, by.id):
            about = group_chats.brought_in(tx, now, chat_id=chat_id, title=incoming.text[:LONGEST_TITLE], by=by.id)
            return ToAsk(by, registering.ASKING, about)
        text = self._texts.voice("").says("shared", "not_in_groups", {})
        return [
            outbox.add(tx, now, chat_id=chat_id, payload={"text": text}, fleeting=True),
            outbox.add(tx, now, chat_id=chat_id, payload={}, method="leaveChat", fleeting=True),
        ]

    def _of_code(self, scene: Scene, chat_id: int, code: str) -> Invite | str:
        """The invite for a further part, which stays unused; else what is said of the code, '' where it brought them
        here and they have the part still. Whoever has no part any more can be given one anew."""
        own = redemptions.was_by(scene.tx, code, scene.person.id)
        if not own and too_many(scene.tx, scene.now, chat_id):
            return TOO_MANY
        if code and moves.whose(scene.tx, scene.now, code):
            return MOVES
        if own:
            invite = invites.behind(scene.tx, scene.now, code=code)
        else:
            invite = behind(scene.tx, scene.now, chat_id, code) if code else None
        if invite is None:
            return "" if own else TOO_MANY if too_many(scene.tx, scene.now, chat_id) else NOT_TAKEN
        # Nobody lets themselves in: an invite is for somebody else than those who made it and agreed to it.
        if scene.person.id in (invite.made_by, invite.agreed_by):
            return NOT_TAKEN
        if invite.role in people.roles_of(scene.tx, scene.person.id):
            return "" if own else "part_held"
        return invite

    def _met(self, tx: Transaction, now: datetime, chat_id: int, language: str, invite: Invite) -> Person:
        person = people.meet(
            tx,
            now,
            telegram_id=chat_id,
            timezone=self._timezone,
            language=language,
            organisation_id=invite.organisation_id,
            is_test=invite.is_test,
        )
        people.give_role(tx, now, person.id, invite.role)
        redemptions.note(tx, now, invite.id, person.id)
        return person
