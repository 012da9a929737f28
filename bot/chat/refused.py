"""Words that are no answer to what was asked. The team can read them, as if nothing had been asked: nobody knows better
what somebody wanted to say than they who wrote it. What is between them and us alone stays that."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.answering import Refused, Sent
from bot.chat.aside import ONLY_THEM, STRAY, keep_aside, to_be_read
from bot.chat.playing import Play
from bot.chat.reading import says
from bot.chat.scene import Scene
from storage import concerns, people
from storage.conversations import Conversation
from storage.said import REFLECTING

READ_OF = {"partner", "leader"}  # whose words the team reads
ALONE = (ONLY_THEM, "figures")
# So many words are more than a try at an answer: at one of several options, and at a day, a time, a number or a name.
TOLD_AT_OPTIONS, TOLD = 2, 4
READ_WHOLE = "one_time_only"  # what this is said of was read to its last word


def keep_refused(
    scene: Scene, play: Play, conversation: Conversation, key: str, sent: Sent, words: str, why: Refused
) -> bool:
    """Keep what was refused; whether the team can read it and the person has still to hear that."""
    told = play.is_for_the_team(conversation.kind)  # such a story says itself what becomes of it
    wish = _is_wish(scene, conversation) and len((sent.said.text or "").split()) >= TOLD
    ours = not told and _is_told(scene, sent, why) and (wish or _is_read(scene, conversation, sent))
    talk = None if ours and _is_wish(scene, conversation) else conversation.id
    kept = keep_aside(scene, key, _open(sent) if ours else sent, words, talk, refused=not told and not ours)
    if kept and ours:
        to_be_read(scene)
    return kept and ours


def keep_more(scene: Scene, conversation: Conversation, key: str, sent: Sent, words: str) -> None:
    """What was taken for one of the options sounds heavy: the words themselves are kept as well."""
    ours = _is_wish(scene, conversation) or _is_read(scene, conversation, sent)
    if keep_aside(scene, key, _open(sent) if ours else sent, words, conversation.id, refused=not ours) and ours:
        to_be_read(scene)


def _is_wish(scene: Scene, conversation: Conversation) -> bool:
    """Whether words that are no answer, or stand beside one, belong to what they asked for and to nothing else: a yes
    to that, and why."""
    return conversation.kind != REFLECTING and concerns.waits(scene.tx, scene.person.id)


def _is_told(scene: Scene, sent: Sent, why: Refused) -> bool:
    """Whether these are words of their own, and not only a try at an answer."""
    text = sent.said.text or ""
    if why.hint == READ_WHOLE and not scene.voice.sounds_heavy(text):
        return False
    if says(text, scene.voice.words.no, scene.voice.words):  # "no, we did not", where it is asked which of two it was
        return False
    least = TOLD_AT_OPTIONS if why.hint == "not_an_option" else TOLD
    return bool(sent.said.voice) or scene.voice.sounds_heavy(text) or len(text.split()) >= least


def _is_read(scene: Scene, conversation: Conversation, sent: Sent) -> bool:
    """Whether the team may read what is said there; where a person is offered because of words that it can read, also
    those that follow, for that is what stands above them."""
    alone = conversation.kind == REFLECTING or (sent.asked is not None and sent.asked.visible_to in ALONE)
    alone = alone and conversation.about != STRAY
    return not alone and bool(READ_OF.intersection(people.roles_of(scene.tx, scene.person.id)))


def _open(sent: Sent) -> Sent:
    """The same without the question, where the answer to that would be theirs alone."""
    alone = sent.asked is not None and sent.asked.visible_to in ALONE
    return replace(sent, asked=None) if alone else sent
