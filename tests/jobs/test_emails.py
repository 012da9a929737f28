"""Emails from the row to the mailbox: each at most once, nothing of what waits in them, and ended in one press."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.actions import mailing
from bot.delivery.smtp import Smtp
from bot.jobs import emails as job
from bot.serving import Running
from storage import email_addresses, emails, facts, notices, outbox
from storage.people import Person
from tests.mailbox import Mailbox, mail_server
from tests.webdoor.site import Site, Visitor, open_site

ADDRESS = "lena@example.org"
SECRET = "Something about your health"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as opened:
        yield opened


@pytest.fixture
async def site(tmp_path: Path, mailbox: Mailbox) -> AsyncIterator[Site]:
    """Pages, with a mail server."""
    async with open_site(tmp_path) as opened:
        running = opened.player.running
        with_mail = replace(running.parts, smtp=Smtp.at(mailbox.url, "voices@example.org"))
        opened.player.running = replace(running, parts=with_mail)
        now = opened.player.clock.now()
        await opened.do(lambda tx: facts.note(tx, now, email_addresses.SENDER, "voices@example.org"))
        yield opened


@pytest.fixture
async def lena(site: Site) -> Person:
    """A partner on a page, whose address is confirmed."""
    person = await site.partner("Lena")
    await site.do(lambda tx: confirm(tx, site, person.id))
    return person


def confirm(tx: Any, site: Site, person_id: str, address: str = ADDRESS) -> None:
    now = site.player.clock.now()
    assert email_addresses.confirm(tx, now, person_id, email_addresses.give(tx, now, person_id, address))


async def something_waits(site: Site, person: Person) -> None:
    now, chat_id = site.player.clock.now(), person.telegram_id
    assert chat_id is not None
    await site.do(
        lambda tx: outbox.add(
            tx, now, chat_id=chat_id, payload={"text": SECRET}, person_id=person.id, priority=outbox.PROACTIVE
        )
    )


async def later(site: Site, by: timedelta = timedelta(minutes=5)) -> Running:
    """Time passes, and the jobs about emails run."""
    site.player.clock.advance(by)
    await job.tell_of_waiting(site.player.running)
    await job.send(site.player.running)
    return site.player.running


async def states(site: Site) -> list[str]:
    return [row["state"] for row in await site.rows("SELECT state FROM emails ORDER BY id")]


async def test_one_email_says_that_something_waits_and_no_more_until_they_have_looked(
    site: Site, lena: Person, mailbox: Mailbox
) -> None:
    await something_waits(site, lena)
    await later(site, timedelta(seconds=30))
    assert mailbox.got == []  # they may be looking at this moment
    await later(site)
    await something_waits(site, lena)
    await later(site)
    (message,) = mailbox.got
    body = message.get_content()
    assert "There is a note from Voices waiting for you." in body
    assert "https://voices.example/answer" in body.splitlines()
    for word in (SECRET, "Lena", "health"):
        assert word not in body
    assert not re.search(r"/answer/[\w-]{43}", body)  # nobody comes in with it
    async with site.visitor() as visitor:
        assert SECRET in (await visitor.open(await site.link(lena))).text
    await later(site)
    assert len(mailbox.got) == 1
    await something_waits(site, lena)
    await later(site)
    assert len(mailbox.got) == 2
    assert await site.rows("SELECT 1 FROM emails WHERE body <> '' OR address <> ''") == []


async def test_one_press_in_the_email_ends_them_and_looking_does_not(
    site: Site, lena: Person, mailbox: Mailbox
) -> None:
    await something_waits(site, lena)
    await later(site)
    stop = mailbox.got[0]["List-Unsubscribe"].strip("<>").removeprefix("https://voices.example")
    async with site.visitor() as visitor:
        page = await visitor.get(stop)
        assert "Send me no more of them" in page.buttons
        assert await site.rows("SELECT 1 FROM email_addresses") != []
        # as a mail program does it, with nothing of ours
        data = {"List-Unsubscribe": "One-Click"}
        async with visitor.client.post(site.url + stop, data=data) as answer:
            assert answer.status == 200
    assert await site.rows("SELECT 1 FROM email_addresses") == []
    async with site.visitor() as visitor:
        assert (await visitor.post(stop + "0")).status == 404


async def test_an_address_that_refuses_is_written_to_no_more_and_staff_see_it(
    site: Site, lena: Person, mailbox: Mailbox
) -> None:
    mailbox.nobody.add(ADDRESS)
    await something_waits(site, lena)
    await later(site)
    await something_waits(site, lena)
    await later(site)
    assert await states(site) == ["failed"]
    assert ("email_refused", lena.id) in await site.do(notices.unseen)
    assert await site.do(lambda tx: email_addresses.working(tx, lena.id)) is None


async def test_a_busy_server_is_tried_again_and_in_the_end_it_goes_once(
    site: Site, lena: Person, mailbox: Mailbox
) -> None:
    mailbox.busy = True
    await something_waits(site, lena)
    for _ in range(3):
        await later(site, timedelta(minutes=16))
    assert await states(site) == ["queued"]
    assert [kind for kind, _ in await site.do(notices.unseen)] == ["email_trouble"]
    mailbox.busy = False
    await later(site, timedelta(hours=2))
    await later(site, timedelta(hours=2))
    assert await states(site) == ["sent"]
    assert len(mailbox.got) == 1


async def test_what_was_on_its_way_at_a_crash_does_not_go_again(site: Site, lena: Person, mailbox: Mailbox) -> None:
    now = site.player.clock.now()

    def crash(tx: Any) -> int:
        mailing.queue(tx, now, address=ADDRESS, subject="s", body="b", kind="code")
        assert emails.claim(tx, now) is not None
        return emails.left_behind(tx, now)

    assert await site.do(crash) == 1
    await later(site)
    assert await states(site) == ["uncertain"]
    assert mailbox.got == []


async def test_the_same_reason_is_mailed_once(site: Site, mailbox: Mailbox) -> None:
    now = site.player.clock.now()
    told: Any = {"address": ADDRESS, "subject": "s", "body": "b", "kind": "alert", "once": "concern-1"}
    assert await site.do(lambda tx: mailing.queue(tx, now, **told)) is True
    await later(site)
    assert await site.do(lambda tx: mailing.queue(tx, now, **told)) is False
    await later(site)
    assert len(mailbox.got) == 1


async def test_what_is_of_no_use_any_more_is_not_sent(site: Site, mailbox: Mailbox) -> None:
    now = site.player.clock.now()
    await site.do(
        lambda tx: mailing.queue(
            tx, now, address=ADDRESS, subject="s", body="b", kind="code", useful_for=timedelta(hours=1)
        )
    )
    await later(site, timedelta(hours=2))
    assert (await states(site), mailbox.got) == (["lapsed"], [])


async def test_a_new_link_comes_by_email_and_opens_the_page_once(site: Site, lena: Person, mailbox: Mailbox) -> None:
    async with site.visitor() as visitor:
        known = await visitor.post("/answer/by-email", {"address": f" {ADDRESS} "})
        unknown = await visitor.post("/answer/by-email", {"address": "nobody@example.org"})
        assert known.text == unknown.text
        await visitor.post("/answer/by-email", {"address": ADDRESS})  # one an hour
    await later(site)
    (message,) = mailbox.got
    link = re.findall(r"/answer/[\w-]{43}", message.get_content())[0]
    async with site.visitor() as visitor:
        assert "There is nothing here yet." in (await visitor.open(link)).text
        assert (await visitor.get()).status == 200
    async with site.visitor() as thief:
        assert (await thief.open(link)).status == 404


async def test_wrong_codes_and_late_codes_confirm_nothing(site: Site) -> None:
    person = await site.partner()
    now = site.player.clock.now()
    code = await site.do(lambda tx: email_addresses.give(tx, now, person.id, ADDRESS))

    def tries(tx: Any, given: str, minutes: int = 0) -> bool:
        return email_addresses.confirm(tx, now + timedelta(minutes=minutes), person.id, given)

    assert not await site.do(lambda tx: tries(tx, code, 61))
    for number in range(email_addresses.WRONG_CODES):
        wrong = f"{(int(code) + number + 1) % 1_000_000:06}"
        assert not await site.do(lambda tx, wrong=wrong: tries(tx, wrong))  # type: ignore[misc]
    assert not await site.do(lambda tx: tries(tx, code))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ana@example.org", "ana@example.org"),
        ("  Ana.B+x@EXAMPLE.org ", "Ana.B+x@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("mailto:ana@example.org", "ana@example.org"),
        ("ana@example", None),
        ("ana@@example.org", None),
        ("ana@example.org\nBcc: eve@example.org", None),
        ("<ana@example.org>", None),
        ("ana@example.org, eve@example.org", None),
        ("ana@-example.org", None),
        ("x" * 65 + "@example.org", None),
        ("", None),
    ],
)
def test_what_is_an_address(typed: str, read: str | None) -> None:
    assert mailing.as_address(typed) == read


async def test_the_page_says_it_too(site: Site, lena: Person) -> None:
    """Whoever comes without a key is told that a link can be sent."""
    async with site.visitor() as visitor:
        page: Any = await Visitor.get(visitor)
        assert "Send me a new link" in page.buttons
