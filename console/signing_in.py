"""Signing in and out. Looking at the link does nothing: only the form signs in, once, and the bot says that it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.actions.signing_in import CONSOLE
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.conversations import STORIES
from bot.guessing import hidden
from console import browsers, rights
from console.desk import Change, Desk, changing, desk_of, is_known
from console.forms import Form, empty, read_form
from console.mending import TO_MEND
from console.page import back_to, page
from storage import audit, people, sign_in_attempts, sign_in_links, sign_ins
from storage.database import Transaction

LONGEST_CODE = 40  # letters that are typed, spaces and dashes among them
NOT_A_CODE = "A code from the bot is eight letters and figures, such as abcd-2345. Look at the message once more."
NO_SUCH_CODE = "That code does not work. It works once, for ten minutes. Send /console to the bot for a new one."


@dataclass(frozen=True, slots=True)
class Entered:
    """What the browser carries from now on, or why it was `refused`."""

    token: str = ""
    person_id: str = ""
    refused: str = ""


async def look(request: Request) -> Response:
    """The page that a link leads to. The token is behind the # of its address, which no server ever sees. Whoever goes
    back to it is told that they are signed in."""
    await is_known(request)
    return page(request, "sign_in.html", form=empty(), wrong="")


async def sign_in(request: Request) -> Response:
    """Use up a link or a typed code, and be signed in."""
    desk, form = desk_of(request), await read_form(request)
    now, browser = desk.clock.now(), browsers.named(request.headers.get("user-agent", ""))
    address = request.client.host if request.client else ""
    if not form["token"] and not _looks_like_a_code(form):
        return page(request, "sign_in.html", status=TO_MEND, form=form, wrong="")

    def enter(tx: Transaction) -> Entered:
        who, typed = hidden(tx, now, f"console {address}"), not form["token"]
        if not sign_in_attempts.may_try(tx, now, who, typed=typed):
            return Entered(refused="too_many")
        sign_in_attempts.note(tx, now, who)
        person_id = sign_in_links.use(tx, now, token=form["token"], code=form["code"])
        roles = people.roles_of(tx, person_id) if person_id else ()
        if person_id is None or not rights.is_staff(roles):
            sign_in_attempts.note_wrong(tx, now, typed=typed)
            return Entered(refused="no_such_link")
        return Entered(_begin(tx, now, desk, person_id, roles, browser), person_id)

    entered = await desk.database.write(enter)
    desk.wrote()
    if entered.refused:
        status = 429 if entered.refused == "too_many" else 403
        if status == 403 and not form["token"]:
            form.wrong("code", NO_SUCH_CODE)
        return page(request, "sign_in.html", status=status, form=form, wrong=entered.refused)
    waiting = desk.unsent.of_person(entered.person_id, now)
    answer = RedirectResponse(waiting[0] if waiting else f"{CONSOLE}/", 303)
    carry(answer, desk, entered.token)
    return answer


def _looks_like_a_code(form: Form) -> bool:
    """Whether it may be one, however it is spaced; what to mend is noted, and it is no try."""
    many = len(sign_in_links.tidy(form["code"]))
    if not form["code"].strip():
        form.wrong("code", "Type the code from the bot.")
    elif many != sign_in_links.CODE_LETTERS or len(form["code"]) > LONGEST_CODE:
        form.wrong("code", NOT_A_CODE)
        form.values["code"] = form["code"][:LONGEST_CODE]
    return not form.errors


def _begin(tx: Transaction, now: datetime, desk: Desk, person_id: str, roles: tuple[str, ...], browser: str) -> str:
    """They are signed in, the bot tells them so, and it is on record; what their browser carries."""
    begun, token = sign_ins.begin(tx, now, person_id, roles, browser)
    audit.note(tx, now, actor=person_id, action="signed_in", about=person_id)
    person = people.by_id(tx, person_id)
    if person is not None and person.telegram_id is not None:
        scene = Scene(tx, now, person, desk.texts.voice(person.language), desk.texts)
        Play(scene, STORIES).begin("signed_in", about=begun.id)
    return token


def carry(answer: Response, desk: Desk, token: str) -> None:
    """Let the browser carry this from now on, until it is closed."""
    answer.set_cookie(desk.cookie, token, secure=desk.is_secure, httponly=True, samesite="lax")


async def sign_out(request: Request) -> Response:
    """This browser is signed in no more, and forgets what it has of these pages."""
    await changing(request, "be_known", _sign_out)
    desk_of(request).looks.forget(request.state.me.sign_in.id)
    desk_of(request).refused.forget(request.state.me.sign_in.id)
    desk_of(request).unsent.forget(request.state.me.person.id)
    answer = RedirectResponse(f"{CONSOLE}/sign-in?said=signed_out", 303)
    answer.delete_cookie(desk_of(request).cookie, secure=desk_of(request).is_secure, httponly=True, samesite="lax")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _sign_out(change: Change) -> None:
    sign_ins.end(change.tx, change.now, change.me.sign_in.id, "signed_out")
    change.note("signed_out", change.me.person.id)


async def stay(request: Request) -> Response:
    """They are still there: signed out a quarter of an hour from now."""
    await changing(request, "be_known", lambda change: change.note("stayed_signed_in", change.me.person.id))
    if "HX-Request" in request.headers:
        return page(request, "still_here.html")
    return back_to("/")


ROUTES = [
    Route("/sign-in", look),
    Route("/sign-in", sign_in, methods=["POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
    Route("/stay", stay, methods=["POST"]),
]
SAID = {"signed_out": "You are signed out."}
