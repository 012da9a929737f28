"""Which notices still hold: what is settled or taken back meanwhile is no news, and asks nobody to do anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from bot.actions import away, fitting, talking, untold
from bot.chat.scene import Scene
from storage import (
    concerns,
    doors,
    email_addresses,
    groups,
    links,
    pairings,
    people,
    profiles,
    prompts,
    proposals,
    quotation_uses,
    responses,
    sessions,
)
from storage.notices import Notice
from storage.people import Person
from storage.values import moment
from storage.web_chats import is_web

QUIET = timedelta(days=21)  # after so long somebody is asked to check on whoever wanted it
# What is true once it has happened, or is withdrawn where it is settled.
HAPPENED = frozenset(
    (
        *("partner_joined", "leader_joined", "coordinator_joined", "staff_joined", "access_needs_changed"),
        *("other_language_wanted", "draft_language_chosen", "to_be_forgotten_after_contact", "quotation_decided"),
        *("pairing_ended_by_leaving", "session_told_both_ways", "unprompted_words", "reply_to_vanished_question"),
        *("broadcast_does_not_add_up", "broadcast_not_all", "voice_note_lost", "turn_failed", "note_failed"),
        *("update_set_aside", "message_uncertain", "answer_unknown", "message_not_understood", "token_refused"),
        *("polling_refused", "away_longer_than_telegram_keeps", "clock_is_wrong", "database_restored"),
        *("email_trouble", "email_unknown", "many_wrong_codes"),
    )
)


def standing(scene: Scene, found: Iterable[Notice]) -> list[Notice]:
    """Those of these that are not settled, as far as that can be told."""
    return [one for one in found if one.kind not in HOLDS or HOLDS[one.kind](scene, one.about)]


def _is_planned(scene: Scene, about: str) -> bool:
    session = sessions.by_id(scene.tx, about)
    return session is not None and session.state == "planned"


def _is_proposed(scene: Scene, about: str) -> bool:
    """Another time for a session waits for an answer, and it has not begun."""
    session = sessions.by_id(scene.tx, about)
    begins = moment(session.starts_at) if session is not None else scene.now
    return begins > scene.now and proposals.open_about(scene.tx, about) is not None


def _is_to_hold(scene: Scene, about: str) -> bool:
    """Somebody who asked for it is still away, and it has not begun."""
    session = sessions.by_id(scene.tx, about)
    if session is None or session.state != "planned" or moment(session.starts_at) <= scene.now:
        return False
    return away.who_asked_to_hold(scene, session) != []


def _did_not_happen(scene: Scene, about: str) -> bool:
    session = sessions.by_id(scene.tx, about)
    return session is not None and session.state == "missed"


def _is_to_ease(scene: Scene, about: str) -> bool:
    """Somebody who comes asked for something, and it is still to come."""
    session = sessions.by_id(scene.tx, about)
    if session is None or session.state != "planned" or moment(session.starts_at) <= scene.now:
        return False
    return any(talking.asked_to_ease(scene.tx, session, one) for one in sessions.attendees(scene.tx, session))


def _has_a_no(scene: Scene, about: str) -> bool:
    """Somebody who was asked into a group that stands has said no, and nothing else since."""
    group = groups.by_id(scene.tx, about)
    return group is not None and group.ended_at is None and "no" in groups.said_by(scene.tx, about).values()


def _does_not_go_ahead(scene: Scene, about: str) -> bool:
    pairing = pairings.by_id(scene.tx, about)
    return pairing is not None and pairing.state not in ("proposed", "agreed")


def _is_open(scene: Scene, about: str) -> bool:
    concern = concerns.by_id(scene.tx, about)
    return concern is not None and concern.closed_at is None


def _of_person(is_so: Callable[[Scene, Person], bool]) -> Callable[[Scene, str], bool]:
    """The same of somebody who is still known here."""

    def holds(scene: Scene, about: str) -> bool:
        person = people.by_id(scene.tx, about)
        return person is not None and is_so(scene, person)

    return holds


def _has_no_way_in(scene: Scene, person: Person) -> bool:
    """A chat of theirs is locked, or they have a page alone, to which no link works."""
    if any(one.locked_at is not None for one in doors.of_person(scene.tx, person.id)):
        return True
    on_page = person.telegram_id is not None and is_web(person.telegram_id)
    return on_page and not links.works(scene.tx, scene.now, person.id)


def _is_silent(scene: Scene, person: Person) -> bool:
    return person.left_at is None and moment(person.seen_at) <= scene.now - QUIET


def _wants_checking_on(scene: Scene, person: Person) -> bool:
    return profiles.of(scene.tx, person.id).get("silence_means") == "ask_a_person"


def _wants_to_talk_of_payment(scene: Scene, person: Person) -> bool:
    """They have not chosen anything else since; until they have told us all, nothing is chosen."""
    return (profiles.of(scene.tx, person.id).get("payment") or "talk_first") == "talk_first"


def _emails_come_back(scene: Scene, person: Person) -> bool:
    address = email_addresses.of_person(scene.tx, person.id)
    return address is not None and address.failed_at is not None


def _is_suggested(scene: Scene, about: str) -> bool:
    thought = prompts.by_id(scene.tx, about)
    return thought is not None and thought.state == "suggested"


def _stands_in_a_draft(scene: Scene, about: str) -> bool:
    """The place where the quotation stood has still to be mended."""
    return any(one.quotation is None for one in quotation_uses.of_quotation(scene.tx, about))


def _has_the_place(scene: Scene, about: str) -> bool:
    response = responses.by_id(scene.tx, about)
    return response is not None and response.accepted == "yes"


# What may be settled, or taken back, after it was put up: whether it still holds.
HOLDS: Mapping[str, Callable[[Scene, str], bool]] = {
    **dict.fromkeys(untold.NOTICES, untold.is_for_the_team),
    untold.NOT_ASKED: _is_proposed,
    "session_time_proposed": _is_proposed,
    "session_to_hold": _is_to_hold,
    "session_moved_without_us": _is_planned,
    "session_missed": _did_not_happen,
    "makes_it_easier": _is_to_ease,
    "group_declined": _has_a_no,
    "pairing_declined": _does_not_go_ahead,
    "not_a_good_fit": fitting.still_does_not_fit,
    "fit_talk_wanted": fitting.still_wants_a_person,
    **dict.fromkeys(("contact_me", "another_way"), _is_open),
    "person_left": _of_person(lambda _, person: person.left_at is not None),
    "person_stopped": _of_person(lambda _, person: person.stopped_at is not None),
    "person_away": _of_person(lambda _, person: person.paused_at is not None),
    "person_unreachable": _of_person(lambda _, person: person.unreachable_at is not None),
    "chat_locked": _of_person(_has_no_way_in),
    "long_silence": _of_person(_is_silent),
    "wants_checking_on": _of_person(_wants_checking_on),
    "payment_talk_wanted": _of_person(_wants_to_talk_of_payment),
    "email_refused": _of_person(_emails_come_back),
    "prompt_suggested": _is_suggested,
    "quotation_withdrawn": _stands_in_a_draft,
    "place_taken_after_all": _has_the_place,
}
