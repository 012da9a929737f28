"""Passing something on to somebody else at once, with buttons that they can answer with."""

from __future__ import annotations

from bot.chat.putting import keyboard, payloads
from bot.chat.scene import Scene
from storage import askings, conversations, outbox
from storage.people import Person
from storage.values import instant


def pass_on(
    scene: Scene,
    to: Person,
    text: str,
    *,
    kind: str,
    about: str,
    offers: tuple[str, ...],
    reason: str,
    fleeting: bool,
    sound: str = "",
    silent: bool = False,
) -> None:
    """Send `text` to somebody, with buttons that begin the stories `offers` about this; below the voice note that
    Telegram knows as `sound`, if there is one. It is one person writing to another, so it goes as a reply does.

    `fleeting`: the words are somebody else's, in whose records they are, and nowhere else once they have arrived.
    """
    if to.telegram_id is None:
        return
    talk = conversations.begin(scene.tx, scene.now, to.id, kind, about=about)
    talk.ended_at = instant(scene.now)
    conversations.save(scene.tx, talk)
    voice = scene.texts.voice(to.language)
    labels = {one: voice.label(one) for one in offers}
    handle = askings.note(
        scene.tx,
        scene.now,
        conversation_id=talk.id,
        chat_id=to.telegram_id,
        question="",
        wording="",
        options=tuple(labels.items()),
        language=voice.language,
        visible_to="staff",
    )
    markup = keyboard(None, labels, handle, voice, (), None)
    spoken = {"voice": sound, "caption": text} | ({"reply_markup": markup} if markup else {})
    quiet: dict[str, object] = {"disable_notification": True} if silent else {}
    for payload in (spoken,) if sound else payloads(text, markup):
        message = outbox.add(
            scene.tx,
            scene.now,
            chat_id=to.telegram_id,
            method="sendVoice" if sound else "sendMessage",
            payload={**payload, **quiet},
            person_id=to.id,
            priority=outbox.REPLY,
            reason=reason,
            fleeting=fleeting,
        )
        scene.posted.append(message)
