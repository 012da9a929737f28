"""How a broadcast stands is one message in a coordinator's chat, changed now and then, when it says something else."""

from __future__ import annotations

from datetime import timedelta

from bot.jobs import broadcasts as job
from bot.jobs.broadcasts import broadcasts as send
from storage import cards, outbox, sending
from storage.database import Transaction
from tests.cast import CORA as CORA_OF_THE_CAST
from tests.jobs.test_broadcasts import CORA, arrange, confirm
from tests.phones import Said
from tests.playing import Player


async def follow(player: Player) -> tuple[str, str]:
    """A broadcast to twelve that Cora follows; its id, and hers."""
    assert CORA.chat_id == CORA_OF_THE_CAST.chat_id
    broadcast, _ = await player.database.write(arrange)
    await confirm(player, broadcast, 12)
    for words in ("/broadcasts", "1"):
        await player.receive(player.telegram.words(CORA_OF_THE_CAST, words, player.clock.now()))
    (card,) = await player.database.read(lambda tx: cards.of_broadcast(tx, broadcast))
    return broadcast, card.person_id


async def seconds_go_by(player: Player, seconds: int) -> list[Said]:
    """Every second somebody looks, and one message goes out; what Cora saw change."""
    seen: list[Said] = []
    for _ in range(seconds):
        player.clock.advance(timedelta(seconds=1))
        await send(player.running)
        seen += await player.database.write(lambda tx: _one_goes(player, tx))
    return seen


def _one_goes(player: Player, tx: Transaction) -> list[Said]:
    now = player.clock.now()
    waiting = sending.waiting(tx, now, outbox.BROADCAST, 100)
    changes = [one for one in waiting if one.method == "editMessageText"]
    news = [one for one in waiting if one.method == "sendMessage"][:1]
    said = [player._send_one(tx, one) for one in [*changes, *news]]
    return [one for one in said if one is not None and one.how == "edits"]


async def test_it_is_changed_every_few_seconds_while_it_goes_on(player: Player) -> None:
    await follow(player)
    seen = await seconds_go_by(player, 57)
    assert seen == []  # nothing changed, so nothing was shown anew
    seen = await seconds_go_by(player, 16)
    assert 4 <= len(seen) <= 6
    assert all(one.chat_id == CORA.chat_id for one in seen)
    assert "Sent: 12" in (await seconds_go_by(player, 6))[-1].text
    assert await seconds_go_by(player, 30) == []
    assert await player.database.read(cards.to_keep_up) == []


async def test_it_goes_behind_everything_else_and_is_soon_of_no_use(player: Player) -> None:
    await follow(player)
    player.clock.advance(timedelta(seconds=61))
    await send(player.running)
    sql = "SELECT priority, useful_until, made_at FROM outbox WHERE method = 'editMessageText'"
    (change,) = await player.database.read(lambda tx: tx.all(sql))
    assert change["priority"] == outbox.BROADCAST and change["useful_until"] > change["made_at"]


async def test_it_is_followed_on_after_a_restart_and_let_go_when_it_was_deleted(player: Player) -> None:
    broadcast, cora = await follow(player)
    await player.restart()
    assert len(await seconds_go_by(player, 66)) >= 1
    player.clock.advance(timedelta(seconds=5))
    await job.broadcasts(player.running)

    def deleted(tx: Transaction) -> None:
        tx.run(
            """
            UPDATE outbox SET state = 'failed', done_at = made_at, why = 'message_gone'
            WHERE id = (SELECT MAX(edit_id) FROM broadcast_cards)
            """
        )

    await player.database.write(deleted)
    assert await seconds_go_by(player, 30) == []
    card = await player.database.read(lambda tx: cards.of(tx, broadcast, cora))
    assert card is not None and card.is_final
