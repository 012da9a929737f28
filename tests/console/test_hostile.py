"""Whatever people are called or write is shown as it is and does nothing; whatever is typed into a form comes back."""

from __future__ import annotations

import html
import re

import pytest

from storage import (
    concern_lists,
    concerns,
    groups,
    opportunities,
    organisations,
    pairings,
    people,
    profiles,
    prompts,
    sessions,
    text_versions,
)
from storage.database import Transaction
from tests.cast import MONDAY
from tests.console.expected import EXPECTED
from tests.console.office import Browser, Office
from tests.console.records import Records
from tests.console.seen import Page

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% for x in y %}",
    "javascript:alert(1)",
    '=HYPERLINK("http://evil.example")',
    "\u202egnp.exe\u202c \u200b\ufeff",
    "नमस्ते 👩🏽‍🦽 שלום",
    "</textarea></title></form><form action=//evil.example>",
)
PAGES = [path for (method, path), expected in EXPECTED.items() if method == "GET" and "coordinator" in expected]
FORMS = [path for (method, path), expected in EXPECTED.items() if method == "POST" and "coordinator" in expected]

OFFERED_WORDS = (
    *("what", "suits", "doing", "hours", "happens", "place", "pay", "expenses", "access", "ask_whom"),
    "how_decided",
)


def _spoil(tx: Transaction, records: Records, text: str) -> None:
    """Put the text wherever somebody's words stand."""
    ids = records.ids
    for row in tx.all("SELECT id FROM people"):
        people.call(tx, row["id"], name=text, pronouns=text, language="en")
    organisations.rename(tx, ids["organisation"], text)
    organisations.settle(tx, ids["with_concern"], ids["organisation"])
    pairings.keep_goals(tx, ids["pairing"], text)
    tx.run("UPDATE groups SET name = :text WHERE id = :id", text=text, id=ids["group"])
    profiles.keep_needs(tx, ids["with_concern"], [text], [text])
    profiles.keep_interests(tx, ids["with_concern"], [text])
    profiles.keep(tx, ids["with_concern"], {"silence_means": text, "payment": text})
    concerns.contact_by(tx, concern_lists.still_open(tx)[0].id, f"phone: {text}")
    found = sessions.by_id(tx, ids["session"])
    assert found is not None
    tx.run("UPDATE sessions SET place = :text WHERE id = :id", text=text, id=found.id)
    tx.run("UPDATE reports SET title = :text", text=text)
    tx.run("UPDATE report_sections SET commentary = :text", text=text)
    tx.run("UPDATE exports SET purpose = :text", text=text)
    assert groups.by_id(tx, ids["group"])
    prompts.suggest(tx, MONDAY, text, "en", ids["with_concern"])
    step = {"language": "en", "words": text, "made_from": "", "instead_of": ""}
    for address, state in ((ids["text"], "live"), (ids["text"], "draft"), ("thought.silence", "live")):
        why = text if state == "draft" else ""
        text_versions.add(tx, MONDAY, ids["with_concern"], address=address, state=state, why=why, **step)
    for one in ("opportunity", "draft"):
        opportunities.fill_in(tx, ids[one], {"title": text, **dict.fromkeys(OFFERED_WORDS, text)})
    tx.run("UPDATE opportunities SET cancelled_why = :text", text=text)
    tx.run("UPDATE broadcasts SET words = :text, correction = :text, second_why = :text", text=text)
    tx.run("UPDATE responses SET statement = :text, needs = :text, reason = :text, thanks = :text", text=text)
    tx.run("UPDATE thread_messages SET words = :text", text=text)
    tx.run("UPDATE answers SET answer = :text, wording = :text", text=text)
    tx.run("UPDATE tags SET name = :text", text=text)
    tx.run("UPDATE fates SET note = :text", text=text)
    tx.run("UPDATE quotations SET words = :text, place = :text, attribution = :text", text=text)


