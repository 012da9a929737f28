"""What is new on the first page: a line for each matter, with one button that opens it and takes the line away."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from bot.actions import noticing, still_so
from console.desk import Reading
from console.todo import AT_ONCE, Section, Todo
from storage import (
    conversations,
    notices,
    people,
    prompts,
    quotation_uses,
    quotations,
    readable,
    responses,
)
from storage.notices import Notice
from storage.readable import Wanted
from storage.said import UNASKED
from storage.values import moment

OPEN, ONLY_SEEN = "Open it", "Mark as seen"
WORDS = ("unprompted_words", "reply_to_vanished_question")
MANY = 100
# Of what is about the machine, and about nobody.
MACHINE = (
    *("voice_note_lost", "turn_failed", "note_failed", "update_set_aside", "message_uncertain", "answer_unknown"),
    *("message_not_understood", "token_refused", "polling_refused", "away_longer_than_telegram_keeps"),
    *("clock_is_wrong", "database_restored", "email_trouble", "email_unknown", "many_wrong_codes"),
)


def new(look: Reading) -> Section:
    """Notices that nobody has looked at, a line for each matter."""
    found: dict[tuple[str, str], list[Notice]] = {}
    tables = notices.tables(look.tx)
    for one in still_so.standing(look.scene, notices.to_look_at(look.tx)):
        if one.kind != "contact_me":
            found.setdefault((one.kind, _path(look, one, tables) or one.kind), []).append(one)
    rows = [_line(look, some, tables) for some in list(found.values())[:AT_ONCE]]
    return Section("New", rows, "Nothing is new.", more=max(0, len(found) - AT_ONCE))


def _line(look: Reading, some: list[Notice], tables: Mapping[str, str]) -> Todo:
    first, ids = some[0], " ".join(one.id for one in some)
    label = OPEN if _path(look, first, tables) else ONLY_SEEN
    return Todo(_what(look, some), "/today/seen", label, first.noted_at, {"notices": ids})


def _what(look: Reading, some: list[Notice]) -> str:
    """Which kind, and whom or what it is about; of words how many messages there are to be read."""
    first = some[0]
    quotation, whose = quotations.by_id(look.tx, first.about), _whose_words(look, first)
    (kind,) = look.voice.labels(noticing.TABLE, "kinds", (first.kind,)).values()
    if quotation is not None:
        return f"{kind}: {quotation.place}"
    what = "; ".join(noticing.in_words(look.scene, some))
    if first.kind not in WORDS or not whose:
        return what
    wanted = Wanted(people=(whose,), kinds=(UNASKED,), since=moment(first.noted_at))
    read = readable.find(look.tx, look.me.roles, wanted, MANY, reader=look.me.person.id, now=look.now)
    return f"{what} ({len(read)} messages)" if len(read) > 1 else what


def leads_to(look: Reading, one: Notice) -> str:
    """The page on which there is more of it; '' where there is none."""
    return _path(look, one, notices.tables(look.tx, one.about))


def _path(look: Reading, one: Notice, tables: Mapping[str, str]) -> str:
    if one.kind in MACHINE:
        return "/machine"
    if one.kind in WORDS:
        whose = _whose_words(look, one)
        return f"/answers/people/{whose}?{urlencode({'kind': UNASKED})}" if whose else ""
    table = tables.get(one.about, "")
    return f"/{table}/{one.about}" if table else _of_words(look, one.about)


def _whose_words(look: Reading, one: Notice) -> str:
    """The id of the person whose words are to be read; '' once they are gone."""
    talk = conversations.by_id(look.tx, one.about) if one.kind in WORDS else None
    person = people.by_id(look.tx, talk.person_id if talk is not None else one.about)
    return person.id if person is not None else ""


def _of_words(look: Reading, about: str) -> str:
    """A quotation where it stands, or among those that were decided alike; a thought; an answer to an opportunity."""
    quotation = quotations.by_id(look.tx, about)
    if quotation is not None:
        used = quotation_uses.of_quotation(look.tx, about)
        return f"/reports/{used[0].used_in}" if used else f"/quotations?{urlencode({'state': _state(quotation.state)})}"
    if (response := responses.by_id(look.tx, about)) is not None:
        return f"/opportunities/{response.opportunity_id}/interested/{about}"
    return "/thoughts" if prompts.by_id(look.tx, about) is not None else ""


def _state(state: str) -> str:
    """Of the list of quotations, in which what was changed by its author is among what may be used."""
    return "granted" if state == "changed" else state
