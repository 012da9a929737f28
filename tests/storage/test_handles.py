"""Handles: they lead back to the id, and tell nothing of it."""

from __future__ import annotations

from storage import handles, values
from storage.database import Database, Transaction
from tests.databases import NOW


async def test_a_handle_leads_back_and_is_the_same_each_time(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        assert handles.behind(tx, "0" * 32) == ""
        ids = [values.new_id(NOW) for _ in range(50)]
        made = [handles.of(tx, NOW, one) for one in ids]
        assert [handles.of(tx, NOW, one) for one in ids] == made and len(set(made)) == 50
        assert [handles.behind(tx, one) for one in made] == ids
        assert not any(one[:6] in handle for one, handle in zip(ids, made, strict=True))
        for wrong in ("", ids[0], "x" * 32, made[0][:-1] + ("0" if made[0][-1] != "0" else "1"), made[0] + "00"):
            assert handles.behind(tx, wrong) == ""
        assert handles.of(tx, NOW, "") == ""

    await database.write(unit)


def test_ids_follow_each_other_and_their_ends_are_each_their_own() -> None:
    ids = [values.new_id(NOW) for _ in range(200)]
    assert ids == sorted(set(ids)) and len({one[-6:] for one in ids}) > 190
