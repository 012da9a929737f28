"""What others may try: other people's pages, forged forms, huge ones, and words that are code somewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.actions.web_link import TABLE
from bot.webdoor.guarding import LARGEST_WITH_SOUND
from storage import invites
from tests.webdoor.site import Site, Visitor, open_site

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>"><b>{{7*7}}&amp; \u202egnp.exe http://evil.example'


async def test_hostile_words_are_shown_as_they_were_typed_and_do_nothing(lena: Visitor) -> None:
    await lena.press("Yes")
    await lena.say(HOSTILE[:60])
    page = await lena.say(HOSTILE)
    assert HOSTILE in page.text
    for tag in ("<script", "<img", "<b>", 'href="http'):
        assert tag not in page.html
    assert "49" not in page.text
    assert page.html.count('<bdi dir="auto">') > 5


async def test_every_answer_has_its_headers(site: Site, lena: Visitor) -> None:
    for path in ("/answer", "/answer/any-token", "/answer/file/none", "/answer/static/page.css"):
        await lena.get(path)
        assert lena.headers["content-security-policy"] == (
            "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; manifest-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        assert lena.headers["referrer-policy"] == "no-referrer"
        assert lena.headers["x-content-type-options"] == "nosniff"
        assert lena.headers["x-robots-tag"].startswith("noindex")
        assert lena.headers["cache-control"] == ("max-age=3600" if path.endswith("css") else "no-store")
        assert "server" not in lena.headers
    assert "script" not in (await lena.get()).html
    assert "style=" not in lena.page.html


async def test_the_cookie_is_for_this_host_alone_where_there_is_https(tmp_path: Path) -> None:
    async with open_site(tmp_path, "https://127.0.0.1") as site:
        link = await site.link(await site.let_in())
        async with site.visitor() as visitor:
            where = link.removeprefix(site.url)
            headers = {"sec-fetch-site": "same-origin"}
            async with visitor.client.post(site.url + where, headers=headers, allow_redirects=False) as answer:
                cookie = answer.headers["set-cookie"]
                assert answer.status == 303
                assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert cookie.startswith("__Host-voices-page=")
    for part in ("HttpOnly", "Path=/", "SameSite=lax", "Secure"):
        assert part in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example"},
    ],
)
async def test_a_form_of_another_site_is_not_taken(headers: dict[str, str], site: Site, lena: Visitor) -> None:
    form = {**lena.page.hidden, "words": "", **lena.page.buttons["Yes"]}
    page = await lena.post("/answer", form, headers)
    assert (page.status, "did not come from your page" in page.text) == (403, True)
    link = await site.link(await site.let_in())
    async with site.visitor() as visitor:
        assert (await visitor.post(link.removeprefix(site.url), headers=headers)).status == 403
    assert await site.rows("SELECT 1 FROM inbox") == []


async def test_what_goes_wrong_is_told_in_the_language_of_whoever_asks(site: Site, lena: Visitor) -> None:
    texts = site.player.running.parts.texts
    elsewhere = {"sec-fetch-site": "cross-site", "accept-language": "ur-PK,ur;q=0.9"}
    async with site.visitor() as stranger:
        for path in ("/answer", "/answer/any-token", "/copy/any-token"):
            page = await stranger.post(path, headers=elsewhere)
            assert (page.status, texts.voice("ur").says(TABLE, "not_from_here", {}) in page.text) == (403, True)
    await site.do(lambda tx: tx.run("UPDATE people SET language = 'cy'"))
    page = await lena.post("/answer", lena.page.hidden, elsewhere)
    assert texts.voice("cy").says(TABLE, "not_from_here", {}) in page.text
    await site.do(lambda tx: tx.run("ALTER TABLE outbox RENAME TO of_no_use"))
    page = await lena.get()
    assert (page.status, texts.voice("cy").says(TABLE, "failed", {}) in page.text) == (500, True)


async def test_a_form_without_the_pages_key_is_not_taken(site: Site, lena: Visitor) -> None:
    form = {**lena.page.hidden, "words": "", **lena.page.buttons["Yes"]}
    for key in ("", "0" * 32, "ü"):
        assert (await lena.post("/answer", {**form, "key": key})).status == 403
    assert await site.rows("SELECT 1 FROM inbox") == []


async def test_somebody_elses_buttons_do_nothing(site: Site, lena: Visitor) -> None:
    link = await site.link(await site.let_in("Evelyn"))
    async with site.visitor() as evelyn:
        await evelyn.open(link)
        theirs = evelyn.page.buttons["Yes"]
        page = await lena.post("/answer", {**lena.page.hidden, "words": "", **theirs})
        assert "That button no longer works." in page.text
        assert await site.rows("SELECT 1 FROM answers") == []
        await evelyn.say("/mydata")
        page = await evelyn.press("Yes, send it here")
        file = page.links["Download your-data.zip"]
    page = await lena.get(file)
    assert (page.status, "no longer here" in page.text) == (404, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"data": "nonsense"},
        {"data": "1:' OR 1=1"},
        {"data": "9" * 30 + ":x.1"},
        {"command": "start"},
        {"number": "-1"},
        {"number": "9" * 19},
        {"number": ""},
    ],
)
async def test_a_form_that_no_page_of_ours_makes_changes_nothing(
    wrong: dict[str, str], site: Site, lena: Visitor
) -> None:
    page = await lena.post("/answer", {**lena.page.hidden, "words": "hello", **wrong})
    assert page.status in (200, 400, 403)
    assert await site.rows("SELECT 1 FROM answers WHERE counts") == []
    await lena.get()
    assert (await lena.press("Yes")).status == 200


async def test_a_body_that_is_too_large_is_refused_unread(site: Site, lena: Visitor) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(LARGEST_WITH_SOUND // 1024**2 + 2):
            yield b"x" * 1024**2

    headers = {"sec-fetch-site": "same-origin", "content-type": "multipart/form-data; boundary=x"}
    async with lena.client.post(site.url + "/answer", data=pieces(), headers=headers) as answer:
        assert (answer.status, "send it in parts" in await answer.text()) == (413, True)
    assert await site.rows("SELECT 1 FROM inbox") == []


async def test_the_longest_answer_that_the_box_takes_is_read(lena: Visitor) -> None:
    await lena.press("Yes")
    page = await lena.say("€" * 16_000)
    assert "That is 16000 letters long" in page.text


@pytest.mark.parametrize("content", ["multipart/form-data", "application/json", "multipart/form-data; boundary=x", ""])
async def test_what_is_no_form_is_answered_kindly(content: str, lena: Visitor) -> None:
    headers = {"sec-fetch-site": "same-origin", "content-type": content}
    async with lena.client.post(lena.site.url + "/answer", data=b"--x\r\n\xff", headers=headers) as answer:
        assert answer.status in (400, 403)
        assert "Please open your page" in await answer.text()


@pytest.mark.parametrize("host", ["evil.example", "{ours}.evil.example", "{ours}@evil.example", "127.0.0.1:x"])
async def test_another_host_name_is_not_answered(site: Site, host: str) -> None:
    told = {"host": host.format(ours=site.url.partition("//")[2])}
    async with site.visitor() as visitor, visitor.client.get(site.url + "/answer", headers=told) as answer:
        assert (answer.status, await answer.text()) == (400, "")


async def test_a_role_cannot_be_taken_on_a_page(site: Site, lena: Visitor) -> None:
    now = site.player.clock.now()
    code = await site.do(lambda tx: invites.make(tx, now, role="coordinator"))
    await lena.say(f"/start {code}")
    assert [row["role"] for row in await site.rows("SELECT role FROM roles")] == ["leader"]
