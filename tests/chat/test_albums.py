"""An album comes as several updates and gets one reply (F8), also in two batches with a restart between."""

from __future__ import annotations

from bot.chat.albums import is_first
from bot.chat.chat import Chat
from bot.chat.questions import Text
from storage.database import Transaction
from tests.cast import ANA, BEN
from tests.chat.conftest import SetStage
from tests.chat.stage import Stage, texts_of


async def a_name(chat: Chat) -> None:
    await chat.ask("name", Text())


def pictures(stage: Stage, album: str, number: int) -> list[str]:
    return [text for _ in range(number) for text in texts_of(stage.send(ANA, "other", what="picture", album=album))]


def test_ten_pictures_get_one_reply_also_in_two_batches(set_stage: SetStage) -> None:
    stage = set_stage(a_name)
    stage.start()
    assert pictures(stage, "13573", 4) == ["I cannot keep that.\n\nname?"]
    stage.restart()
    assert pictures(stage, "13573", 6) == []


def test_each_album_and_each_single_picture_gets_its_reply(set_stage: SetStage) -> None:
    stage = set_stage(a_name)
    stage.start()
    assert len(pictures(stage, "1", 3) + pictures(stage, "2", 3) + pictures(stage, "", 2)) == 4
    assert pictures(stage, "1", 2) == []


def test_two_albums_may_come_at_once(set_stage: SetStage) -> None:
    stage = set_stage(a_name)
    stage.start(ANA)
    stage.start(BEN)
    heard = [stage.send(who, "other", album=who.name) for who in (ANA, BEN, ANA, BEN, ANA)]
    assert [len(one) for one in heard] == [1, 1, 0, 0, 0]


def test_an_album_whose_reply_failed_gets_it_with_the_next_picture(set_stage: SetStage) -> None:
    async def broken(chat: Chat) -> None:
        raise LookupError

    stage = set_stage(a_name)
    stage.start()
    stage.tales["tale"] = broken
    stage.send(ANA, "other", album="1")
    stage.tales["tale"] = a_name
    assert pictures(stage, "1", 3) == ["I cannot keep that.\n\nname?"]


def test_only_the_latest_albums_are_remembered(set_stage: SetStage) -> None:
    stage = set_stage(a_name)

    def each(tx: Transaction) -> list[bool]:
        return [is_first(tx, stage.now, f"{one}\0\ud83d") for one in [*range(60), 0, 59]]

    assert stage.write(each) == [True] * 61 + [False]
    assert len(stage.rows("SELECT value FROM facts WHERE name = 'answered_albums'")[0]["value"]) < 2000
