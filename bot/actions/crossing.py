"""From one door to another: the same person, the same conversation, at the same question."""

from __future__ import annotations

from bot.actions import menus, web_link
from bot.chat.scene import Scene
from storage import doors, facts, moves, outbox, people
from storage.web_chats import is_web

BOT_NAME = "bot_username"


def come_over(scene: Scene, chat_id: int) -> None:
    """They go on in this chat. On a Telegram account that is new to us, the one before is theirs no longer."""
    tx, person = scene.tx, scene.person
    is_new = doors.at(tx, chat_id) is None
    before = doors.telegram_of(tx, person.id)
    scene.posted += doors.use(tx, scene.now, person.id, chat_id)
    moved = people.by_id(tx, person.id)
    assert moved is not None
    scene.person = moved
    if not is_new:
        return
    moves.end(tx, person.id)
    menus.offer(scene)
    if before is not None:
        doors.leave(tx, person.id, before.chat_id)
        take_leave(scene, before.chat_id)


def take_leave(scene: Scene, chat_id: int) -> None:
    """One neutral line to an account that is theirs no longer; after that it is a stranger's."""
    text = scene.voice.says("shared", "chat_is_left", {})
    scene.posted.append(
        outbox.add(scene.tx, scene.now, chat_id=chat_id, payload={"text": text}, fleeting=True, reason="chat_left")
    )


def standing(scene: Scene) -> dict[str, str]:
    """By which door they are `here` (page or telegram), how their `telegram` is (none, open or locked), and the `root`
    under which pages are, or '' when there are none that others can reach."""
    there = doors.telegram_of(scene.tx, scene.person.id)
    here = "page" if scene.person.telegram_id is not None and is_web(scene.person.telegram_id) else "telegram"
    telegram = "none" if there is None else "locked" if there.locked_at else "open"
    return {"here": here, "telegram": telegram, "root": web_link.root(scene.tx)}


def give_link(scene: Scene) -> bool:
    """Show them a new link to their page, once; nothing of it is kept. False when there are no pages."""
    url_root = web_link.root(scene.tx)
    if not url_root:
        return False
    url = web_link.give(scene.tx, scene.now, scene.person, url_root)
    scene.post(_unfolded(scene.voice.says("page", "your_link", {"url": url})), fleeting=True)
    return True


def give_code(scene: Scene) -> None:
    """Show them, once, the code that takes their conversation to Telegram."""
    code, name = moves.make(scene.tx, scene.now, scene.person.id), facts.fact(scene.tx, BOT_NAME)
    key = "your_code" if name else "your_code_alone"
    scene.post(_unfolded(scene.voice.says("page", key, {"code": code, "bot": name or ""})), fleeting=True)


def _unfolded(text: str) -> dict[str, object]:
    """A preview would open the link."""
    return {"text": text, "link_preview_options": {"is_disabled": True}}
