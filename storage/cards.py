"""Cards: the message in a coordinator's chat that says how a broadcast stands, one for each of them who looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.values import instant

_COLUMNS = """broadcast_id, broadcast_cards.person_id, message.message_id, message.done_at AS message_done_at, edit_id,
  handle, offers, shown, changed_at, is_final, change.state AS change, change.done_at AS change_done_at"""
_FROM = """broadcast_cards LEFT JOIN outbox AS message ON message.id = broadcast_cards.outbox_id
  LEFT JOIN outbox AS change ON change.id = broadcast_cards.edit_id"""


@dataclass(frozen=True, slots=True)
class Card:
    """`message_id` is Telegram's, None until it has the message. `offers` are the stories whose buttons are below it,
    which carry the `handle`; `change` is the state of the newest change of it, if there was one."""

    broadcast_id: str
    person_id: str
    message_id: int | None
    message_done_at: str | None
    edit_id: str | None
    handle: str
    offers: tuple[str, ...]
    shown: str
    changed_at: str
    is_final: bool
    change: str | None
    change_done_at: str | None

    @property
    def is_on_its_way(self) -> bool:
        """Whether the message, or a change of it, has not got there yet."""
        return self.message_done_at is None or (self.change is not None and self.change_done_at is None)

    @property
    def is_lost(self) -> bool:
        """Whether Telegram never had it, or does not let us change it any more."""
        return self.message_id is None or self.change == "failed"


def _card(row: Row) -> Card:
    held = {name: row[name] for name in Card.__slots__}
    return Card(**{**held, "offers": tuple(row["offers"].split()), "is_final": bool(row["is_final"])})


def of(tx: Transaction, broadcast_id: str, person_id: str) -> Card | None:
    """The card of one coordinator."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE broadcast_id = :id AND broadcast_cards.person_id = :person_id",  # noqa: S608
        id=broadcast_id,
        person_id=person_id,
    )
    return None if row is None else _card(row)


def of_broadcast(tx: Transaction, broadcast_id: str) -> list[Card]:
    """Every card of a broadcast, in a fixed order."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE broadcast_id = :id ORDER BY broadcast_cards.person_id",  # noqa: S608
        id=broadcast_id,
    )
    return [_card(row) for row in rows]


def to_keep_up(tx: Transaction) -> list[str]:
    """The ids of the broadcasts of which a card does not say the last word yet."""
    rows = tx.all("SELECT DISTINCT broadcast_id FROM broadcast_cards WHERE is_final = :no ORDER BY 1", no=False)
    return [row["broadcast_id"] for row in rows]


def put(
    tx: Transaction,
    now: datetime,
    broadcast_id: str,
    person_id: str,
    *,
    outbox_id: str,
    handle: str,
    offers: Sequence[str],
    shown: str,
) -> None:
    """A new card, in place of one that this person had before."""
    tx.run(
        """
        INSERT INTO broadcast_cards (broadcast_id, person_id, outbox_id, handle, offers, shown, changed_at, is_final)
        VALUES (:broadcast_id, :person_id, :outbox_id, :handle, :offers, :shown, :now, :no)
        ON CONFLICT (broadcast_id, person_id) DO UPDATE SET outbox_id = excluded.outbox_id, edit_id = NULL,
          handle = excluded.handle, offers = excluded.offers, shown = excluded.shown,
          changed_at = excluded.changed_at, is_final = excluded.is_final
        """,
        broadcast_id=broadcast_id,
        person_id=person_id,
        outbox_id=outbox_id,
        handle=handle,
        offers=" ".join(offers),
        shown=shown,
        no=False,
        now=instant(now),
    )


def changed(
    tx: Transaction, now: datetime, card: Card, *, edit_id: str, handle: str, offers: Sequence[str], shown: str
) -> None:
    """It is being changed to this."""
    tx.run(
        """
        UPDATE broadcast_cards
        SET edit_id = :edit_id, handle = :handle, offers = :offers, shown = :shown, changed_at = :now
        WHERE broadcast_id = :id AND person_id = :person_id
        """,
        id=card.broadcast_id,
        person_id=card.person_id,
        edit_id=edit_id,
        handle=handle,
        offers=" ".join(offers),
        shown=shown,
        now=instant(now),
    )


def said_last(tx: Transaction, card: Card) -> None:
    """It says the last word."""
    tx.run(
        "UPDATE broadcast_cards SET is_final = :yes WHERE broadcast_id = :id AND person_id = :person_id",
        id=card.broadcast_id,
        person_id=card.person_id,
        yes=True,
    )
