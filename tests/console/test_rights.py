"""Who gets what: every page for every role and for nobody, on somebody's own, another's and no record at all.

A page that is not listed here fails. What is expected is written down once more, so that it can contradict the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

import pytest
from starlette.routing import Route

from bot.actions import pairing
from console import contents
from storage import concerns, groups, invites, organisations, pairings, people, second_steps, sessions
from storage.database import Transaction
from storage.people import Person
from tests.console import answered, heard
from tests.console.office import SECRET, Browser, Office, Page

ROLES = ("coordinator", "safeguarding-lead", "learning-partner", "admin")
C, S, L, A = ("coordinator",), ("safeguarding-lead",), ("learning-partner",), ("admin",)
ALL = (*C, *S, *L, *A)
ANYBODY = "anybody"

# By method and path, who gets it; all others get what a page gives that is not there. In braces stands whose it is.
EXPECTED: dict[tuple[str, str], tuple[str, ...] | str] = {
    ("GET", "/sign-in"): ANYBODY,
    ("POST", "/sign-in"): ANYBODY,
    ("GET", "/healthy"): ANYBODY,
    ("GET", "/calendar/{token}.ics"): ANYBODY,  # who has the address; tested in test_calendar
    ("POST", "/sign-out"): ALL,
    ("POST", "/stay"): ALL,
    ("GET", "/prove"): (*S, *A),  # who has an app
    ("POST", "/prove"): (*S, *A),
    ("GET", "/second-step"): ALL,
    ("POST", "/second-step/begin"): (*C, *L),  # who has none yet
    ("POST", "/second-step/confirm"): (*C, *L),  # who has begun just before
    ("POST", "/second-step/codes"): (*S, *A),
    ("GET", "/"): ALL,
    ("POST", "/today/seen"): (),  # with nothing to see; tested in test_today
    ("GET", "/my/sign-ins"): ALL,
    ("POST", "/my/sign-ins/{own}/end"): ALL,
    ("POST", "/my/sign-ins/{another}/end"): (),
    ("GET", "/people"): (*C, *S),
    ("GET", "/people/{without_concern}"): C,
    ("GET", "/people/{with_concern}"): (*C, *S),
    ("POST", "/people/{with_concern}/pause"): C,
    ("POST", "/people/{paused}/resume"): C,
    ("POST", "/people/{paused_by_themselves}/resume"): (),
    ("POST", "/people/{with_concern}/organisation"): C,
    ("POST", "/people/{on_web}/link"): C,
    ("POST", "/people/{with_concern}/link"): (),
    ("GET", "/people/{without_concern}/merge"): C,
    ("POST", "/people/{without_concern}/merge"): C,
    ("GET", "/people/{with_concern}/same/{without_concern}"): S,
    ("POST", "/people/{with_concern}/same/{without_concern}"): S,
    ("GET", "/people/{with_concern}/record"): C,
    ("POST", "/people/{with_concern}/record"): C,
    ("GET", "/people/{with_concern}/permission"): C,
    ("POST", "/people/{with_concern}/permission"): C,
    ("GET", "/answers"): (*C, *S, *L),
    ("GET", "/answers/people/{with_concern}"): (*C, *S),
    ("GET", "/answers/people/{without_concern}"): C,
    ("GET", "/answers/people/{with_concern}/open"): (*C, *S),
    ("POST", "/answers/people/{with_concern}/open"): (*C, *S),
    ("GET", "/answers/pairings/{pairing}"): (*C, *S),
    ("GET", "/answers/questions"): (*C, *S, *L),
    ("GET", "/answers/to/{talk}/{question}"): (*C, *S, *L),
    ("GET", "/answers/{answer}"): (*C, *S, *L),
    ("GET", "/answers/{answer_for_the_team}"): C,
    ("POST", "/answers/{answer}/tag"): (*C, *L),
    ("POST", "/answers/{answer_for_the_team}/tag"): C,
    ("POST", "/answers/{answer}/tag/{passage}/remove"): (*C, *L),
    ("GET", "/answers/{spoken}/sound/{note}"): C,  # a lead says first why; a voice without a name there is not
    ("GET", "/fates"): (*C, *L),
    ("POST", "/fates"): (*C, *L),
    ("GET", "/fates/{answer}"): (*C, *L),
    ("GET", "/fates/{answer_for_the_team}"): C,
    ("POST", "/fates/{answer}"): (*C, *L),
    ("POST", "/fates/{answer_for_the_team}"): C,
    ("POST", "/fates/{fate}/undo"): (*C, *L),
    ("GET", "/quotations"): (*C, *L),
    ("GET", "/quotations/of/{answer}"): (*C, *L),
    ("GET", "/quotations/of/{answer_for_the_team}"): C,
    ("POST", "/quotations/of/{answer}"): (*C, *L),
    ("POST", "/quotations/of/{answer_for_the_team}"): C,
    ("POST", "/quotations/{quotation}/cancel"): (*C, *L),
    ("GET", "/tags"): (*C, *L),
    ("GET", "/tags/{tag}"): (*C, *L),
    ("POST", "/tags/{tag}/rename"): (*C, *L),
    ("POST", "/tags/{tag}/merge"): (*C, *L),
    ("GET", "/pairings"): (*C, *S),
    ("GET", "/pairings/new"): C,
    ("POST", "/pairings/new"): C,
    ("GET", "/pairings/{pairing}"): (*C, *S),
    ("POST", "/pairings/{pairing}/undo"): C,
    ("POST", "/pairings/{pairing}/end"): C,
    ("POST", "/pairings/{pairing}/goals"): C,
    ("GET", "/groups"): (*C, *S),
    ("GET", "/groups/new"): C,
    ("POST", "/groups/new"): C,
    ("GET", "/groups/{group}"): (*C, *S),
    ("POST", "/groups/{group}/members"): C,
    ("POST", "/groups/{group}/undo"): C,
    ("POST", "/groups/{group}/end"): C,
    ("GET", "/sessions"): (*C, *S),
    ("GET", "/sessions/new"): C,
    ("POST", "/sessions/new"): C,
    ("GET", "/sessions/{session}"): (*C, *S),
    ("POST", "/sessions/{session}/move"): C,
    ("POST", "/sessions/{session}/place"): C,
    ("POST", "/sessions/{session}/cancel"): C,
    ("POST", "/sessions/{session}/became"): C,
    ("POST", "/calendar/make"): (*C, *S),
    ("POST", "/calendar/close"): (*C, *S),
    ("GET", "/invites"): C,
    ("POST", "/invites"): C,
    ("POST", "/invites/list"): C,
    ("POST", "/invites/{invite}/withdraw"): C,
    ("GET", "/invites/team"): A,
    ("POST", "/invites/team"): A,
    ("GET", "/organisations"): C,
    ("POST", "/organisations"): C,
    ("POST", "/organisations/{organisation}/rename"): C,
    ("POST", "/organisations/{organisation}/remove"): C,
    ("GET", "/team"): A,
    ("POST", "/team/{staff}/take-role"): A,
    ("POST", "/team/{with_app}/reset-step"): A,
    ("GET", "/figures"): (*C, *S, *L),
    ("GET", "/figures/{figure}"): (*C, *S, *L),
    ("GET", "/log"): (*S, *A),
    ("GET", "/method"): ALL,
    ("GET", "/method/notes"): ALL,
    ("GET", "/method/questions"): ALL,
    ("GET", "/method/questions/{talk}"): ALL,
    ("GET", "/machine"): (*C, *A),
}
NOT_THERE = {"without_concern", "with_concern", "pairing", "group", "session", "invite", "organisation", "own", "staff"}
NOT_THERE |= {*answered.RECORDS, *heard.RECORDS}
NOT_THERE |= {"figure", "talk"}
MINUTE = timedelta(minutes=1)


def shape(path: str) -> str:
    """A path without what stands in its braces."""
    parts = ["{}" if part.startswith("{") and part.endswith("}") else part for part in path.split("/")]
    return "/".join(parts)


def listed() -> set[tuple[str, str]]:
    return {(method, shape(path)) for method, path in EXPECTED}


def served(routes: Iterable[Route]) -> set[tuple[str, str]]:
    return {(method, shape(one.path)) for one in routes for method in one.methods or () if method != "HEAD"}


def test_every_page_there_is_stands_in_the_table() -> None:
    assert served(contents.routes()) == listed()


class Records:
    """What the pages are about, by what stands in the braces of the table."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ids: dict[str, str] = {}

    async def fill(self) -> None:
        met = {name: await self.office.hire(role, name) for name, role in PEOPLE.items()}
        self.ids |= await self.office.do(lambda tx: _records(tx, self.office, met))
        other = await self.office.sign_in(await self.office.hire("coordinator", "Dora"))
        assert other.who is not None
        rows = await self.office.rows("SELECT id FROM sign_ins WHERE person_id = :id", id=other.who.id)
        self.ids |= {"another": rows[0]["id"], "staff": other.who.id, "with_app": other.who.id}
        now = self.office.clock.now()
        await self.office.do(lambda tx: second_steps.begin(tx, now, self.ids["with_app"], SECRET))
        self.ids |= await self.office.do(lambda tx: heard.fill(tx, now, self.ids, self.ids["staff"]))

    async def path(self, path: str, browser: Browser | None) -> str:
        own = ""
        if browser is not None and browser.who is not None:
            rows = await self.office.rows("SELECT id FROM sign_ins WHERE person_id = :id", id=browser.who.id)
            own = rows[0]["id"]
        return path.format(**self.ids, own=own) if "{" in path else path