async def test_every_page_shows_such_words_and_does_nothing_with_them(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora, sam = await office.proven("coordinator"), await office.staff("safeguarding-lead")
    for text in HOSTILE:
        await office.do(lambda tx, text=text: _spoil(tx, records, text))  # type: ignore[misc]
        shown = 0
        for browser, path in (*((cora, one) for one in PAGES), (sam, "/people/{with_concern}"), (sam, "/pairings")):
            page = await browser.get(await records.path(path, browser))
            assert page.status == 200, path
            _is_inert(page.html, text, path)
            shown += text in html.unescape(page.html)
        assert shown > 10, text


async def test_a_form_with_such_words_in_every_field_does_nothing_but_take_or_return_them(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora = await office.staff("coordinator")
    await office.prove(cora)
    for text in HOSTILE:
        await _fill_in_all(records, cora, text)


async def _fill_in_all(records: Records, cora: Browser, text: str) -> None:
    fields = ("name", "role", "organisation", "partner", "leader", "from", "until", "why", "goals", "members", "person")
    more = (
        *("other", "stays", "what", "how", "said_on", "paper", "prompt", "purpose", "language", "said"),
        "facilitator",
        "whose",
        "date",
        "time",
        "minutes",
        "place",
        "every",
        "times",
        "became",
        "next",
        "partner_id",
        *("words", "way", "theme", "stage", "version"),
        *("title", "what", "pay", "unpaid_because", "happens", "places", "closes_on", "decides_on", "topic"),
        *("where", "chats", "roles", "groups", "people", "people_more", "without_more", "number", "when"),
        *("correction", "decision", "reason", "own_reason", "thanks", "who", "once", "page", "broadcast"),
        *("tag", "sentence", "reason", "into"),
    )
    for path in FORMS:
        if path == "/sign-out" or "sign-ins" in path:
            continue
        page = await cora.post(await records.path(path, cora), dict.fromkeys((*fields, *more), text))
        assert page.status in (200, 303, 404, 422), (path, page.status)
        _is_inert(page.html, text, path)
        if page.status == 303:
            assert page.answer.headers["location"].startswith("/console/"), path


def _is_inert(shown: str, text: str, path: str) -> None:
    for mark in ("<script>alert", "<img src=x", "onerror=alert(1)>", "' onmouseover='", "<form action=//"):
        if mark in text:
            assert mark not in shown, path
    assert 'href="javascript' not in shown
    assert "49{%" not in shown


ABSURD = ("", " ", "\0", "x" * 5000, "-1", "0", "999999999999999999999", "31/02/2026", "99:99", "P-999999", "\n\n", "٣")
WRONG = {
    "/pairings/new": {"partner", "leader"},
    "/groups/new": {"name", "members"},
    "/sessions/new": {"whose", "date", "time", "minutes", "every"},
    "/sessions/{session}/move": {"date", "time"},
    "/sessions/{session}/place": {"place"},
    "/groups/{group}/members": {"person"},
    "/invites": {"name", "role"},
    "/organisations": {"name"},
    "/words/{text}/{language}": {"words"},
    "/thoughts/new": {"words", "theme", "stage"},
    "/opportunities/new": {"title"},
    "/announcements/new": {"words", "where"},
    "/broadcasts/{announcement}/confirm": {"when", "number"},
    "/questions/{own_thread}/answer": {"words"},
    "/answers/{answer}/tag": {"tag", "sentence"},
    "/answers/people/{with_concern}/open": {"reason"},
    "/tags/{tag}/rename": {"name"},
    "/tags/{tag}/merge": {"into"},
    "/organisations/{organisation}/rename": {"name"},
    "/fates": {"answer", "fate"},
    "/fates/{answer}": {"fate"},
    "/quotations/of/{answer}": {"words", "where", "name"},
    "/people/{with_concern}/record": {"what", "how", "said_on"},
    "/people/{with_concern}/permission": {"purpose"},
    "/reports/new": {"title", "from", "until"},
}
CHOSEN = {"whose", "every", "role", "theme", "stage", "answer", "fate", "sentence", "what", "how", "purpose", "said"}
CHOSEN |= {"where", "when", "into"}


async def test_a_form_that_is_left_empty_says_once_what_is_missing_in_each_field(
    office: Office, cora: Browser, subtests: pytest.Subtests
) -> None:
    records = Records(office)
    await records.fill()
    for path, wrong in WRONG.items():
        with subtests.test(path):
            unseen = dict.fromkeys(wrong - CHOSEN, "\u200b\ufeff")  # nothing to be seen is nothing
            _says_what_is_missing(await cora.post(await records.path(path, cora), unseen), wrong)


def _says_what_is_missing(page: Page, wrong: set[str]) -> None:
    assert (page.status, page.title.startswith("Error: ")) == (422, True)
    assert len(page.errors) == len(wrong)
    for name in wrong:
        assert page.html.count(f'id="{name}-error"') == 1
        assert page.html.count(f'href="#{name}"') == 1
        assert f'id="{name}"' in page.html
    told = re.findall(r'<li><a href="#(\w+)"', page.html)
    assert told == sorted(told, key=lambda name: page.html.index(f'id="{name}"'))


@pytest.mark.parametrize("path", WRONG)
async def test_absurd_values_are_refused_or_taken_and_what_was_typed_comes_back(
    office: Office, cora: Browser, path: str
) -> None:
    records = Records(office)
    await records.fill()
    where = await records.path(path, cora)
    for text in ABSURD:
        page = await cora.post(where, dict.fromkeys(WRONG[path], text))
        assert page.status in (200, 303, 422), text
        if page.status == 422:
            kept = page.forms[f"/console{where}"]
            for name in WRONG[path] - CHOSEN - ({"name"} if "quotations" in path else set()):
                typed = text.replace("\0", "").strip()
                assert kept[name].strip() == typed, (name, text)


async def test_a_name_that_turns_words_round_stays_by_itself_in_titles_and_ways_back(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora = await office.proven("coordinator")
    await office.do(lambda tx: _spoil(tx, records, "Sam\u202e"))
    for path in ("/people/{with_concern}", "/people/{with_concern}/fortnight"):
        shown = (await cora.get(await records.path(path, cora))).html
        assert "\u202e" not in shown.partition("</title>")[0], path
        alone = r"<(bdi|dd|option)\b[^>]*>\s*[^<]*</\1>|<input[^>]*>"
        assert "\u202e" not in re.sub(alone, "", shown), path
