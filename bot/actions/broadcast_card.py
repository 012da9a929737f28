"""The one message in a coordinator's chat that says how a broadcast stands, and is changed as it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.actions import progress
from bot.chat.adapting import adapted
from bot.chat.asking import with_offers
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from storage import broadcasts, cards, conversations, laying, outbox, people
from storage.broadcasts import Broadcast
from storage.cards import Card
from storage.database import Transaction
from storage.outbox import BROADCAST, Message
from storage.values import moment
from storage.web_chats import is_web

STORY = "broadcast_card"
EVERY = timedelta(seconds=4)  # between two changes of one message
USEFUL_FOR = timedelta(minutes=10)  # after that the next change says it better
NOT_SENT = ("draft", "agreeing")


def show(scene: Scene) -> bool:
    """Send how the broadcast stands that the conversation is about, in a message that is kept up to date from now on;
    False when it was not confirmed."""
    one = about(scene)
    if one is None or one.state in NOT_SENT or scene.conversation is None:
        return False
    laying.settle(scene.tx, scene.now, one.id)
    before = cards.of(scene.tx, one.id, scene.person.id)
    text, offers = progress.text_of(scene, one), progress.offers_of(scene, one)
    shown, handle, markup = with_offers(scene, scene.conversation, text, offers)
    scene.post({"text": shown, "reply_markup": markup} if markup else {"text": shown})
    sent = scene.posted[-1].id
    cards.put(scene.tx, scene.now, one.id, scene.person.id, outbox_id=sent, handle=handle, offers=offers, shown=text)
    if before is not None and before.message_id is not None:
        _change(scene, before.message_id, scene.voice.says(STORY, "further_down", {}), None)
    return True


def about(scene: Scene) -> Broadcast | None:
    """The broadcast that the conversation is about."""
    return broadcasts.by_id(scene.tx, scene.about) if scene.about else None


def keep_up(tx: Transaction, now: datetime, texts: Texts, broadcast_id: str) -> list[Message]:
    """Let each card of a broadcast say how it stands now; the changes that were decided to be sent."""
    one = broadcasts.by_id(tx, broadcast_id)
    if one is None:
        return []
    return [message for card in cards.of_broadcast(tx, broadcast_id) for message in _keep_up(tx, now, texts, one, card)]


def _keep_up(tx: Transaction, now: datetime, texts: Texts, one: Broadcast, card: Card) -> list[Message]:
    person = people.by_id(tx, card.person_id)
    if card.is_final or card.is_on_its_way:
        return []
    if person is None or person.telegram_id is None or is_web(person.telegram_id) or card.is_lost:
        cards.said_last(tx, card)
        return []
    scene = Scene(tx, now, person, texts.voice(person.language), texts)
    text, offers = progress.text_of(scene, one), progress.offers_of(scene, one)
    if (text, offers) == (card.shown, card.offers):
        if progress.is_over(scene, one):
            cards.said_last(tx, card)
        return []
    if offers == card.offers and now - moment(card.changed_at) < EVERY:
        return []
    _show_anew(scene, card, text, offers)
    return scene.posted


def _show_anew(scene: Scene, card: Card, text: str, offers: tuple[str, ...]) -> None:
    talk = conversations.last_of_kind(scene.tx, card.person_id, STORY, card.broadcast_id)
    if talk is None or card.message_id is None:
        return
    same = card.handle if offers == card.offers else ""
    shown, handle, markup = with_offers(scene, talk, text, offers, same)
    _change(scene, card.message_id, shown, markup)
    edit_id = scene.posted[-1].id
    cards.changed(scene.tx, scene.now, card, edit_id=edit_id, handle=handle, offers=offers, shown=text)


def _change(scene: Scene, message_id: int, text: str, markup: Mapping[str, object] | None) -> None:
    """In the lane of what goes to many, behind everything else: nothing waits for it."""
    assert scene.person.telegram_id is not None
    payload = {"message_id": message_id, "text": text, **({"reply_markup": markup} if markup else {})}
    message = outbox.add(
        scene.tx,
        scene.now,
        chat_id=scene.person.telegram_id,
        method="editMessageText",
        payload=adapted(payload, scene.voice, scene.manners),
        person_id=scene.person.id,
        priority=BROADCAST,
        reason="broadcast_progress",
        useful_until=scene.now + USEFUL_FOR,
    )
    scene.posted.append(message)