PEOPLE = {"Ana": "partner", "Eve": "partner", "Ben": "leader", "Gia": "partner", "Hal": "partner"}


def _records(tx: Transaction, office: Office, met: dict[str, Person]) -> dict[str, str]:
    now, on_web = office.clock.now(), people.meet_without_telegram(tx, office.clock.now(), timezone="Europe/London")
    people.joined(tx, now, on_web.id)
    concerns.raise_(tx, now, met["Ana"].id, None, "contact_me")
    made = pairing.propose(tx, now, partner_id=met["Ana"].id, leader_id=met["Ben"].id, from_on=now.date())
    session = sessions.plan(tx, now, pairing_id=made.id, starts_at=now + MINUTE, timezone="Europe/London")
    people.pause(tx, now, met["Hal"].id)
    group = groups.form(tx, now, name="Circle", members=[met["Ana"].id, met["Eve"].id])
    invites.make(tx, now, role="partner")
    return {
        "with_concern": met["Ana"].id,
        "leader": met["Ben"].id,
        "without_concern": met["Eve"].id,
        "paused_by_themselves": met["Hal"].id,
        "paused": met["Gia"].id,
        "on_web": on_web.id,
        "pairing": made.id,
        "session": session.id,
        "figure": "sessions",
        "talk": "after_session",
        "group": group,
        "invite": invites.open_now(tx, now)[0].id,
        "organisation": organisations.named(tx, now, "Northfield"),
        **answered.fill(tx, now, met["Ana"].id, met["Eve"].id, session.id),
    }


