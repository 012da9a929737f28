"""Whether Voices may write first to somebody of whom there is a concern: letting it, and taking that back."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import being_in_touch
from console.concern_acts import do, is_on_it
from console.desk import Change
from console.forms import Form
from console.refusals import NotThere
from storage.concerns import Concern


async def lift(request: Request) -> Response:
    return await do(request, _lift, "concern_lifted")


def _lift(change: Change, one: Concern, form: Form) -> None:
    is_on_it(change, one, form)
    form.one_of("sure", ("yes",), "Say that Voices may write to them first again.")
    form.check()
    if not being_in_touch.let_write(change.scene, concern_id=one.id):
        raise NotThere


async def hold(request: Request) -> Response:
    return await do(request, _hold, "concern_held")


def _hold(change: Change, one: Concern, form: Form) -> None:
    is_on_it(change, one, form)
    if not being_in_touch.hold_again(change.scene, concern_id=one.id):
        form.wrong("sure", "It is so already: Voices does not write to them first.")
        form.check()


ROUTES = [
    Route("/concerns/{concern_id}/lift", lift, methods=["POST"]),
    Route("/concerns/{concern_id}/hold", hold, methods=["POST"]),
]
SAID = {
    "concern_lifted": "As far as this goes, Voices may write to them first again, as you said. You can take it back.",
    "concern_held": "Taken back. Voices does not write to them first until somebody of the team says so.",
}
