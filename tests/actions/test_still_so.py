"""What is told as new still holds: what was taken back, or is settled meanwhile, is told of no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.actions import grouping, noticing, still_so
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from config.languages import language_files
from storage import doors, groups, notices, pairings, people, profiles, prompts, sessions
from storage.database import Database, Transaction
from tests.actions.programme import Three, paired, three
from tests.databases import NOW

TEXTS = Texts(language_files())
About = Callable[[Transaction, Three], str]
Turned = Callable[[Transaction, Three, str], object]


def test_each_kind_of_notice_is_true_for_good_or_it_is_known_when_it_holds() -> None:
    kinds = set(TEXTS.first.texts[noticing.TABLE]["kinds"]["options"])
    assert kinds == still_so.HAPPENED | still_so.HOLDS.keys()
    assert not still_so.HAPPENED & still_so.HOLDS.keys()


def has_left(tx: Transaction, who: Three) -> str:
    people.leave(tx, NOW, who.ana)
    return who.ana


def has_stopped(tx: Transaction, who: Three) -> str:
    people.stop(tx, NOW, who.ana)
    return who.ana


def has_paused(tx: Transaction, who: Three) -> str:
    people.pause(tx, NOW, who.ana)
    return who.ana


def said_no_to_a_group(tx: Transaction, who: Three) -> str:
    group = groups.form(tx, NOW, name="Lantern", members=[who.ana, who.ben])
    grouping.answered(tx, NOW, group, who.ana, "no")
    return group


def said_no_to_a_pairing(tx: Transaction, who: Three) -> str:
    pairing = paired(tx, who)
    pairings.say(tx, NOW, pairing, "partner", "no")
    return pairing


def did_not_meet(tx: Transaction, who: Three) -> str:
    session = sessions.plan(tx, NOW, pairing_id=paired(tx, who), starts_at=NOW, timezone="UTC")
    sessions.becomes(tx, session.id, "missed")
    return session.id


def suggested(tx: Transaction, who: Three) -> str:
    return prompts.suggest(tx, NOW, "What helped?", "en", who.ana)


def locked_a_phone(tx: Transaction, who: Three) -> str:
    doors.use(tx, NOW, who.ana, doors.page_of(tx, NOW, who.ana))
    doors.lock(tx, NOW, who.ana, 1)
    return who.ana


def wants_checking(tx: Transaction, who: Three) -> str:
    profiles.keep(tx, who.ana, {"silence_means": "ask_a_person"})
    return who.ana


TURNED: dict[str, tuple[About, Turned]] = {
    "person_left": (has_left, lambda tx, who, _: people.stays(tx, who.ana)),
    "person_stopped": (has_stopped, lambda tx, who, _: people.carry_on(tx, who.ana)),
    "person_away": (has_paused, lambda tx, who, _: people.carry_on(tx, who.ana)),
    "group_declined": (said_no_to_a_group, lambda tx, who, group: grouping.answered(tx, NOW, group, who.ana, "yes")),
    "pairing_declined": (said_no_to_a_pairing, lambda tx, who, _: tx.run("UPDATE pairings SET state = 'agreed'")),
    "session_missed": (did_not_meet, lambda tx, who, session: sessions.becomes(tx, session, "held")),
    "prompt_suggested": (suggested, lambda tx, who, thought: prompts.decide(tx, NOW, thought, theme=None)),
    "chat_locked": (locked_a_phone, lambda tx, who, _: _unlocked(tx, who)),
    "wants_checking_on": (
        wants_checking,
        lambda tx, who, _: profiles.keep(tx, who.ana, {"silence_means": "nothing"}),
    ),
}


def _unlocked(tx: Transaction, who: Three) -> None:
    doors.unlock(tx, who.ana)
    doors.use(tx, NOW, who.ana, 1)


@pytest.mark.parametrize("kind", TURNED)
async def test_what_was_taken_back_is_no_news(database: Database, kind: str) -> None:
    begins, ends = TURNED[kind]

    def unit(tx: Transaction) -> None:
        who = three(tx)
        cora = people.by_id(tx, who.cora)
        assert cora is not None
        scene, about = Scene(tx, NOW, cora, TEXTS.first, TEXTS), begins(tx, who)
        notices.note(tx, NOW, kind, about)

        def told() -> list[str]:
            return [one.kind for one in still_so.standing(scene, notices.to_look_at(tx)) if one.kind == kind]

        assert told() == [kind]
        ends(tx, who, about)
        assert told() == []

    await database.write(unit)