ENDS_IT = ("/sign-out", "/my/sign-ins/{own}/end")  # after which the browser gets nothing, and tested by itself


def given(page: Page) -> bool:
    """Whether the page did what was asked, or said what to mend: not that there is no such page, or first a code."""
    return page.status in (200, 303, 422) and "/prove" not in page.answer.headers.get("location", "")


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_gets_what_the_table_says_and_nothing_else(office: Office, role: str) -> None:
    records = Records(office)
    await records.fill()
    await (await office.staff("coordinator")).post(f"/people/{records.ids['paused']}/pause")
    browser, wrong = await office.sign_in(await office.hire(role, "Robin")), []
    for (method, path), expected in EXPECTED.items():
        if expected == ANYBODY or path in ENDS_IT:
            continue
        where = await records.path(path, browser)
        page = await browser.get(where) if method == "GET" else await browser.post(where, FILLED)
        if given(page) != (role in expected) or (not given(page) and page.heading != "There is nothing here"):
            wrong.append((method, path, page.status, page.heading))
    assert wrong == []


async def test_strangers_get_nothing(office: Office) -> None:
    records, stranger = Records(office), office.browser()
    await records.fill()
    for (method, path), expected in EXPECTED.items():
        if expected != ANYBODY:
            where = (await records.path(path, None)).replace("//", "/x/")
            page = await stranger.get(where) if method == "GET" else await stranger.post(where)
            wanted = "Please sign in" if (method, path) == ("GET", "/") else "There is nothing here"
            assert page.heading in (wanted, "That did not work"), (method, path, page.status)
            assert not given(page)


