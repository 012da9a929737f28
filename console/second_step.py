"""Setting up the second step: an app that shows codes, and codes on paper for the day without the phone."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console import one_time_codes, rights
from console.desk import Change, Reading, changing, desk_of, keyed_by, reading
from console.forms import Form, empty, read_form
from console.page import back_to, page
from console.proving import MISSING, WRONG, inside, is_right
from console.refusals import NotThere, ProofWanted
from console.signing_in import carry
from storage import second_steps, sign_ins


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody is: "none", "begun" or "set_up". The secret is shown only while it is being set up."""

    state: str
    needed: bool
    codes_left: int
    secret: str = ""
    picture: str = ""
    practice_code: str = ""

    @property
    def spaced(self) -> str:
        """The secret in groups of four, as people type it."""
        return " ".join(self.secret[place : place + 4] for place in range(0, len(self.secret), 4))


@dataclass(frozen=True, slots=True)
class SetUp:
    """The new codes for paper, shown once, and what the browser carries from now on."""

    codes: list[str]
    token: str


async def show(request: Request) -> Response:
    return await _show(request, empty(next=inside(request.query_params.get("next", "/"))))


async def begin(request: Request) -> Response:
    """A new secret, for an app that is not set up yet."""
    where = inside((await read_form(request))["next"] or "/")
    await changing(request, "be_known", _begin)
    return back_to("/second-step", **({"next": where} if where != "/" else {}))


async def confirm(request: Request) -> Response:
    """The app shows the right code: it is theirs from now on."""
    form = await read_form(request)
    if not form.text("code", MISSING):
        return await _show(request, form, 422)
    made = await changing(request, "be_known", lambda change: _confirm(change, form))
    if made is None:
        form.wrong("code", WRONG)
        return await _show(request, form, 422)
    keyed_by(request, made.token)
    answer = page(request, "recovery_codes.html", codes=made.codes, where=inside(form["next"] or "/"))
    carry(answer, desk_of(request), made.token)
    return answer


async def renew_codes(request: Request) -> Response:
    """New codes for paper; the old ones do not work any more."""
    codes = await changing(request, "be_here", _renew_codes)
    return page(request, "recovery_codes.html", codes=codes, where="/")


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    standing = await reading(request, "be_known", lambda look: _standing(look, desk_of(request).practice))
    return page(request, "second_step.html", status=status, form=form, standing=standing)


def _standing(look: Reading, practice: bool) -> Standing:
    me = look.me
    step, needed = second_steps.of_person(look.tx, me.person.id), rights.needs_second_step(me.roles)
    if step is None:
        return Standing("none", needed, 0)
    if step.confirmed_at is not None:
        if me.sign_in.proved_at is None:
            raise ProofWanted
        return Standing("set_up", needed, second_steps.codes_left(look.tx, me.person.id))
    address = one_time_codes.address(step.secret, me.person.name or "staff")
    code = one_time_codes.code_now(step.secret, look.now) if practice else ""
    return Standing("begun", needed, 0, step.secret, one_time_codes.picture(address), code)


def _begin(change: Change) -> None:
    step = second_steps.of_person(change.tx, change.me.person.id)
    if step is not None and step.confirmed_at is not None:
        raise NotThere
    second_steps.begin(change.tx, change.now, change.me.person.id, one_time_codes.new_secret())
    change.note("second_step_begun", change.me.person.id)


def _confirm(change: Change, form: Form) -> SetUp | None:
    tx, now, me = change.tx, change.now, change.me
    step = second_steps.of_person(tx, me.person.id)
    if step is None or step.confirmed_at is not None:
        raise NotThere
    if not is_right(change, form["code"]):
        change.note("second_step_refused", me.person.id)
        return None
    second_steps.confirm(tx, now, me.person.id)
    change.note("second_step_set_up", me.person.id)
    return SetUp(second_steps.new_codes(tx, now, me.person.id), sign_ins.proved(tx, now, me.sign_in.id))


def _renew_codes(change: Change) -> list[str]:
    step = second_steps.of_person(change.tx, change.me.person.id)
    if step is None or step.confirmed_at is None:
        raise NotThere
    change.note("recovery_codes_renewed", change.me.person.id)
    return second_steps.new_codes(change.tx, change.now, change.me.person.id)


ROUTES = [
    Route("/second-step", show),
    Route("/second-step/begin", begin, methods=["POST"]),
    Route("/second-step/confirm", confirm, methods=["POST"]),
    Route("/second-step/codes", renew_codes, methods=["POST"]),
]
