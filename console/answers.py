"""Everything that was said, the newest first: by what it is, when it was said and how staff tagged it; and searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.chat.words import Words
from bot.rules.periods import Period
from console import answers_shown, months
from console.answers_shown import KINDS, ON_A_PAGE, Found
from console.desk import Change, recorded
from console.forms import Form
from console.guarding import WITH_SOUND
from console.page import page
from storage import handles, may_read, readable, searching, words_read
from storage.readable import Wanted
from storage.tags import Tag

FIELDS = ("q", "kind", "from", "to", "tag")
LONGEST = 100  # letters that are looked for
ROUNDS = 6  # times that older answers are looked through for ones that may be read


@dataclass(frozen=True, slots=True)
class Searched:
    """A page of answers with what was looked for: the words as people wrote them, those that nobody wrote, those
    that are in nearly every answer, and what is no word. `days`: they are narrowed by the day, and not by whole months
    alone."""

    found: Found
    form: Form
    tags: list[Tag]
    close: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    common: list[str] = field(default_factory=list)
    wordless: list[str] = field(default_factory=list)
    days: bool = True

    @property
    def query(self) -> str:
        """The same question for the next page."""
        return urlencode({name: self.form[name] for name in FIELDS if self.form[name]})


async def index(request: Request) -> Response:
    asked = {name: request.query_params.get(name, "")[:LONGEST] for name in (*FIELDS, "before")}
    said = await recorded(request, "read_answers", lambda change: _search(change, asked))
    return answers_page(request, "answers.html", said.found, said=said, path="/answers")


def answers_page(request: Request, name: str, found: Found, *, status: int = 200, **values: Any) -> Response:
    """A page with answers on it; only one with something to hear may play anything."""
    said = values.get("said")  # by its form the page says of which field something is to be mended
    filled = {"form": said.form, **values} if isinstance(said, Searched) else values
    answer = page(request, name, status=status, found=found, kinds=KINDS, **filled)
    if answers_shown.with_sound(found.rows):
        answer.headers.update(WITH_SOUND)
    return answer


def _search(change: Change, asked: Mapping[str, str]) -> Searched:
    form = Form({name: asked[name] for name in FIELDS})
    wanted = replace(narrowed(change, form), before=asked["before"])
    all_tags, days = answers_shown.all_tags(change), may_read.with_names(change.me.roles)
    if form.errors:
        change.note(answers_shown.LOOKED, "")
        return Searched(Found([], ""), form, all_tags, days=days)
    if not form["q"].strip():
        return Searched(answers_shown.look(change, wanted, ""), form, all_tags, days=days)
    return _with_words(change, wanted, form, all_tags)


def narrowed(change: Change, form: Form) -> Wanted:
    """What the filters leave; what is wrong with them is noted in the form."""
    zone, words, today = ZoneInfo(change.me.person.timezone), change.voice.words, change.scene.today
    if may_read.with_names(change.me.roles):
        since, until = form.day("from", words, today), form.day("to", words, today)
    else:
        zone = ZoneInfo("UTC")  # by which an answer without its day has its month
        since, until = _whole_months(form, words, today)
    if since and until and until < since:
        form.wrong("to", "The last one comes before the first one.")
    return Wanted(
        kinds=(form["kind"],) if form["kind"] in KINDS else readable.KINDS,
        since=datetime.combine(since, time(), zone) if since else None,
        until=datetime.combine(until + timedelta(days=1), time(), zone) if until else None,
        tag=form["tag"][:20],
    )


def _whole_months(form: Form, words: Words, today: date) -> tuple[date | None, date | None]:
    """Whoever gets no day is not to find it by asking for one: from the first of a month to the last. The form says
    so, too."""
    found = {name: months.month(form, name, words, today) for name in ("from", "to")}
    for name, first in found.items():
        if first is not None:
            form.values[name] = months.typed(first)
    last = found["to"] and next(Period(found["to"], found["to"]).months()).last
    return found["from"], last


def _with_words(change: Change, wanted: Wanted, form: Form, all_tags: list[Tag]) -> Searched:
    typed = list(dict.fromkeys(searching.folded(form["q"])))[: searching.MOST_WORDS]
    looked_for = [word for word in typed if word not in searching.COMMON]
    opened = answers_shown.opened(change)

    def reads(words: Sequence[str]) -> list[str]:
        return words_read.of_these(
            change.tx, change.me.roles, words, reader=change.me.person.id, opened=opened, now=change.now
        )

    spelt = {word: searching.spellings(change.tx, word, reads) for word in looked_for}
    found = Found([], "")
    if spelt and all(spelt.values()):
        found = _look_through(change, wanted, list(spelt.values()))
    else:
        change.note(answers_shown.LOOKED, "")
    return Searched(
        found,
        form,
        all_tags,
        days=may_read.with_names(change.me.roles),
        close=[one for word, some in spelt.items() if not any(one.startswith(word) for one in some) for one in some],
        unknown=[word for word, some in spelt.items() if not some],
        common=[word for word in typed if word in searching.COMMON] if not looked_for else [],
        wordless=[one for one in form["q"].split() if not searching.folded(one)],
    )


def _look_through(change: Change, wanted: Wanted, meant: list[list[str]]) -> Found:
    """Those that may be read of the newest with these words; older ones are looked for only so far at a time."""
    opened, before = answers_shown.opened(change), handles.behind(change.tx, wanted.before)
    some: list[readable.Readable] = []
    more = True
    for _ in range(ROUNDS):
        ids = searching.with_words(change.tx, meant, before=before)
        more = len(ids) == searching.AT_ONCE
        among = replace(wanted, ids=ids, before="")
        some += readable.find(
            change.tx,
            change.me.roles,
            among,
            ON_A_PAGE + 1,
            reader=change.me.person.id,
            opened=opened,
            now=change.now,
            by_words=True,
        )
        before = ids[-1] if ids else before
        if len(some) > ON_A_PAGE or not more:
            break
    in_order = sorted(some, key=lambda one: one.id, reverse=True)
    older = in_order[ON_A_PAGE - 1].id if len(in_order) > ON_A_PAGE else before if more else ""
    return Found(answers_shown.shown(change, in_order[:ON_A_PAGE], ""), answers_shown.place(change, older))


ROUTES = [Route("/answers", index)]
