"""Tags: those on words that one may read, with how often they are used; called otherwise, or two made one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console import answers_shown, meanwhile
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import Gone, NotThere
from storage import tags
from storage.tags import Tag

MEANWHILE = {
    "tag_renamed": "{who} gave it another name {at}.",
    "tags_merged": "{who} made this tag one{into} {at}.",
}


async def index(request: Request) -> Response:
    return page(request, "tags.html", tags=await reading(request, "tag", answers_shown.all_tags))


async def show(request: Request) -> Response:
    return await _show(request, None)


async def _show(request: Request, form: Form | None, status: int = 200) -> Response:
    one, others = await reading(request, "tag", lambda look: _one(look, request.path_params["tag_id"]))
    filled = form or empty(name=one.name)
    return page(request, "tag.html", status=status, one=one, others=others, form=filled)


def _one(look: Reading, tag_id: str) -> tuple[Tag, dict[str, str]]:
    """The tag, and the names of the others by their ids. Raises NotThere."""
    found = answers_shown.all_tags(look)
    one = next((each for each in found if each.id == tag_id), None)
    if one is None:
        raise NotThere
    return one, {each.id: each.name for each in found if each.id != tag_id}


def _as_shown(change: Change, tag_id: str, form: Form, *names: str) -> tuple[Tag, dict[str, str]]:
    """The same, if nobody has changed it, or one of these, since the page of this form was drawn. Raises Wrong, and
    Gone when it was made one with another."""
    found = [one for each in (tag_id, *names) if each for one in meanwhile.since(change, form, each, *MEANWHILE)]
    merged = [one for one in found if one.action == "tags_merged" and one.about == tag_id]
    if merged:
        stays = next((one for one in answers_shown.all_tags(change) if one.id == merged[-1].detail), None)
        into = f" with “{stays.name}”" if stays else " with another"
        raise Gone(meanwhile.told(change, merged[-1].actor, merged[-1].done_at, MEANWHILE["tags_merged"], into=into))
    known = _one(change, tag_id)
    form.values.setdefault("name", known[0].name)
    meanwhile.stop(change, form, [one for one in found if one.action == "tag_renamed"], MEANWHILE)
    return known


async def rename(request: Request) -> Response:
    tag_id, form = request.path_params["tag_id"], await read_form(request)
    try:
        await changing(request, "tag", lambda change: _rename(change, tag_id, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return back_to("/tags", "tag_renamed")


def _rename(change: Change, tag_id: str, form: Form) -> None:
    _as_shown(change, tag_id, form)
    name = form.text("name", "Type what it is called.", most=tags.LONGEST)
    form.check()
    if not tags.rename(change.tx, tag_id, name):
        form.wrong("name", "There is a tag of this name already. To make the two one, choose it below.")
        form.check()
    change.note("tag_renamed", tag_id)


async def merge(request: Request) -> Response:
    tag_id, form = request.path_params["tag_id"], await read_form(request)
    try:
        await changing(request, "tag", lambda change: _merge(change, tag_id, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return back_to("/tags", "tags_merged")


def _merge(change: Change, tag_id: str, form: Form) -> None:
    _, others = _as_shown(change, tag_id, form, form["into"])
    into = form.one_of("into", others, "Choose the tag that stays.")
    form.check()
    tags.merge(change.tx, tag_id, into)
    change.note("tags_merged", tag_id, into)


ROUTES = [
    Route("/tags", index),
    Route("/tags/{tag_id}", show),
    Route("/tags/{tag_id}/rename", rename, methods=["POST"]),
    Route("/tags/{tag_id}/merge", merge, methods=["POST"]),
]
SAID = {
    "tag_renamed": "It is called so from now on, wherever it stands.",
    "tags_merged": "The two are one. Every passage of the first has the second now.",
}
