"""What goes to many, after it was confirmed: how it stands, and undoing, pausing, stopping and taking it back."""

from __future__ import annotations

from bot.actions import broadcast_card as card
from bot.actions import broadcast_scenes
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text
from bot.chat.story import Stories, Story
from bot.conversations.who import STAFF_CONTROLS, WHO_SENDS

GOING = ("pause_broadcast", "stop_broadcast", "recall_broadcast")
HELD = ("resume_broadcast", "stop_broadcast", "recall_broadcast")
SENT = ("recall_broadcast", "broadcast_card")
LOOK = ("broadcasts",)
# How it stands when somebody presses what is of no use any more, and what they can do then.
AS_IT_STANDS = {
    "confirmed": "is_confirmed",
    "sending": "is_going",
    "paused": "is_paused",
    "stopped": "is_stopped",
    "undone": "is_undone",
    "done": "is_done",
    "recalled": "is_taken_back",
    "gone": "is_gone",
}
OFFERS = {
    "confirmed": ("undo_broadcast",),
    "sending": GOING,
    "paused": HELD,
    "stopped": SENT,
    "undone": LOOK,
    "done": SENT,
    "recalled": LOOK,
    "gone": LOOK,
}
LEFT = {True: HELD, False: LOOK}
ENDED = {
    "done": "is_done",
    "stopped": "is_stopped",
    "recalled": "is_taken_back",
    "undone": "is_undone",
    "does_not_add_up": "does_not_add_up",
}
AFTER = {True: ("broadcast_doubts", "broadcast_card"), False: ("broadcast_card",)}


async def broadcasts(chat: Chat) -> None:
    found = await chat.once("found", broadcast_scenes.listed)
    if not found["ids"]:
        return await chat.say("none_yet")
    which = await chat.ask(
        "which", Choice(*found["ids"], "that_is_all", final=True), labels=found["labels"], lines=found["lines"]
    )
    if which is None or which == "that_is_all":
        return await chat.say("left")
    return await chat.once("opened", broadcast_scenes.open_card, broadcast_id=which)


async def broadcast_card(chat: Chat) -> None:
    if not await chat.once("shown", card.show):
        await chat.say("not_sent", offers=LOOK)


async def undo_broadcast(chat: Chat) -> None:
    became = await chat.once("undone", broadcast_scenes.undo)
    if became == "undone":
        return await chat.say("undone", offers=LOOK)
    return await chat.say(AS_IT_STANDS[became], offers=OFFERS[became])


async def pause_broadcast(chat: Chat) -> None:
    now = await chat.once("paused", broadcast_scenes.pause)
    if now["stands"] == "held":
        return await chat.say("paused", offers=HELD, has=now["has"], left=now["left"])
    return await chat.say(AS_IT_STANDS[now["stands"]], offers=OFFERS[now["stands"]])


async def resume_broadcast(chat: Chat) -> None:
    became = await chat.once("resumed", broadcast_scenes.resume)
    if became == "goes_on":
        return await chat.say("goes_on", offers=GOING)
    return await chat.say(AS_IT_STANDS[became], offers=OFFERS[became])


async def stop_broadcast(chat: Chat) -> None:
    held = await chat.once("held", broadcast_scenes.pause)
    if held["stands"] not in ("held", "paused"):
        return await chat.say(AS_IT_STANDS[held["stands"]], offers=OFFERS[held["stands"]])
    way = await chat.ask(
        "sure",
        Choice("stop_it", "go_on", for_yes="stop_it", for_no="go_on", final=True),
        has=held["has"],
        left=held["left"],
    )
    if way == "go_on":
        became = await chat.once("resumed", broadcast_scenes.resume)
        return await chat.say("goes_on" if became == "goes_on" else "is_as_it_is", offers=("broadcast_card",))
    if way is None:
        return await chat.say("stays_paused", offers=HELD)
    ended = await chat.once("stopped", broadcast_scenes.stop)
    if ended["became"] != "stopped":
        return await chat.say(AS_IT_STANDS[ended["became"]], offers=OFFERS[ended["became"]])
    return await chat.say("stopped", offers=SENT, has=ended["has"], left=ended["left"])


async def recall_broadcast(chat: Chat) -> None:
    held = await chat.once("held", broadcast_scenes.pause)
    if held["stands"] in ("undone", "recalled", "gone"):
        return await chat.say(AS_IT_STANDS[held["stands"]], offers=LOOK)
    paused = held["stands"] in ("held", "paused")
    if not held["has"]:
        return await chat.say("nobody_has_it", offers=LEFT[paused])
    if held.get("decided"):
        await chat.say("decided", many=held["decided"])
    correction = await chat.ask("correction", Text(max_length=1000), has=held["has"], older=held["older"])
    way = await chat.ask(
        "sure", Choice("take_it_back", "leave_as_is", for_no="leave_as_is", final=True), has=held["has"]
    )
    if way != "take_it_back":
        return await chat.say("stays_paused" if paused else "left", offers=LEFT[paused])
    became = await chat.once("taken_back", broadcast_scenes.take_back, correction=correction or "")
    if became != "taken_back":
        return await chat.say(AS_IT_STANDS[became], offers=LOOK)
    return await chat.say("with_correction" if correction else "without_correction", offers=("broadcast_card",))


async def broadcast_doubts(chat: Chat) -> None:
    many = await chat.once("shown", broadcast_scenes.show_doubts)
    await chat.say("that_is_all" if many else "nobody", offers=("broadcast_card",))


async def broadcast_over(chat: Chat) -> None:
    told = await chat.once("ended", broadcast_scenes.how_it_ended)
    if told["ended"]:
        ended, doubts = told["ended"], told["doubts"]
        await chat.say(ENDED[ended], offers=AFTER[doubts], title=told["title"], lines=told["lines"])


async def correction_note(chat: Chat) -> None:
    told = await chat.once("told", broadcast_scenes.the_correction)
    if told["answered"]:
        return await chat.say("you_answered", offers=("person",), title=told["title"], words=told["words"])
    if told["words"]:
        return await chat.say("corrected", offers=("person",), title=told["title"], words=told["words"])
    return None


STORIES: Stories = {
    "broadcasts": Story(broadcasts, STAFF_CONTROLS, roles=WHO_SENDS, passing=True),
    "broadcast_card": Story(broadcast_card, STAFF_CONTROLS, about=True, roles=WHO_SENDS),
    "undo_broadcast": Story(undo_broadcast, STAFF_CONTROLS, about=True, roles=WHO_SENDS),
    "pause_broadcast": Story(pause_broadcast, STAFF_CONTROLS, about=True, roles=WHO_SENDS),
    "resume_broadcast": Story(resume_broadcast, STAFF_CONTROLS, about=True, roles=WHO_SENDS),
    "stop_broadcast": Story(stop_broadcast, STAFF_CONTROLS, about=True, roles=WHO_SENDS),
    "recall_broadcast": Story(recall_broadcast, STAFF_CONTROLS, about=True, roles=WHO_SENDS),
    "broadcast_doubts": Story(broadcast_doubts, STAFF_CONTROLS, about=True, roles=WHO_SENDS),
    "broadcast_over": Story(broadcast_over, about=True, roles=WHO_SENDS),
    "correction_note": Story(correction_note, about=True),
}
