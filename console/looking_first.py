"""Looking once more at what was typed, on a page of its own: a form leads there, so that a browser can go back."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from console.desk import desk_of
from console.forms import Form
from console.page import back_to
from console.who_asks import Me

LEAVE = "leave"  # in an address: the look whose words are not wanted any more


def look_first(request: Request, path: str, about: str, form: Form, said: str = "") -> Response:
    """To the page that shows this form once more, and says this sentence. Whoever asks is known by then."""
    return back_to(path, said, look=desk_of(request).looks.keep(_me(request).sign_in.id, about, form))


def looked_at(request: Request, about: str) -> Form | None:
    """The form that this page shows once more; None when nothing was typed, or it was sent or forgotten."""
    return desk_of(request).looks.form(_me(request).sign_in.id, about, request.query_params.get("look", ""))


def typed_before(request: Request, about: str) -> Form | None:
    """What was looked at last about this and not sent, to go on with; None where that is what they `LEAVE`. What they
    typed since is another look: an address that left something leaves nothing else."""
    found = desk_of(request).looks.last(_me(request).sign_in.id, about)
    if found is not None and found.put_back == request.query_params.get(LEAVE):
        is_sent(request, about)
        return None
    return found


def is_sent(request: Request, about: str) -> None:
    """Nothing of it is to be looked at any more."""
    desk_of(request).looks.forget(_me(request).sign_in.id, about)


def _me(request: Request) -> Me:
    me: Me = request.state.me
    return me
