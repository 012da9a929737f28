"""Emails: a notice that something waits on somebody's page, and whatever else is to reach an address.

`queue` and `to_person` decide to send one, in the transaction that has a reason to; a job sends it, once.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.actions import web_link
from bot.chat.scene import Scene
from bot.chat.texts import Texts, Voice
from storage import doors, email_addresses, emails, links, people
from storage.database import Transaction
from storage.people import Person

TABLE = "emails"
STOP = f"{web_link.PAGE}/no-emails"
CODES_A_DAY = 5
UNSEEN_FOR = timedelta(minutes=2)  # before that they may be looking at it
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
LASTS = timedelta(days=14)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?P<domain>[^\s@,;:<>\"()\[\]\\]{1,180})")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


def queue(
    tx: Transaction,
    now: datetime,
    *,
    address: str,
    subject: str,
    body: str,
    kind: str,
    person_id: str | None = None,
    once: str | None = None,
    useful_for: timedelta = A_DAY,
) -> bool:
    """Decide to send this to an address; False when there was one with the same `once`, or none can be sent here.

    It goes at most once, is tried again while that is of use, and lapses after that. Emails travel in the open: say
    nothing in them that a stranger should not read.
    """
    if not email_addresses.sender(tx):
        return False
    return emails.add(
        tx,
        now,
        address=address,
        subject=subject,
        body=body,
        kind=kind,
        person_id=person_id,
        once=once,
        useful_for=useful_for,
    )


def to_person(
    tx: Transaction,
    now: datetime,
    texts: Texts,
    person: Person,
    table: str,
    key: str,
    *,
    once: str | None = None,
    useful_for: timedelta = A_DAY,
    **values: object,
) -> bool:
    """Decide to send somebody the text `key` of this table; False when they have no address that works."""
    address = email_addresses.working(tx, person.id)
    if address is None:
        return False
    voice = texts.voice(person.language)
    return queue(
        tx,
        now,
        address=address,
        subject=voice.says(TABLE, "subject", {}),
        body=voice.says(table, key, values),
        kind=key,
        person_id=person.id,
        once=once,
        useful_for=useful_for,
    )


def tell_of_waiting(tx: Transaction, now: datetime, texts: Texts, person: Person) -> None:
    """Something waits on their page: say that and no more, and not again until they have looked."""
    address, root = email_addresses.working(tx, person.id), web_link.root(tx)
    if address is None or not root:
        return
    voice = texts.voice(person.language)
    stop = f"{root}{STOP}/{email_addresses.stop_word(tx, now, person.id)}"
    emails.add(
        tx,
        now,
        address=address,
        subject=voice.says(TABLE, "subject", {}),
        body=voice.says(TABLE, "something_waits", {"url": f"{root}{web_link.PAGE}", "stop": stop}),
        kind="something_waits",
        person_id=person.id,
        unsubscribe=stop,
        useful_for=LASTS,
    )
    email_addresses.told(tx, now, person.id)


def send_new_link(tx: Transaction, now: datetime, texts: Texts, typed: str) -> int:
    """Whoever has confirmed this address gets a link that opens their page once, within an hour; how many did."""
    address, root = as_address(typed), web_link.root(tx)
    found = [people.by_id(tx, one) for one in email_addresses.with_address(tx, address)] if address and root else []
    known = [one for one in found if one is not None and _may_have_link(tx, now, one)]
    for person in known:
        url = f"{root}{web_link.PAGE}/{links.make(tx, now, person.id, days=1 / 24, once=True)}"
        to_person(tx, now, texts, person, TABLE, "new_link", useful_for=AN_HOUR, url=url)
    return len(known)


def _may_have_link(tx: Transaction, now: datetime, person: Person) -> bool:
    """One an hour; and none to whoever lost a phone, which may have their mailbox: then a person gives them one."""
    there = doors.telegram_of(tx, person.id)
    return not (there and there.locked_at) and not emails.made_since(tx, person.id, "new_link", now - AN_HOUR)


def standing(scene: Scene) -> dict[str, object]:
    """Whether emails can be sent here at all, and the address that they have confirmed, or ''."""
    known = email_addresses.of_person(scene.tx, scene.person.id)
    is_on = known is not None and known.confirmed_at is not None
    return {
        "works": bool(email_addresses.sender(scene.tx) and web_link.root(scene.tx)),
        "address": known.address if known is not None and is_on else "",
    }


def send_code(scene: Scene, *, address: str) -> str:
    """Send a code to the address that they gave, to see that it is theirs: "sent", or why not."""
    tx, now, checked = scene.tx, scene.now, as_address(address)
    if not email_addresses.sender(tx):
        return "none"
    if checked is None:
        return "no_address"
    if emails.made_since(tx, scene.person.id, "code", now - A_DAY) >= CODES_A_DAY:
        return "too_often"
    _send_code(tx, now, scene.voice, scene.person.id, checked)
    return "sent"


def _send_code(tx: Transaction, now: datetime, voice: Voice, person_id: str, address: str) -> None:
    code = email_addresses.give(tx, now, person_id, address)
    queue(
        tx,
        now,
        address=address,
        subject=voice.says(TABLE, "subject", {}),
        body=voice.says(TABLE, "code", {"code": code}),
        kind="code",
        person_id=person_id,
        useful_for=email_addresses.CODE_LASTS,
    )


def confirm(scene: Scene, *, code: str) -> bool:
    """Whether this is the code that was sent."""
    figures = "".join(one for one in code if one.isdigit())
    return email_addresses.confirm(scene.tx, scene.now, scene.person.id, figures)


def end(scene: Scene) -> None:
    """They want no emails any more, and we do not need their address."""
    email_addresses.forget(scene.tx, scene.person.id)


def as_address(typed: str) -> str | None:
    """The address in what was typed, its domain in small ASCII letters; None when it cannot be one."""
    text = typed.strip().removeprefix("mailto:")
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    try:
        domain = found["domain"].lower().encode("idna").decode()
    except UnicodeError:
        return None
    return f"{text.rpartition('@')[0]}@{domain}" if _DOMAIN.fullmatch(domain) else None
