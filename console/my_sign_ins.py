"""Where somebody is signed in themselves, and ending it there."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rules import staying
from console.desk import Change, Reading, changing, reading
from console.page import back_to, page
from console.refusals import NotThere
from storage import second_steps, sign_ins
from storage.sign_ins import SignIn
from storage.values import moment

SHOWN = timedelta(days=30)


async def index(request: Request) -> Response:
    found, has_step = await reading(request, "be_here", _look)
    return page(request, "my_sign_ins.html", sign_ins=found, has_step=has_step, why=ENDED)


def _look(look: Reading) -> tuple[list[tuple[SignIn, str]], bool]:
    """Each sign-in of theirs with why it is over ('' for one that stands), and whether they have a second step."""
    step = second_steps.of_person(look.tx, look.me.person.id)
    found = sign_ins.of_person(look.tx, look.me.person.id, look.now - SHOWN)
    return [(one, _why_over(look, one)) for one in found], step is not None and step.confirmed_at is not None


def _why_over(look: Reading, one: SignIn) -> str:
    if one.ended_at is not None:
        return one.ended_why
    return staying.why_over(look.now, signed_in_at=moment(one.signed_in_at), seen_at=moment(one.seen_at))


async def end(request: Request) -> Response:
    await changing(request, "be_here", lambda change: _end(change, request.path_params["sign_in_id"]))
    return back_to("/my/sign-ins", "sign_in_ended")


def _end(change: Change, sign_in_id: str) -> None:
    found = sign_ins.by_id(change.tx, sign_in_id)
    if found is None or found.person_id != change.me.person.id:
        raise NotThere
    sign_ins.end(change.tx, change.now, sign_in_id, "ended_elsewhere")
    change.note("sign_in_ended", sign_in_id)


ROUTES = [
    Route("/my/sign-ins", index),
    Route("/my/sign-ins/{sign_in_id}/end", end, methods=["POST"]),
]
SAID = {"sign_in_ended": "That browser is signed out."}
ENDED = {
    "idle": "Nothing was done there for a quarter of an hour",
    "long": "It had lasted eight hours",
    "signed_out": "Signed out",
    "ended_elsewhere": "Ended from another browser",
    "role_changed": "Your roles changed",
    "not_me": "You said that it was not you",
    "wrong_codes": "Too many wrong codes",
    "locked": "Your phone was locked",
    "step_reset": "An admin reset your second step",
}
