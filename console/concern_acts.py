"""What is done about a concern: take it, hand it over, note what was done, write to the person, close it.

The actions are those of the chat. Nothing closes by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import being_in_touch, concern_notes, looking_after
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.concern_words import REASONS
from bot.conversations import STORIES
from console import concern_meanwhile
from console.concern import may_take, shown, theirs
from console.concerns import sees_all
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, read_form
from console.looking_first import is_sent, look_first
from console.out_of_reach import CANNOT_HEAR, NOT_TOLD
from console.page import back_to
from console.refusals import NotThere
from storage import people
from storage.concerns import Concern

LONGEST = 2000  # letters of a note, or of what the person is told
OUTCOME = 300  # as in the chat
Act = Callable[[Change, Concern, Form], None]


async def do(request: Request, act: Act, said: str, after: Callable[[], None] = lambda: None) -> Response:
    """Do it and go back to the page; where something is to be mended the page says so, with what was typed."""
    concern_id, form = request.path_params["concern_id"], await read_form(request)
    try:
        await changing(request, "work_concerns", lambda change: _act(change, concern_id, act, form, said))
    except Wrong as wrong:
        return await shown(request, wrong.form, 422)
    after()
    return back_to(f"/concerns/{concern_id}", said)


def _act(change: Change, concern_id: str, act: Act, form: Form, meant: str) -> None:
    """What is done stands on what their page showed: what the team did meanwhile is said first."""
    one = theirs(change, concern_id)
    concern_meanwhile.look(change, form, one, meant)
    act(change, one, form)


def _scene(change: Change) -> Scene:
    """A scene in which other people can be told."""
    scene = change.scene
    Play(scene, STORIES)
    return scene


def is_on_it(look: Reading, one: Concern, form: Form) -> None:
    """Only a lead, or whoever is on it, goes on from here."""
    if not sees_all(look, one):
        concern_meanwhile.says_who_is_on_it(look, form, one)
        raise NotThere


async def take(request: Request) -> Response:
    return await do(request, _take, "concern_taken")


def _take(change: Change, one: Concern, form: Form) -> None:
    if not may_take(change, one):
        concern_meanwhile.says_who_is_on_it(change, form, one)
        raise NotThere
    looking_after.take_shown(_scene(change), concern_id=one.id, over=True)


async def hand_over(request: Request) -> Response:
    return await do(request, _hand_over, "concern_handed")


def _hand_over(change: Change, one: Concern, form: Form) -> None:
    is_on_it(change, one, form)
    scene = _scene(change)
    to = form.one_of("to", looking_after.colleagues(scene)["ids"], "Choose who should take it over.")
    form.check()
    if not looking_after.hand_over(scene, concern_id=one.id, to=to):
        form.wrong("to", "That is not possible: they are on it, or asked for it themselves.")
        form.check()


async def note(request: Request) -> Response:
    return await do(request, _note, "concern_noted")


def _note(change: Change, one: Concern, form: Form) -> None:
    is_on_it(change, one, form)
    words, spoken = form.text("was_done", "Write down what was done.", most=LONGEST), form["spoken"] == "yes"
    if spoken and one.owner_id != change.me.person.id:
        form.wrong("was_done", "Say first that you are on it: whoever is on it says that they spoke.")
    form.check()
    concern_meanwhile.same_note(change, form, one, words)
    form.check()
    concern_notes.write_down(change.scene, concern_id=one.id, words=words, spoken=spoken)


async def tell(request: Request) -> Response:
    """Twice: first it is shown as it will arrive, on a page to which a browser can go back, then it is sent."""
    concern_id, form = request.path_params["concern_id"], await read_form(request)
    if form.values.pop("sure", "") == "yes":  # of this sending, and of nothing else on the page that may come back
        return await do(request, _tell, "concern_told", lambda: is_sent(request, concern_id))
    try:
        await reading(request, "work_concerns", lambda look: _may_look(look, theirs(look, concern_id), form))
    except Wrong as wrong:
        return await shown(request, wrong.form, 422)
    return look_first(request, f"/concerns/{concern_id}", concern_id, form)


def _may_look(look: Reading, one: Concern, form: Form) -> None:
    """What is looked at is about to be sent: what came since their page was drawn is read before that."""
    is_on_it(look, one, form)
    concern_meanwhile.look(look, form, one, "concern_told")
    form.text("told", "Write what the person should know.", most=LONGEST)
    form.check()


def _tell(change: Change, one: Concern, form: Form) -> None:
    is_on_it(change, one, form)
    words = form.text("told", "Write what the person should know.", most=LONGEST)
    concern_meanwhile.told_again(change, form, one, words)
    why = concern_notes.tell(_scene(change), concern_id=one.id, words=words)
    if why:
        form.wrong("told", NOT_TOLD[why])
        form.check()


async def close(request: Request) -> Response:
    return await do(request, _close, "concern_closed")


def _close(change: Change, one: Concern, form: Form) -> None:
    is_on_it(change, one, form)
    because = form.one_of("because", REASONS, "Choose why it is closed.")
    agreed = form.text("outcome", "Write in one sentence what came of it.", most=OUTCOME)
    lift = form.one_of("lift", ("yes", "tell", "no"), "Choose whether Voices may write to them first again.")
    why = concern_notes.out_of_reach(people.by_id(change.tx, one.person_id)) if lift == "tell" else ""
    if why:
        form.wrong("lift", CANNOT_HEAR[why])
    if one.asked_since:
        form.one_of("asked_since", ("yes",), "They have asked or written again since. Say that this is answered, too.")
    form.check()
    became = being_in_touch.close(
        _scene(change), concern_id=one.id, agreed=agreed, lift=lift == "yes", because=because, tell=lift == "tell"
    )
    if not became:
        form.wrong("because", "Somebody of the team has closed it already.")
        form.check()


ROUTES = [
    Route("/concerns/{concern_id}/take", take, methods=["POST"]),
    Route("/concerns/{concern_id}/hand-over", hand_over, methods=["POST"]),
    Route("/concerns/{concern_id}/note", note, methods=["POST"]),
    Route("/concerns/{concern_id}/tell", tell, methods=["POST"]),
    Route("/concerns/{concern_id}/close", close, methods=["POST"]),
]
SAID = {
    "concern_taken": "It is yours now. The others are not asked again. It stays open until you say what came of it.",
    "concern_handed": "They have been asked, without a word of what it is about. It stays where it is until then.",
    "concern_noted": "The note is kept. The person does not get it.",
    "concern_told": "It is on its way to them, in your words and with your name. If nobody was on it, it is yours now.",
    "concern_closed": "It is closed, with your name beside it.",
}
