"""One answer: as it was asked and said, what it means to the person, what staff found in it, and who has read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console import answers_shown
from console.answers import answers_page
from console.answers_shown import Found, Shown
from console.desk import Change, changing, recorded
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to
from console.refusals import NotThere
from storage import beside, readable, readings, tags, voice_notes
from storage.readable import Readable, Wanted
from storage.tags import Passage, Tag

WHOLE = "all"
READINGS_SHOWN = 20
# Up to a full stop or the like, also as Arabic, Urdu and Hindi write it, or to the end of a line.
_SENTENCE = re.compile("\\S.*?(?:(?<=[.!?\u2026\u061f\u06d4\u0964])(?=\\s|$)|(?=\\n)|$)", re.DOTALL)
# What may be played. A phone says of itself what it sent, so nothing else is believed.
SOUNDS = ("audio/ogg", "audio/mpeg", "audio/mp4", "audio/wav", "audio/webm", "audio/flac", "audio/amr", "audio/x-caf")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the words, and whether a tag is on them."""

    words: str
    tagged: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer with everything around it. `sentences` are by their place, `meaning` is the person's own word for it,
    and `earlier` what stood in its place before, as far as a reason for reading it was given."""

    shown: Shown
    pieces: list[Piece]
    sentences: dict[str, str]
    meaning: str
    passages: list[tuple[Passage, str]]
    earlier: list[tuple[str, str]]
    earlier_open: bool
    readings: list[tuple[str, str, str, str]]
    tags: list[Tag]


async def show(request: Request) -> Response:
    return await _show(request, empty(sentence=WHOLE))


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    whole = await recorded(request, "read_answers", lambda change: _whole(change, request.path_params["answer_id"]))
    return answers_page(request, "answer.html", Found([whole.shown], ""), whole=whole, form=form, status=status)


def _whole(change: Change, answer_id: str) -> Whole:
    one = _theirs(change, answer_id)
    (shown,) = answers_shown.shown(change, [one], one.person_id)
    passages = [] if one.sealed else tags.of_answer(change.tx, one.id)
    is_open = one.is_named and one.person_id in answers_shown.opened(change)
    if is_open and one.changed and not one.needs_reason:
        why = answers_shown.opened(change)[one.person_id]
        me = change.me.person.id
        readings.note(change.tx, change.now, [one.id], by=me, read_as=shown.read_as, reason=why)
    return Whole(
        shown,
        _pieces(one.words, passages),
        {str(place): one.words[begins:ends] for place, (begins, ends) in enumerate(sentences(one.words))},
        beside.meaning(change.tx, one),
        [(each, one.words[each.begins : each.ends]) for each in passages],
        beside.earlier(change.tx, one) if is_open else [],
        is_open,
        readings.of_answer(change.tx, one.id, READINGS_SHOWN) if one.is_named else [],
        answers_shown.all_tags(change),
    )


def _theirs(change: Change, answer_id: str) -> Readable:
    wanted, may_see = Wanted(ids=(answers_shown.meant(change, answer_id),)), answers_shown.opened(change)
    reader = change.me.person.id
    found = readable.find(change.tx, change.me.roles, wanted, 1, reader=reader, opened=may_see, now=change.now)
    if not found or not answers_shown.is_meant(found[0], answer_id):
        raise NotThere
    return found[0]


def sentences(words: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends."""
    return [(each.start(), each.start() + len(each[0].rstrip())) for each in _SENTENCE.finditer(words)]


def _pieces(words: str, passages: list[Passage]) -> list[Piece]:
    """The words, cut where a tag begins or ends."""
    edges = sorted({0, len(words), *(min(one, len(words)) for each in passages for one in (each.begins, each.ends))})
    return [
        Piece(words[begin:end], any(each.begins <= begin and end <= each.ends for each in passages))
        for begin, end in pairwise(edges)
    ]


async def tag(request: Request) -> Response:
    answer_id, form = request.path_params["answer_id"], await read_form(request)
    try:
        await changing(request, "tag", lambda change: _tag(change, answer_id, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return back_to(f"/answers/{answer_id}", "tagged")


def _tag(change: Change, answer_id: str, form: Form) -> None:
    one = _theirs(change, answer_id)
    if one.sealed:
        raise NotThere
    name = form.text("tag", "Type what you find in it, in a word or two.", most=tags.LONGEST)
    places = {str(place): each for place, each in enumerate(sentences(one.words))} | {WHOLE: (0, len(one.words))}
    sentence = form.one_of("sentence", places, "Choose a sentence, or all of it.")
    form.check()
    tag_id, (begins, ends) = tags.named(change.tx, change.now, name, change.me.person.id), places[sentence]
    tags.put(change.tx, change.now, tag_id, one.id, begins, ends, change.me.person.id)
    change.note("passage_tagged", one.id, tag_id)


async def untag(request: Request) -> Response:
    answer_id, passage_id = request.path_params["answer_id"], request.path_params["passage_id"]
    await changing(request, "tag", lambda change: _untag(change, answer_id, passage_id))
    return back_to(f"/answers/{answer_id}", "untagged")


def _untag(change: Change, answer_id: str, passage_id: str) -> None:
    one = _theirs(change, answer_id)
    if not tags.take_off(change.tx, one.id, passage_id):
        raise NotThere
    change.note("passage_untagged", one.id)


async def sound(request: Request) -> Response:
    """What they said aloud, for a player in the page; in parts, for some browsers play nothing else."""
    answer_id, note_id = request.path_params["answer_id"], request.path_params["note_id"]
    content, media_type = await recorded(request, "read_answers", lambda change: _sound(change, answer_id, note_id))
    kind = media_type if media_type in SOUNDS else "application/octet-stream"
    headers = {
        "Content-Disposition": f'attachment; filename="voice-note.{kind.rpartition("/")[2]}"',
        "Accept-Ranges": "bytes",
    }
    part = _part(request.headers.get("range", ""), len(content))
    if part is None:
        return Response(content, media_type=kind, headers=headers)
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(content)}"
    return Response(content[part.start : part.stop], 206, media_type=kind, headers=headers)


def _sound(change: Change, answer_id: str, note_id: str) -> tuple[bytes, str]:
    one = _theirs(change, answer_id)
    kept = voice_notes.sound(change.tx, note_id) if note_id in one.voices else None
    if kept is None:
        raise NotThere
    answers_shown.record(change, [one], one.person_id)
    return kept


def _part(asked: str, length: int) -> range | None:
    """The part of the file that was asked for; None for all of it."""
    found = re.fullmatch(r"bytes=(\d{1,12})-(\d{0,12})", asked)
    if found is None or int(found[1]) >= length:
        return None
    last = min(int(found[2]), length - 1) if found[2] else length - 1
    return range(int(found[1]), last + 1) if last >= int(found[1]) else None


ROUTES = [
    Route("/answers/{answer_id}", show),
    Route("/answers/{answer_id}/tag", tag, methods=["POST"]),
    Route("/answers/{answer_id}/tag/{passage_id}/remove", untag, methods=["POST"]),
    Route("/answers/{answer_id}/sound/{note_id}", sound),
]
SAID = {"tagged": "It is tagged.", "untagged": "The tag is off."}
