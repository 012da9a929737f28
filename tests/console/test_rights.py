"""Who gets what: every page for every role and for nobody, on somebody's own, another's and no record at all.

A page that is not listed in `expected` fails. That is written down once more, so that it can contradict the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from starlette.routing import Route

from console import contents
from console.navigation import GROUPS
from storage import concern_lists, concerns, pairings
from tests.console import answered, heard
from tests.console.agreed import agreed
from tests.console.expected import EXPECTED
from tests.console.office import Office
from tests.console.records import OF_ANSWERS, Records
from tests.console.seen import Page
from tests.console.staff import ANYBODY, ROLES, A

OFFERED = (
    *("opportunity", "draft", "other_draft", "response", "announcement", "to_agree", "asked_about", "running", "sent"),
    *("own_thread", "another_thread"),
)
NOT_THERE = {
    "without_concern",
    "with_concern",
    "pairing",
    "group",
    "session",
    "invite",
    "organisation",
    "own",
    "staff",
    "their_role",
}
NOT_THERE |= {*answered.RECORDS, *heard.RECORDS}
NOT_THERE |= {"figure", "talk", "raised", "anothers_export", "report", "thrown_away", "section"}
NOT_THERE |= {"concern", "to_take", "of_another", "nation"}
NOT_THERE |= {"text", "language", "thought", "suggested", "waiting", "waiting_too", "to_agree_to", "to_refuse"}


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


ENDS_IT = ("/sign-out", "/my/sign-ins/{own}/end")  # after which the browser gets nothing, and tested by itself


def given(page: Page) -> bool:
    """Whether the page did what was asked, or said what to mend: not that there is no such page, or first a code."""
    return page.status in (200, 303, 422) and "/prove" not in page.answer.headers.get("location", "")


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_gets_what_the_table_says_and_nothing_else(office: Office, role: str) -> None:
    records = Records(office)
    await records.fill()
    await agreed(office, records)
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


async def test_who_reads_without_names_gets_nothing_by_an_id_that_a_colleague_has_in_an_address(office: Office) -> None:
    records = Records(office)
    await records.fill()
    lou, wrong = await office.staff("learning-partner"), []
    theirs = {name: "{" + name + "}" for name in OF_ANSWERS}
    for (method, path), expected in EXPECTED.items():
        if "learning-partner" not in expected or not any(each in path for each in theirs.values()):
            continue
        where = path.format(**records.ids)
        page = await lou.get(where) if method == "GET" else await lou.post(where, filled(path))
        as_theirs = await lou.get(await records.path(path, lou)) if method == "GET" else None
        if page.status != 404 or (as_theirs is not None and as_theirs.status != 200):
            wrong.append((method, path, page.status))
    assert wrong == []
    page = await lou.post("/fates", {"answer": records.ids["answer"], "fate": "read"})
    assert page.status == 422 and "One of these is gone meanwhile." in page.text
    assert await office.rows("SELECT id FROM fates WHERE answer_id = :id", id=records.ids["answer"]) == []
    for path, name in (("/answers", "before"), ("/fates", "after")):
        assert (await lou.get(f"{path}?{name}={records.ids['answer']}")).text == (await lou.get(path)).text, path


async def test_strangers_get_nothing(office: Office) -> None:
    records, stranger = Records(office), office.browser()
    await records.fill()
    for (method, path), expected in EXPECTED.items():
        if expected != ANYBODY:
            where = (await records.path(path, None)).replace("//", "/x/")
            page = await stranger.get(where) if method == "GET" else await stranger.post(where)
            wanted = "Please sign in" if (method, path) == ("GET", "/") else "There is nothing here"
            assert page.heading in (wanted, "That did not work", "You are signed out"), (method, path, page.status)
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
        where = page.answer.headers.get("location", "")
        if page.status == 303 and not where.startswith(FIRST_A_CODE) and "look=" not in where:
            assert after[0]["times"] > before[0]["times"], path
