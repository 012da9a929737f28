"""Links that somebody of the team passes on to people without Telegram."""

from __future__ import annotations

from datetime import timedelta

from bot.actions import web_link
from storage import people
from storage.database import Transaction
from tests.cast import CORA
from tests.webdoor.site import Site


async def test_a_coordinator_is_asked_once_a_day_to_pass_a_link_on(site: Site) -> None:
    person, texts = await site.let_in("Grace"), site.player.running.parts.texts
    now = site.player.clock.now()

    def with_coordinator(tx: Transaction) -> None:
        cora = people.meet(tx, now, telegram_id=CORA.chat_id, timezone="Europe/London")
        people.give_role(tx, now, cora.id, "coordinator")

    await site.do(with_coordinator)

    async def pass_on() -> list[str]:
        at = site.player.clock.now()
        made = await site.do(lambda tx: web_link.pass_on(tx, at, texts, person, "https://voices.example"))
        return [message.payload for message in made]

    (payload,) = await pass_on()
    assert payload.startswith('{"text":"A note from Voices. Something waits on a web page')
    assert "Grace:\\n\\nhttps://voices.example/answer/" in payload
    assert "until Monday 16 March 2026, 09:00." in payload
    assert '"is_disabled":true' in payload
    assert await pass_on() == []
    person = await site.let_in("Evelyn")  # another, before it has gone: both come in one message
    assert await pass_on() == []
    (row,) = await site.rows("SELECT payload FROM outbox WHERE priority = 1")
    assert row["payload"].startswith(payload[:60]) and "for Evelyn, too" in row["payload"]
    assert row["payload"].count("/answer/") == 2
    site.player.clock.advance(timedelta(days=1, seconds=1))
    assert len(await pass_on()) == 1
    (row,) = {bool(row["fleeting"]) for row in await site.rows("SELECT fleeting FROM outbox WHERE priority = 1")}
    assert row, "the token stays in our table after it was sent"
