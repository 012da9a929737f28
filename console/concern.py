"""One concern: how to reach whoever asked, who was told, what was done. Each view is on record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import fortnight_words
from bot.actions import concern_notes as notes_told
from bot.actions import looking_after, rota, ways_to_reach
from bot.actions.naming import called
from bot.concern_words import REASONS
from console import answers_shown, concern_meanwhile
from console.concern_beside import Beside, beside
from console.concern_events import Event, events
from console.concerns import Line, is_for, line, sees_all
from console.desk import Change, Reading, reading, recorded
from console.forms import Form, empty
from console.looking_first import looked_at, typed_before
from console.page import page
from console.phones import Phone
from console.pressing import LOOK
from console.refusals import NotThere
from storage import concern_history, concern_lists, concerns, people, readable
from storage.concerns import Concern
from storage.people import Person
from storage.readable import Readable, Wanted
from storage.said import UNASKED
from storage.values import moment

WROTE = 25
# What is typed at length, by its field, as its form calls it, where that stands no more.
TYPED = {
    "was_done": "What was done",
    "told": "What happened, in plain words",
    "outcome": "What came of it, in one sentence",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One concern as far as whoever looks may know it: without `whole` that there is one, and who has it."""

    line: Line
    person: Person
    whole: bool
    may_take: bool
    reach: list[str] = field(default_factory=list)
    wrote: list[Readable] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    colleagues: dict[str, str] = field(default_factory=dict)
    beside: list[Beside] = field(default_factory=list)
    lifted_by: str = ""
    kept: str = ""  # what keeps notes of ours from them besides, by a word of their own or Telegram's
    reads: bool = False  # their page and what they said
    reads_until: datetime | None = None
    leads: list[str] = field(default_factory=list)  # who can be asked about it

    @property
    def one(self) -> Concern:
        return self.line.one


async def show(request: Request) -> Response:
    return await shown(request, empty())


async def shown(request: Request, form: Form, status: int = 200) -> Response:
    """The page, with what was typed into its forms and has to be mended, or looked at once more."""
    concern_id = request.path_params["concern_id"]
    seen, phone = await recorded(request, "work_concerns", lambda change: _look(change, concern_id)), None
    gone = ("", "")
    if seen.whole and not form.errors and not form.meanwhile:
        looked = looked_at(request, concern_id)
        known = looked or typed_before(request, concern_id) or form
        form = empty(told=known["told"], look=looked[LOOK] if looked else "")
        form.put_back = known.put_back
    form.over = not _is_offered(seen, request.url.path.rpartition("/")[2], form["to"])
    if form[LOOK]:
        told = form["told"]
        phone, gone = await reading(request, "work_concerns", lambda look: _as_it_arrives(look, seen, told))
    return page(
        request,
        "concern.html",
        status=status,
        seen=seen,
        form=form,
        kept=_left_over(seen, form),
        reasons=REASONS,
        phone=phone,
        gone=gone,
    )


def _is_offered(seen: Seen, act: str, to: str) -> bool:
    """Whether the page, as it stands now, has a place to do this from: by the end of its address, and to whom."""
    one, stands = seen.one, seen.one.closed_at is None
    if act == "take":
        return seen.may_take
    offered = {
        "hand-over": stands and looking_after.may_be_handed(one, to),
        "close": stands,
        "lift": one.lifted_at is None,
        "hold": one.lifted_at is not None,
    }
    return seen.whole and offered.get(act, True)


def _left_over(seen: Seen, form: Form) -> dict[str, str]:
    """What was typed and stands in no form of this page, to copy it from."""
    gone = TYPED if not seen.whole else {"outcome"} if seen.one.closed_at else ()
    return {TYPED[name]: form[name] for name in gone if form[name].strip()}


def _as_it_arrives(look: Reading, seen: Seen, words: str) -> tuple[Phone, tuple[str, str]]:
    """On the phone of this very person, in their language; and whether the same went to them within a day."""
    theirs = look.scene_of(seen.person)
    text, buttons = notes_told.as_it_arrives(theirs, look.me.person.id, words)
    about = theirs.voice.about
    phone = Phone(about.tag, theirs.voice.direction, about.english_name, text, tuple((one,) for one in buttons))
    return phone, concern_meanwhile.told_before(look, seen.one, words)


def _look(change: Change, concern_id: str) -> Seen:
    one = theirs(change, concern_id)
    person, whole = people.by_id(change.tx, one.person_id), sees_all(change, one)
    assert person is not None
    change.looked("concern_looked_at" if whole else "concern_seen_to_exist", one.id)
    shown_line = line(change, one, rota.duties(change.tx))
    if not whole:
        leads = _leads(change, one)
        return Seen(shown_line, person, whole, may_take(change, one), leads=leads, beside=beside(change, one))
    wrote = _wrote(change, one)
    return Seen(
        shown_line,
        person,
        whole,
        may_take(change, one),
        ways_to_reach.reach(change.scene, one),
        wrote,
        events(change, one, [each.said_at for each in wrote]),
        {**looking_after.colleagues(change.scene)["labels"]},
        beside(change, one),
        called(change.scene, one.lifted_by) if one.lifted_by else "",
        fortnight_words.barred_besides(change.tx, person),
        change.me.may("see_every_person") or one.person_id in concern_lists.people_with(change.tx, change.now),
        None if change.me.may("see_every_person") else _reads_until(change, one),
    )


def _reads_until(look: Reading, one: Concern) -> datetime | None:
    """How long a lead may look back; None while one of their concerns is open."""
    closed = [each.closed_at for each in concern_lists.of_person(look.tx, one.person_id)]
    ended = [moment(at) for at in closed if at is not None]
    return max(ended) + concern_lists.READ_AFTER if len(ended) == len(closed) else None


def _wrote(change: Change, one: Concern) -> list[Readable]:
    """What brought it and what they wrote since, when nothing was asked, the newest first, as far as it may be read; on
    record."""
    since = moment(concern_history.begins(change.tx, one.id, one.raised_at))
    until = moment(one.closed_at) if one.closed_at else None
    wanted = Wanted(people=(one.person_id,), kinds=(UNASKED,), since=since, until=until)
    every = readable.find(change.tx, change.me.roles, wanted, WROTE, reader=change.me.person.id, now=change.now)
    found = [each for each in every if each.of_concern or each.said_at >= one.raised_at]
    if found:
        answers_shown.record(change, found, one.person_id)
    return found


def _leads(look: Reading, one: Concern) -> list[str]:
    leads = [each for each in people.with_role(look.tx, rota.LEAD) if each.joined_at and each.id != one.person_id]
    return [called(look.scene, each.id) for each in leads]


def theirs(look: Reading, concern_id: str) -> Concern:
    """The concern, if whoever asks may know of it. Raises NotThere."""
    one = concerns.by_id(look.tx, concern_id)
    if one is None or not is_for(look, one):
        raise NotThere
    return one


def may_take(look: Reading, one: Concern) -> bool:
    """A lead takes any that is open; a coordinator one that was handed to them, of which they were alerted, or that is
    late while nobody is on it. Whoever is on it says so once more when they have asked or written again."""
    if one.closed_at is not None:
        return False
    if one.owner_id == look.me.person.id:
        return one.waiting_since is not None
    return look.me.may("read_concerns") or looking_after.was_asked(look.scene, one)


ROUTES = [Route("/concerns/{concern_id}", show)]
