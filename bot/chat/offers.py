"""What was offered with a button below a message can be typed as well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.chat.playing import Play
from bot.chat.reading import fold, says
from bot.chat.scene import Scene
from bot.chat.way_back import CARRY_ON
from storage import askings, conversations
from storage.askings import Asked
from storage.values import moment

FRESH = timedelta(days=2)  # so long words without a question are taken for an answer to what somebody wrote
LATELY = 3  # messages with offers that somebody may still have before their eyes


def typed(scene: Scene, play: Play, waiting: Asked | None, text: str, lately: int = LATELY) -> bool:
    """Begin the story whose button these words are on; False when they are on none, or are meant for what waits.

    Where free words are asked for, only what was offered since then counts.
    """
    said = fold(text) if len(text) <= askings.LONGEST_LABEL else ()
    if not said or scene.person.telegram_id is None or (waiting is not None and names_an_option(waiting, text)):
        return False
    for offered in askings.offered_lately(scene.tx, scene.person.telegram_id, lately):
        if waiting is not None and not waiting.options and offered.asked_at < waiting.asked_at:
            continue
        kind = next((one for one, label in offered.options if fold(label) == said and play.knows(one)), None)
        if kind is not None:
            below = conversations.by_id(scene.tx, offered.conversation_id)
            play.begin(kind, about=below.about if below is not None and play.inherits(kind) else None)
            return True
    return False


def agrees_to_carry_on(scene: Scene, play: Play, waiting: Asked | None, text: str) -> bool:
    """Go on where they agree to no more than that: what waits was only named since it was put, above a button for it.

    A plain yes is then no answer to a question that they may not have before their eyes.
    """
    if scene.person.telegram_id is None or waiting is None or not play.knows(CARRY_ON):
        return False
    newest = next(iter(askings.offered_lately(scene.tx, scene.person.telegram_id, 1)), None)
    if newest is None or newest.asked_at <= waiting.asked_at or CARRY_ON not in dict(newest.options):
        return False
    if not any(
        says(text, (*words.yes, *words.agreeing), words) for words in {scene.voice.words, scene.texts.first.words}
    ):
        return False
    play.begin(CARRY_ON)
    return True


def meant_for(scene: Scene, play: Play) -> list[tuple[str, str | None]]:
    """The stories that words are for which answer nothing: (kind, about) of those offered lately that take words."""
    assert scene.person.telegram_id is not None
    lately = askings.offered_lately(scene.tx, scene.person.telegram_id, LATELY)
    return taking_words(scene, play, [one for one in lately if moment(one.asked_at) >= scene.now - FRESH])


def taking_words(scene: Scene, play: Play, offers: Iterable[Asked]) -> list[tuple[str, str | None]]:
    """The stories among these offers that words are for: (kind, about)."""
    found: dict[tuple[str, str | None], None] = {}
    for offered in offers:
        below = conversations.by_id(scene.tx, offered.conversation_id)
        for kind, _ in offered.options if below is not None else ():
            if play.knows(kind) and play.takes_words(kind):
                found[kind, below.about if below is not None and play.inherits(kind) else None] = None
    return list(found)


def names_an_option(asked: Asked, text: str) -> bool:
    """Whether the words are exactly those on one of the question's own buttons, which come before all others."""
    said = fold(text)
    return any(fold(label) == said for _, label in asked.options)