async def test_a_stranger_a_forbidden_page_and_no_page_at_all_look_the_same(office: Office) -> None:
    lou = await office.staff("learning-partner")
    pages = [await lou.get("/people"), await lou.get("/nothing"), await office.browser().get("/people")]
    assert len({page.html for page in pages}) == 1
    assert {page.status for page in pages} == {404}
    (row,) = await office.rows("SELECT actor, about, detail FROM audit WHERE action = 'access_refused'")
    assert lou.who is not None
    assert (row["actor"], row["about"], row["detail"]) == (lou.who.id, "people.index", "see_people")


async def test_a_record_that_does_not_exist_is_not_there_for_anybody(office: Office) -> None:
    cora = await office.staff("coordinator")
    for (method, path), expected in EXPECTED.items():
        if "{" not in path or expected == ANYBODY or "token" in path:
            continue
        where = path.format(
            **dict.fromkeys([*NOT_THERE, "another", "paused", "paused_by_themselves", "on_web", "with_app"], "0" * 20)
        )
        page = await cora.get(where) if method == "GET" else await cora.post(where, FILLED)
        wanted = page.answer.headers.get("location", "").endswith("/second-step")  # whatever it is about
        assert page.status == 404 or wanted, (method, path, page.status)


# Fields that are right, so that a form is refused for its record and not for what is in it.
FILLED = {
    **{"date": "next Tuesday", "time": "14:00", "place": "Here", "became": "held", "person": "Cora"},
    **{"name": "Another name", "role": "coordinator", "organisation": "Southfield", "why": "", "goals": ""},
}


async def test_an_admin_sees_nobodys_words(office: Office) -> None:
    records = Records(office)
    await records.fill()
    await office.do(lambda tx: pairings.keep_goals(tx, records.ids["pairing"], "CANARY-GOALS"))
    await office.do(lambda tx: concerns.contact_by(tx, concerns.still_open(tx)[0].id, "phone: CANARY-PHONE"))
    ada = await office.staff("admin")
    for (method, path), expected in EXPECTED.items():
        if method == "GET" and "admin" in expected:
            page = await ada.get(await records.path(path, ada))
            for word in ("CANARY", "Ana", "Eve", "Ben"):
                assert not re.search(rf"\b{word}\b", page.text), (path, word)


async def test_each_form_leaves_a_row_in_the_log(office: Office) -> None:
    records = Records(office)
    await records.fill()
    browsers = {role: await office.staff(role) for role in ("coordinator", "admin")}
    await office.set_up_app(browsers["coordinator"])
    for (method, path), expected in EXPECTED.items():
        if method != "POST" or expected == ANYBODY or path in ENDS_IT:
            continue
        browser = browsers["admin" if expected == A else "coordinator"]
        before = await office.rows("SELECT COUNT(*) AS times FROM audit")
        page = await browser.post(await records.path(path, browser), FILLED)
        after = await office.rows("SELECT COUNT(*) AS times FROM audit")
        if page.status == 303 and "/prove" not in page.answer.headers["location"]:
            assert after[0]["times"] > before[0]["times"], path
