"""The second step: a code from the app, or one from paper, after signing in and before what cannot be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions.signing_in import CONSOLE
from console import one_time_codes
from console.desk import Change, Reading, changing, desk_of, reading
from console.forms import Form, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from console.signing_in import carry
from storage import second_steps, sign_in_attempts, sign_ins

WRONG = "That is not the code that your app shows now. Wait for the next one and type that."
MISSING = "Type the code that your app shows now."


@dataclass(frozen=True, slots=True)
class Proof:
    """What their browser carries from now on, or '' when the code was wrong."""

    token: str


async def ask(request: Request) -> Response:
    return await _show(request, empty(next=inside(request.query_params.get("next", "/"))))


async def prove(request: Request) -> Response:
    form = await read_form(request)
    if not form.text("code", MISSING):  # which is no attempt
        return await _show(request, form, 422)
    proof = await changing(request, "be_known", lambda change: _prove(change, form))
    if not proof.token:
        form.wrong("code", WRONG)
        return await _show(request, form, 422)
    answer = back_to(inside(form["next"]))
    carry(answer, desk_of(request), proof.token)
    return answer


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    code = await reading(request, "be_known", lambda look: _practice_code(look, desk_of(request).practice))
    return page(request, "prove.html", status=status, form=form, practice_code=code)


def _practice_code(look: Reading, practice: bool) -> str:
    """What the app would show, where everything is practice."""
    step = second_steps.of_person(look.tx, look.me.person.id)
    if step is None or step.confirmed_at is None:
        raise NotThere
    return one_time_codes.code_now(step.secret, look.now) if practice else ""


def _prove(change: Change, form: Form) -> Proof:
    """Take the code once. A wrong one is on record; too many of them, and nobody is signed in as this person."""
    tx, now, person = change.tx, change.now, change.me.person
    step, who = second_steps.of_person(tx, person.id), f"proof {person.id}"
    if step is None or step.confirmed_at is None:
        raise NotThere
    if not sign_in_attempts.may_try(tx, now, who, typed=False):
        sign_ins.end_all(tx, now, person.id, "wrong_codes")
        change.note("signed_out_everywhere", person.id, "wrong_codes")
        return Proof("")
    if not is_right(change, form["code"]):
        sign_in_attempts.note(tx, now, who)
        change.note("second_step_refused", person.id)
        return Proof("")
    change.note("second_step_given", person.id)
    return Proof(sign_ins.proved(tx, now, change.me.sign_in.id))


def is_right(change: Change, typed: str) -> bool:
    """Whether this is a code of theirs that has not been used; with that it is."""
    step = second_steps.of_person(change.tx, change.me.person.id)
    half_minute = one_time_codes.half_minute_of(step.secret, typed, change.now) if step else None
    if half_minute is not None:
        return second_steps.use(change.tx, change.me.person.id, half_minute)
    return second_steps.use_code(change.tx, change.now, change.me.person.id, typed)


def inside(path: str) -> str:
    """The path of a page of ours, with what it is asked for, and nothing else."""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path.removeprefix(CONSOLE) if plain else "/"


ROUTES = [
    Route("/prove", ask),
    Route("/prove", prove, methods=["POST"]),
]
