"""What every answer carries, and what a page may not have in it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import console
from tests.console.expected import EXPECTED
from tests.console.office import Browser, Office
from tests.console.records import Records
from tests.console.staff import ANYBODY, ROLES

FOLDER = Path(console.__file__).parent
HEADERS = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
POLICY = {
    *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:"),
    *("connect-src 'self'", "form-action 'self'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"),
}


async def every_page(office: Office) -> list[tuple[str, str, dict[str, str]]]:
    """The path, the HTML and the headers of every page that somebody of the staff can look at."""
    records, found = Records(office), []
    await records.fill()
    browsers = {role: await office.proven(role) for role in ROLES}
    for (method, path), expected in EXPECTED.items():
        if method != "GET" or "token" in path or path == "/healthy" or not expected:
            continue
        role = "coordinator" if expected == ANYBODY else next(one for one in browsers if one in expected)
        page = await browsers[role].get(await records.path(path, browsers[role]))
        assert page.status == 200, (path, page.status)
        found.append((path, page.html, {name.lower(): value for name, value in page.answer.headers.items()}))
    return found


async def test_every_page_has_every_header_and_nothing_inline(office: Office) -> None:
    for path, html, headers in await every_page(office):
        assert {name: headers.get(name) for name in HEADERS} == HEADERS, path
        policy = {part.strip() for part in headers["content-security-policy"].split(";")}
        assert policy == POLICY | ({"media-src 'self'"} if "<audio" in html else set()), path
        assert not re.search(
            r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals='?js", html
        ), path
        assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", html), path
        for word in ("GDS Transport", "crest", "NHS"):
            assert word not in html


async def test_a_page_that_is_not_there_and_a_refused_form_are_guarded_too(office: Office, cora: Browser) -> None:
    for page in (await cora.get("/nothing"), await cora.post("/stay", headers={"sec-fetch-site": "cross-site"})):
        assert "content-security-policy" in page.answer.headers
        assert page.answer.headers["cache-control"] == "no-store"


async def test_another_name_for_this_machine_is_not_answered(office: Office) -> None:
    ours = office.desk.root.partition("//")[2]
    for host in ("evil.example", f"{ours}.evil.example", f"{ours}@evil.example", "127.0.0.1:8102.evil.example", ""):
        for path in ("/sign-in", "/console", "/console/"):
            page = await office.browser().get(path, headers={"host": host})
            assert page.status == 400 and "content-security-policy" in page.answer.headers, (host, path)
    for host in ("127.0.0.1", "127.0.0.1:8102", "LOCALHOST:80", "[::1]:8102", ours):
        assert (await office.browser().get("/sign-in", headers={"host": host})).status == 200, host


async def test_the_bare_address_leads_to_the_first_page_of_the_same_host(office: Office) -> None:
    page = await office.browser().get("/console")
    assert (page.status, page.answer.headers["location"]) == (307, "/console/")
    assert "content-security-policy" in page.answer.headers


async def test_what_is_nobodys_may_be_kept_by_browsers(office: Office) -> None:
    page = await office.browser().get("/static/console.css")
    assert (page.status, page.answer.headers["cache-control"]) == (200, "public, max-age=86400")


async def test_a_form_over_a_megabyte_is_refused_kindly(office: Office, cora: Browser) -> None:
    for letters in (1_100_000, 10_000_000, 70_000_000):
        page = await cora.post("/organisations", {"name": "x" * letters})
        assert (page.status, page.heading) == (413, "That did not work"), letters
        assert page.links["Go back to the page"] == "/console/organisations"
    assert (await cora.post("/organisations", {"name": "Northfield"})).status == 303


async def test_a_form_that_is_cut_off_is_refused_kindly(office: Office, cora: Browser) -> None:
    answer = await cora.client.post(
        "/console/organisations",
        content=b"--x\r\nbroken",
        headers={"content-type": "multipart/form-data; boundary=x", "sec-fetch-site": "same-origin"},
    )
    assert answer.status_code in (400, 403)
    assert "That did not work" in answer.text


def test_nothing_is_ever_put_into_a_page_as_it_is() -> None:
    for path in FOLDER.rglob("*"):
        if path.suffix in (".py", ".html"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\|\s*safe\b|Markup|autoescape false", text), path


def test_what_is_from_others_is_what_it_says() -> None:
    told = (FOLDER / "static/vendor/VENDOR.md").read_text(encoding="utf-8")
    for name in ("govuk-frontend.css", "htmx.js", "htmx-ext-sse.js"):
        digest = hashlib.sha256((FOLDER / "static/vendor" / name).read_bytes()).hexdigest()
        assert digest in told, name


def test_our_own_script_stays_small() -> None:
    lines = [line for line in (FOLDER / "static/console.js").read_text().splitlines() if line.strip()]
    assert len(lines) <= 60


async def test_a_fault_of_ours_gets_a_page_of_ours_with_a_reference(
    office: Office, cora: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    records = Records(office)
    await records.fill()
    await office.do(lambda tx: tx.run("UPDATE answers SET value = 'no value at all'"))
    page = await cora.get("/answers")
    reference = re.search(r"give them this: ([0-9a-f]{8})", page.text)
    assert page.status == 500 and page.heading == "That did not work" and reference
    assert reference[1] in caplog.text and "content-security-policy" in page.answer.headers
