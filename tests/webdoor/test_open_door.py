"""What anybody may read, and a copy of one's own data behind a link that opens once (R29b, R46)."""

from __future__ import annotations

import time
from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.actions import copying
from bot.chat.texts import Texts
from config.languages import language_files
from storage import answers, belongings, conversations, copy_links, people
from storage.answers import Given
from storage.database import Transaction
from storage.people import Person
from storage.values import instant
from tests.cast import ANA, BEN, MONDAY
from tests.storage.canaries import Column, fill, row_id
from tests.webdoor.site import FROM_HERE, Site, Visitor

TEXTS = Texts(language_files())


def meet(tx: Transaction, site: Site, name: str = "Ana", number: int = 501) -> Person:
    now = site.player.clock.now()
    met = people.meet(tx, now, telegram_id=number, timezone="Europe/London")
    people.call(tx, met.id, name=name, pronouns="", language="en")
    return met


async def link(site: Site, name: str = "Ana", number: int = 501) -> str:
    now = site.player.clock.now()
    return await site.do(lambda tx: copy_links.make(tx, now, meet(tx, site, name, number).id))


async def fetch(site: Site, visitor: Visitor, token: str) -> tuple[int, bytes]:
    async with visitor.client.post(f"{site.url}/copy/{token}", headers=FROM_HERE) as answer:
        return answer.status, await answer.read()


async def test_the_page_on_privacy_is_for_everybody_and_says_what_is_kept(site: Site) -> None:
    async with site.visitor() as stranger:
        begun = time.monotonic()
        page = await stranger.get("/privacy")
    assert page.status == 200 and time.monotonic() - begun < 2
    for words in ("What Telegram sees", "Your voice", "The sound goes after 90 days", "/forgetme", "kept for 35 days"):
        assert words in page.text
    assert "tap More" not in page.text  # it is all there
    assert "Cymraeg" in page.text and "اردو" in page.text


async def test_a_copy_is_fetched_once(site: Site) -> None:
    token = await link(site)
    async with site.visitor() as ana:
        for _ in range(3):  # whoever previews links uses nothing up
            assert "opens once" in (await ana.get(f"/copy/{token}")).text
        assert "unwaith" in (await ana.get(f"/copy/{token}?language=cy")).text
        status, content = await fetch(site, ana, token)
        with ZipFile(BytesIO(content)) as whole:
            assert status == 200 and b"Ana" in whole.read("your-data.html")
        status, content = await fetch(site, ana, token)
    assert status == 404 and b"You can ask for a new link at any time" in content
    (row,) = await site.rows("SELECT action FROM audit")
    assert row["action"] == "copy_fetched"


@pytest.mark.parametrize("wrong", ["another", "late", "replaced", "erased"])
async def test_a_link_that_opens_nothing_says_so_kindly_and_not_why(site: Site, wrong: str) -> None:
    token = await link(site)
    now = site.player.clock.now()
    if wrong == "another":
        token = "x" * 43
    elif wrong == "late":
        site.player.clock.advance(24 * 3600 + 1)
    elif wrong == "replaced":
        (row,) = await site.rows("SELECT id FROM people")
        await site.do(lambda tx: copy_links.make(tx, now, row["id"]))
    else:
        await site.do(lambda tx: tx.run("UPDATE people SET erased_at = '2026', telegram_id = NULL"))
    async with site.visitor() as somebody:
        status, content = await fetch(site, somebody, token)
    assert status == 404 and b"Nothing is wrong with your data" in content


async def test_who_tries_many_links_is_answered_alike_and_none_is_looked_up(site: Site) -> None:
    token = await link(site)
    async with site.visitor() as somebody:
        for number in range(20):
            assert (await fetch(site, somebody, f"guess-{number}"))[0] == 404
        assert (await fetch(site, somebody, token))[0] == 404


async def test_each_of_two_gets_their_own_with_every_table_full(site: Site) -> None:
    ana, ben = await site.do(lambda tx: (fill(tx, ANA, 1), fill(tx, BEN, 2)))
    await site.do(lambda tx: tx.run("UPDATE voice_notes SET content = 'c291bmQ='"))
    for mine, theirs, who in ((ana, ben, ANA), (ben, ana, BEN)):
        read = await site.do(lambda tx, who=who: text_of(tx, row_id("people", who)))  # type: ignore[misc]
        assert not any(canary in read for canary in theirs.values())
        assert {column for column, canary in mine.items() if canary not in read} <= not_given(mine)


async def test_a_copy_has_the_letter_with_ones_own_words_if_there_are_any(site: Site) -> None:
    def both(tx: Transaction) -> list[set[str]]:
        now = site.player.clock.now()
        silent = meet(tx, site, "Ben", 502)
        ana = meet(tx, site)
        talk = conversations.begin(tx, now, ana.id, "reflect").id
        words = "I said the true thing."
        answers.give(tx, now, ana.id, talk, Given("q", words, words, "What?", "en", instant(now), "staff", 1, 2, 3))
        return [names_in(tx, silent), names_in(tx, ana)]

    def names_in(tx: Transaction, person: Person) -> set[str]:
        with ZipFile(BytesIO(copying.archive(tx, MONDAY, person, TEXTS.voice("en")))) as whole:
            return set(whole.namelist())

    silent, said = await site.do(both)
    assert said - silent == {"your-letter.html"}


def text_of(tx: Transaction, person_id: str) -> str:
    """All that is in somebody's file, the page and the data."""
    person = people.by_id(tx, person_id)
    assert person is not None
    with ZipFile(BytesIO(copying.archive(tx, MONDAY, person, TEXTS.voice("en")))) as whole:
        return "\n".join(whole.read(name).decode() for name in ("your-data.html", "your-data.json"))


def not_given(canaries: dict[Column, str]) -> set[Column]:
    """What the map says is not handed out; a message is given by its words, not as it was sent."""
    inner = {(table, name) for table, names in belongings.NOT_HANDED_OUT.items() for name in names}
    return inner | {("outbox", "payload"), ("outbox", "method"), ("outbox", "chat_id"), ("answers", "chat_id")}
