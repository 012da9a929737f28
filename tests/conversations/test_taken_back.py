"""Whatever somebody takes back in the chat is gone from files that staff made, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from storage import concerns, conversations, exports, people, quotation_requests
from storage.database import Transaction
from tests.agreeing import agree
from tests.cast import ANA, BEN, CORA
from tests.console import answered
from tests.conversations.room import Room

WORDS = "I was asked what I think."
FILES = ("people", "pairings", "sessions", "learning", "concern", "of another")
YESES = ("share_learning", "quote_anonymous", "quote_named", "after_programme")


def _no(room: Room, which: str) -> None:
    room.command("consent")
    room.press(which)
    room.press("No")


def _unquote(room: Room) -> None:
    room.command("myquotes")
    room.press("1")


def _words(room: Room, *pressed: str) -> None:
    room.command("mywords")
    room.answers("1", *pressed)


def _say_otherwise(room: Room) -> None:
    room.command("mywords")
    room.answers("1", "correct it", "I was not asked.", "done")


def _leave(room: Room) -> None:
    shown = room.command("leave")
    for _ in range(9):
        if shown[-1].text.startswith("Shall I note"):
            room.says("yes")
            return
        shown = room.says("keep it, under a number" if "Skip" not in shown[-1].buttons else "skip")


def _refuse_to_be_quoted(room: Room) -> None:
    _no(room, "Asking you about quotes")


def _refuse_the_learning_partner(room: Room) -> None:
    _no(room, "Learning partner reads without your name")


def _refuse_that_answers_are_kept(room: Room) -> None:
    _no(room, "Keeping your answers, also about health")


def _refuse_to_hear_of_opportunities(room: Room) -> None:
    _no(room, "Hearing of opportunities")


def _delete(room: Room) -> None:
    _words(room, "delete it", "yes")


def _keep_to_themselves(room: Room) -> None:
    _words(room, "who may see it", "only me")


def _show_their_leader(room: Room) -> None:
    _words(room, "who may see it", "my leader")


def _think_again(room: Room) -> None:
    _words(room, "leave it as it is")


TAKEN_BACK: Mapping[Callable[[Room], None], set[str]] = {
    _unquote: {"learning"},
    _say_otherwise: {"learning"},
    _refuse_to_be_quoted: {"learning"},
    _refuse_the_learning_partner: {"learning"},
    _refuse_that_answers_are_kept: {"people", "learning", "concern"},
    _leave: {"learning"},
    _delete: {"learning", "concern"},
    _keep_to_themselves: {"learning", "concern"},
    _refuse_to_hear_of_opportunities: set(),
    _show_their_leader: set(),
    _think_again: set(),
}


def _fill(tx: Transaction, room: Room) -> dict[str, str]:
    """Ana agreed to everything and said something; a file of each kind, ready, by what it is of. Another is being made
    of each."""
    ana, ben, cora = (people.in_chat(tx, one.chat_id) for one in (ANA, BEN, CORA))
    assert ana and ben and cora
    conversations.abandon(tx, room.now, ana.id, "onboarding_partner")
    agree(tx, room.now, ana.id, "take_part_health", "opportunities", *YESES)
    said = answered.say(tx, room.now, ana.id, WORDS, kind="reflect", question="prompt_1")
    asked = {"answer_id": said, "person_id": ana.id, "words": WORDS, "place": "The report", "attribution": "a partner"}
    made = quotation_requests.ask(tx, room.now, **asked, named=False, asked_by=cora.id)
    quotation_requests.decide(tx, room.now, made, "granted")
    about = {"concern": ana.id, "of another": ben.id}
    found = {}
    for name in FILES:
        of = concerns.raise_(tx, room.now, about[name], None, "contact_me") if name in about else ""
        for where in (name, f"{name}, being made"):
            kind = name if name != "of another" else "concern"
            wish = {"kind": kind, "format": "csv", "about": of, "purpose": "trying", "all_rows": 1}
            found[where] = exports.ask(tx, room.now, cora.id, **wish)  # type: ignore[arg-type]
            assert exports.begin(tx, found[where])
            exports.keep_part(tx, found[where], 0, WORDS.encode())
        assert exports.finish(tx, room.now, found[name], rows=1, parts=1)
    return found


@pytest.mark.parametrize("take_back", TAKEN_BACK, ids=lambda one: one.__name__.strip("_"))
def test_files_that_may_have_it_in_them_cannot_be_fetched_and_those_in_the_making_are_begun_anew(
    room: Room, take_back: Callable[[Room], None]
) -> None:
    room.on_duty(CORA)
    for who in (ANA, BEN):
        room.welcomed(who)
    files = room.write(lambda tx: _fill(tx, room))
    take_back(room)

    def look(tx: Transaction) -> tuple[set[str], set[str]]:
        there = {name: exports.by_id(tx, one) for name, one in files.items()}
        assert all(each is not None for each in there.values())
        empty = {name for name, one in files.items() if exports.content(tx, one) == b""}
        assert empty == {name for name, each in there.items() if each and (each.emptied or each.state == "waiting")}
        gone = {name for name in FILES if name in empty}
        anew = {name for name in FILES if not exports.made_so_far(tx, files[f"{name}, being made"], 1)}
        return gone, anew

    gone, anew = room.write(look)
    assert gone == anew == TAKEN_BACK[take_back]
