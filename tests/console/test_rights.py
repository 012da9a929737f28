"""Who gets what: every page for every role and for nobody, on somebody's own, another's and no record at all.

A page that is not listed here fails. What is expected is written down once more, so that it can contradict the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from starlette.routing import Route

from bot.actions import merging, pairing
from bot.wording import publishing
from bot.wording.publishing import Work
from console import contents
from console.navigation import GROUPS
from storage import (
    audit,
    concern_lists,
    concerns,
    exports,
    groups,
    invites,
    organisations,
    pairings,
    people,
    prompts,
    reports,
    second_steps,
    sessions,
    text_versions,
)
from storage.database import Transaction
from storage.people import Person
from tests.console import answered, heard, offered
from tests.console.office import SECRET, TEXTS, Browser, Office, Page

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
    ("GET", "/concerns"): (*C, *S),
    ("GET", "/concerns/{concern}"): (*C, *S),
    ("POST", "/concerns/{to_take}/take"): S,  # a coordinator who was asked to; tested in test_concerns
    ("POST", "/concerns/{of_another}/take"): S,
    ("POST", "/concerns/{of_another}/hand-over"): S,
    ("POST", "/concerns/{of_another}/note"): S,
    ("POST", "/concerns/{of_another}/tell"): S,
    ("POST", "/concerns/{of_another}/lift"): S,
    ("POST", "/concerns/{of_another}/close"): S,
    ("GET", "/rota"): S,
    ("GET", "/rota/{staff}"): S,
    ("POST", "/rota/{staff}"): S,
    ("GET", "/help-cards"): S,
    ("GET", "/help-cards/{nation}"): S,
    ("POST", "/help-cards/{nation}/check"): S,
    ("POST", "/help-cards/{nation}/correct"): S,
    ("GET", "/people"): (*C, *S),
    ("GET", "/people/{without_concern}"): C,
    ("GET", "/people/{with_concern}"): (*C, *S),
    ("GET", "/people/{with_concern}/fortnight"): C,
    ("POST", "/people/{without_concern}/lock-phone"): C,
    ("POST", "/people/{without_concern}/unlock-phone"): C,  # which the line before locked
    ("POST", "/people/{on_web}/lock-phone"): (),
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
    ("GET", "/people/{with_concern}/same/{paused}"): (),  # of whom no coordinator has asked
    ("POST", "/people/{with_concern}/same/{paused}"): (),
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
    ("GET", "/opportunities"): C,
    ("GET", "/opportunities/new"): C,
    ("POST", "/opportunities/new"): C,
    ("GET", "/opportunities/{opportunity}"): C,
    ("GET", "/opportunities/{draft}/edit"): C,
    ("POST", "/opportunities/{draft}/edit"): C,
    ("POST", "/opportunities/{opportunity}/copy"): C,
    ("POST", "/opportunities/{other_draft}/discard"): C,
    ("POST", "/opportunities/{draft}/send"): C,
    ("GET", "/opportunities/{opportunity}/call-off"): C,
    ("GET", "/opportunities/{opportunity}/interested"): C,
    ("GET", "/opportunities/{opportunity}/interested/{response}"): C,
    ("POST", "/opportunities/{opportunity}/interested/{response}"): C,
    ("POST", "/opportunities/{opportunity}/tell"): C,
    ("POST", "/opportunities/{opportunity}/took-part"): C,
    ("GET", "/opportunities/{opportunity}/reach"): C,
    ("POST", "/opportunities/{opportunity}/call-off"): C,
    ("GET", "/announcements/new"): C,
    ("POST", "/announcements/new"): C,
    ("GET", "/announcements/{announcement}/edit"): C,
    ("POST", "/announcements/{announcement}/edit"): C,
    ("POST", "/announcements/{announcement}/again"): C,
    ("GET", "/broadcasts"): C,
    ("GET", "/broadcasts/{announcement}/audience"): C,
    ("POST", "/broadcasts/{announcement}/audience"): C,
    ("POST", "/broadcasts/{announcement}/audience/count"): C,
    ("POST", "/broadcasts/{announcement}/never-asked"): C,
    ("GET", "/broadcasts/{announcement}/look"): C,
    ("POST", "/broadcasts/{announcement}/look"): C,
    ("POST", "/broadcasts/{announcement}/to-me"): C,
    ("POST", "/broadcasts/{announcement}/confirm"): C,
    ("POST", "/broadcasts/{to_agree}/agree"): C,  # a fresh second step comes first; tested in test_sending
    ("POST", "/broadcasts/{to_agree}/disagree"): C,
    ("POST", "/broadcasts/{asked_about}/take-question-back"): C,
    ("POST", "/broadcasts/{announcement}/discard"): C,
    ("GET", "/broadcasts/{running}"): C,
    ("GET", "/broadcasts/{sent}/follow"): C,
    ("POST", "/broadcasts/{running}/pause"): C,
    ("POST", "/broadcasts/{running}/resume"): C,
    ("POST", "/broadcasts/{running}/undo"): C,
    ("POST", "/broadcasts/{running}/stop"): C,
    ("GET", "/broadcasts/{sent}/recall"): C,
    ("POST", "/broadcasts/{sent}/recall"): C,
    ("GET", "/questions"): C,
    ("GET", "/questions/{own_thread}"): C,
    ("POST", "/questions/{own_thread}/answer"): C,
    ("POST", "/questions/{own_thread}/close"): C,
    ("POST", "/questions/{another_thread}/answer"): (),
    ("GET", "/words"): (*C, *A),
    ("GET", "/words/{text}"): (*C, *A),
    ("GET", "/words/{text}/{language}"): (*C, *A),
    ("POST", "/words/{text}/{language}"): (*C, *A),
    ("GET", "/words/{text}/{language}/look"): (*C, *A),
    ("POST", "/words/{text}/{language}/publish"): (*C, *A),
    ("GET", "/words/{text}/{language}/back"): (*C, *A),
    ("POST", "/words/{text}/{language}/back"): (*C, *A),
    ("POST", "/words/{text}/{language}/ours"): (),  # with nothing to choose; tested in test_words
    ("POST", "/words/{text}/{language}/drop"): (*C, *A),
    ("GET", "/thoughts"): (*C, *A),
    ("GET", "/thoughts/new"): (*C, *A),
    ("POST", "/thoughts/new"): (*C, *A),
    ("POST", "/thoughts/{thought}/change"): (*C, *A),
    ("POST", "/thoughts/{suggested}/decide"): C,
    ("GET", "/approvals"): S,
    ("GET", "/approvals/{waiting}"): S,
    ("POST", "/approvals/{waiting}/agree"): S,
    ("POST", "/approvals/{waiting_too}/send-back"): S,
    ("GET", "/invites"): C,
    ("POST", "/invites"): C,
    ("POST", "/invites/list"): C,
    ("POST", "/invites/{invite}/withdraw"): C,
    ("GET", "/invites/team"): A,
    ("POST", "/invites/team"): A,
    ("GET", "/invites/team/waiting"): (*S, *A),
    ("POST", "/invites/team/{to_agree_to}/agree"): S,
    ("POST", "/invites/team/{to_refuse}/refuse"): S,
    ("GET", "/organisations"): C,
    ("POST", "/organisations"): C,
    ("POST", "/organisations/{organisation}/rename"): C,
    ("POST", "/organisations/{organisation}/remove"): C,
    ("GET", "/team"): A,
    ("POST", "/team/{staff}/take-role"): A,
    ("POST", "/team/{with_app}/reset-step"): A,
    ("GET", "/reports"): (*C, *L),
    ("GET", "/reports/new"): (*C, *L),
    ("POST", "/reports/new"): (*C, *L),
    ("GET", "/reports/{report}"): (*C, *L),
    ("POST", "/reports/{report}"): (*C, *L),
    ("POST", "/reports/{report}/move"): (*C, *L),
    ("POST", "/reports/{thrown_away}/delete"): (*C, *L),
    ("GET", "/reports/{report}/parts/{section}"): (*C, *L),
    ("POST", "/reports/{report}/parts/{section}"): (*C, *L),
    ("POST", "/reports/{report}/parts/{section}/quote"): (*C, *L),
    ("POST", "/reports/{report}/parts/{section}/take-out"): (),  # with nothing in it; tested in test_reporting
    ("GET", "/reports/{report}/print"): (*C, *L),
    ("GET", "/reports/{report}/word"): (*C, *L),
    ("POST", "/reports/{report}/word"): (*C, *L),
    ("GET", "/reports/{report}/impact-log"): (*C, *L),
    ("POST", "/reports/{report}/impact-log"): (*C, *L),
    ("GET", "/exports"): (*C, *S, *L),
    ("GET", "/exports/people"): C,
    ("POST", "/exports/people"): C,
    ("GET", "/exports/pairings"): C,
    ("POST", "/exports/pairings"): C,
    ("GET", "/exports/sessions"): C,
    ("POST", "/exports/sessions"): C,
    ("GET", "/exports/learning"): L,
    ("POST", "/exports/learning"): L,
    ("GET", "/exports/concern/{raised}"): S,
    ("POST", "/exports/concern/{raised}"): S,
    ("GET", "/exports/made/{anothers_export}"): (),  # only whoever made it; tested in test_exporting
    ("GET", "/exports/made/{anothers_export}/file"): (),
    ("POST", "/exports/made/{anothers_export}/delete"): (),
    ("GET", "/figures"): (*C, *S, *L),
    ("GET", "/figures/{figure}"): (*C, *S, *L),
    ("GET", "/log"): (*S, *A),
    ("GET", "/method"): ALL,
    ("GET", "/method/notes"): ALL,
    ("GET", "/method/questions"): ALL,
    ("GET", "/method/questions/{talk}"): ALL,
    ("GET", "/machine"): (*C, *A),
}
# Which a browser saves, or plays in a page, or hears by itself, and does not show.
FILES: tuple[str, ...] = ("/answers/{spoken}/sound/{note}",)
FILES += ("/broadcasts/{sent}/follow",)
OFFERED = (
    *("opportunity", "draft", "other_draft", "response", "announcement", "to_agree", "asked_about", "running", "sent"),
    *("own_thread", "another_thread"),
)
NOT_THERE = {"without_concern", "with_concern", "pairing", "group", "session", "invite", "organisation", "own", "staff"}
NOT_THERE |= {*answered.RECORDS, *heard.RECORDS}
NOT_THERE |= {"figure", "talk", "raised", "anothers_export", "report", "thrown_away", "section"}
NOT_THERE |= {"concern", "to_take", "of_another", "nation"}
NOT_THERE |= {"text", "language", "thought", "suggested", "waiting", "waiting_too", "to_agree_to", "to_refuse"}
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


def test_every_page_with_a_label_is_in_one_group_of_the_navigation() -> None:
    grouped = [path for _, paths, _ in GROUPS for path in paths]
    assert sorted(grouped) == sorted(area.path for area in contents.CONTENTS if area.label)


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
        now, dora = self.office.clock.now(), other.who.id
        self.ids |= await self.office.do(lambda tx: offered.records(tx, now, met, dora))
        await self.office.do(lambda tx: second_steps.begin(tx, now, self.ids["with_app"], SECRET))
        self.ids |= await self.office.do(lambda tx: heard.fill(tx, now, self.ids, self.ids["staff"]))
        self.ids["anothers_export"] = await self.office.do(lambda tx: _export(tx, now, self.ids["staff"]))

    async def path(self, path: str, browser: Browser | None) -> str:
        own = ""
        if browser is not None and browser.who is not None:
            rows = await self.office.rows("SELECT id FROM sign_ins WHERE person_id = :id", id=browser.who.id)
            own = rows[0]["id"]
        talk = await self._own_talk(browser) if "{own_thread}" in path else ""
        return path.format(**self.ids, own=own, own_thread=talk) if "{" in path else path

    async def _own_talk(self, browser: Browser | None) -> str:
        """A talk of whoever looks; of the coordinator who came last where nobody is named."""
        rows = await self.office.rows("SELECT MAX(person_id) AS id FROM roles WHERE role = 'coordinator'")
        mine = browser.who.id if browser is not None and browser.who is not None else rows[0]["id"]
        now, ids = self.office.clock.now(), self.ids
        asks = (now, ids["opportunity"], ids["without_concern"], mine, "May I bring somebody?")
        return await self.office.do(lambda tx: offered.question(tx, *asks))


PEOPLE = {"Ana": "partner", "Eve": "partner", "Ben": "leader", "Gia": "partner", "Hal": "partner"}
PEOPLE |= {"Ivy": "partner", "Jon": "partner", "Kim": "coordinator"}


def _records(tx: Transaction, office: Office, met: dict[str, Person]) -> dict[str, str]:
    now, on_web = office.clock.now(), people.meet_without_telegram(tx, office.clock.now(), timezone="Europe/London")
    people.joined(tx, now, on_web.id)
    concern = concerns.raise_(tx, now, met["Ana"].id, None, "contact_me")
    audit.note(tx, now, actor=met["Kim"].id, action=merging.ASKED, about=met["Ana"].id, detail=met["Eve"].id)
    to_take, of_another = (concerns.raise_(tx, now, met[who].id, None, "contact_me") for who in ("Ivy", "Jon"))
    concerns.take(tx, now, of_another, met["Kim"].id)
    made = pairing.propose(tx, now, partner_id=met["Ana"].id, leader_id=met["Ben"].id, from_on=now.date())
    session = sessions.plan(tx, now, pairing_id=made.id, starts_at=now + MINUTE, timezone="Europe/London")
    people.pause(tx, now, met["Hal"].id)
    group = groups.form(tx, now, name="Circle", members=[met["Ana"].id, met["Eve"].id])
    for _ in range(2):
        invites.make(tx, now, role="admin", made_by=met["Kim"].id, waits=True)
    to_agree_to, to_refuse = (one.id for one in invites.open_now(tx, now))
    invites.make(tx, now, role="partner")
    drafted = Work(tx, now, met["Gia"].id, "reflect.why", "en")
    publishing.draft(drafted, "A thought can help. Only you see what you write.")
    crisis = [Work(tx, now, met["Gia"].id, "help_now.and_a_person", language) for language in ("en", "easy")]
    for one in crisis:
        publishing.draft(one, "If you would like a person, tap Talk to a person.")
        for draft in text_versions.opened(tx):
            publishing.publish(one, TEXTS, draft.id)
    waiting = [one.id for one in text_versions.opened(tx) if one.state == "asked"]
    return {
        "nation": "wales",
        "concern": concern,
        "to_take": to_take,
        "of_another": of_another,
        "with_concern": met["Ana"].id,
        "leader": met["Ben"].id,
        **{name: _report(tx, now, met["Ana"].id) for name in ("report", "thrown_away")},
        "section": "heard",
        "raised": concern_lists.still_open(tx)[0].id,
        "without_concern": met["Eve"].id,
        "paused_by_themselves": met["Hal"].id,
        "paused": met["Gia"].id,
        "on_web": on_web.id,
        "pairing": made.id,
        "session": session.id,
        "figure": "sessions",
        "talk": "after_session",
        "group": group,
        "to_agree_to": to_agree_to,
        "to_refuse": to_refuse,
        "invite": invites.open_now(tx, now)[0].id,
        "organisation": organisations.named(tx, now, "Northfield"),
        "text": drafted.address,
        "language": drafted.language,
        "waiting": waiting[0],
        "waiting_too": waiting[1],
        "thought": "silence",
        "suggested": prompts.suggest(tx, now, "What would you ask?", "en", met["Ana"].id),
        **answered.fill(tx, now, met["Ana"].id, met["Eve"].id, session.id),
    }


def _report(tx: Transaction, now: datetime, whose: str) -> str:
    made = reports.begin(tx, now, title="Spring", from_on=now.date(), until_on=now.date(), made_by=whose)
    reports.arrange(tx, now, made, ["heard", "method"])
    return made


def _export(tx: Transaction, now: datetime, whose: str) -> str:
    asked = {"kind": "people", "format": "csv", "about": "", "purpose": "Trying", "all_rows": 1}
    return exports.ask(tx, now, whose, **asked)  # type: ignore[arg-type]


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
        page = await browser.get(where) if method == "GET" else await browser.post(where, filled(path))
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
            **dict.fromkeys(
                [*NOT_THERE, *OFFERED, "another", "paused", "paused_by_themselves", "on_web", "with_app"], "0" * 20
            )
        )
        page = await cora.get(where) if method == "GET" else await cora.post(where, filled(path))
        wanted = page.answer.headers.get("location", "").startswith("/console/second-step")  # whatever it is about
        assert page.status == 404 or wanted, (method, path, page.status)


FIRST_A_CODE = ("/console/prove", "/console/second-step")
# Fields that are right, so that a form is refused for its record and not for what is in it.
FILLED = {
    **{"date": "next Tuesday", "time": "14:00", "place": "Here", "became": "held", "person": "Cora"},
    **{"title": "Autumn", "from": "01/01/2026", "until": "31/03/2026", "section": "heard", "theme": "leave_out"},
    **{"name": "Another name", "role": "coordinator", "organisation": "Southfield", "why": "", "goals": ""},
}


def filled(path: str) -> dict[str, str]:
    """Right fields for this form; where two forms call different things by one name, its own."""
    return FILLED | {"way": "up" if path.startswith("/reports") else "retire"}


async def test_an_admin_sees_nobodys_words(office: Office) -> None:
    records = Records(office)
    await records.fill()
    await office.do(lambda tx: pairings.keep_goals(tx, records.ids["pairing"], "CANARY-GOALS"))
    await office.do(lambda tx: concerns.contact_by(tx, concern_lists.still_open(tx)[0].id, "phone: CANARY-PHONE"))
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
    await office.prove(browsers["coordinator"])
    for (method, path), expected in EXPECTED.items():
        if method != "POST" or expected == ANYBODY or path in ENDS_IT:
            continue
        browser = browsers["admin" if expected == A else "coordinator"]
        before = await office.rows("SELECT COUNT(*) AS times FROM audit")
        page = await browser.post(await records.path(path, browser), filled(path))
        after = await office.rows("SELECT COUNT(*) AS times FROM audit")
        if page.status == 303 and not page.answer.headers["location"].startswith(FIRST_A_CODE):
            assert after[0]["times"] > before[0]["times"], path
