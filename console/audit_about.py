"""To whom or what something was done, as the log tells it, and the page of it for whoever may go there: people are
numbers here, and nobody's answers are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.actions.finding import number_of
from bot.actions.naming import when
from bot.actions.progress import title_of
from bot.actions.scheduling import MOVED, TO
from bot.rules.help_card import NATIONS
from console.audit_named import Named, named, person, tag_name
from console.audit_texts import text, thought
from console.audit_words import REFUSED
from console.desk import Reading
from console.labels import ROLES
from console.rights import LEARNING
from storage import (
    audit,
    broadcasts,
    fates,
    groups,
    opportunities,
    organisations,
    pairings,
    people,
    responses,
    sessions,
    threads,
)
from storage.audit import Entry
from storage.sessions import Session
from storage.values import moment


def about(look: Reading, one: Entry) -> Named:
    """To whom or what it was done."""
    if one.action == REFUSED:  # the names of a page and of a right are those of the program
        return Named()
    for beginning, name in _NAMED.items():
        if one.action.startswith(beginning):
            return name(look, one)
    return named(look, one.about)


def _said_by(look: Reading, person_id: str | None) -> Named:
    """Whose words it was about; not for whoever reads words without names, and would know now whose they are."""
    without_names = LEARNING in look.me.roles and not look.me.may("see_people")
    return Named() if without_names else person(look, person_id)


def _words_of(look: Reading, one: Entry) -> Named:
    if people.by_id(look.tx, one.about) is None:
        return named(look, one.about)
    return _said_by(look, one.about)


def _answer(look: Reading, one: Entry) -> Named:
    whose = _said_by(look, fates.author_of(look.tx, one.about))
    return Named(f"an answer of {whose.words}", whose.path) if whose.words else Named("an answer")


def _answers(look: Reading, one: Entry) -> Named:
    """What was read: of one person, of two who work together, to an offer, or of many."""
    if not one.about:
        return Named("answers of many, as they were looked for")
    found = _pairing(look, one)
    return found if found.words else _message(look, one)


def _nation(look: Reading, one: Entry) -> Named:
    return Named(look.voice.label(one.about)) if one.about in NATIONS else named(look, one.about)


def _pairing(look: Reading, one: Entry) -> Named:
    path = f"/pairings/{one.about}" if look.me.may("see_programme") else ""
    both = _two(look, one.about)
    return Named(both, path) if both else named(look, one.about)


def _two(look: Reading, pairing_id: str) -> str:
    found = pairings.by_id(look.tx, pairing_id) if pairing_id else None
    both = [people.by_id(look.tx, each) for each in (found.partner_id, found.leader_id)] if found else []
    return " and ".join(number_of(each.number) for each in both if each)


def _group(look: Reading, one: Entry) -> Named:
    found = groups.by_id(look.tx, one.about)
    path = f"/groups/{one.about}" if look.me.may("see_programme") else ""
    return Named(found.name, path) if found else named(look, one.about)


def _session(look: Reading, one: Entry) -> Named:
    """When it was to begin as this was done, and who meets, by number, or the group."""
    found = sessions.by_id(look.tx, one.about)
    if found is None:
        return named(look, one.about)
    group = groups.by_id(look.tx, found.group_id) if found.group_id else None
    who = group.name if group else _two(look, found.pairing_id or "")
    begins = _began(look, one, found)
    words = ", ".join(each for each in (who, begins and when(look.scene, moment(begins))) if each)
    return Named(words, f"/sessions/{found.id}" if look.me.may("see_programme") else "")


def _began(look: Reading, one: Entry, session: Session) -> str:
    """As the next move says from when it was; '' where that does not say."""
    moves = [one] if one.action == MOVED else audit.later(look.tx, one.id, session.id, MOVED)
    return moves[0].detail.partition(TO)[0] if moves else session.starts_at


def _message(look: Reading, one: Entry) -> Named:
    """An opportunity by its title; of a message, which may be of one, that too. How an announcement begins is for those
    who send such."""
    sent, may = broadcasts.by_id(look.tx, one.about), look.me.may("offer")
    if sent is not None and sent.opportunity_id is None:
        words = f"“{title_of(look.scene, sent)}”" if may else ""
        begun = f"an announcement, begun {when(look.scene, moment(sent.made_at))}"
        return Named(words or begun, f"/broadcasts/{sent.id}" if may and sent.state != "draft" else "")
    found = opportunities.by_id(look.tx, (sent.opportunity_id if sent else one.about) or "")
    if found is None:
        return named(look, one.about)
    path = f"/broadcasts/{sent.id}" if sent and sent.state != "draft" else f"/opportunities/{found.id}"
    return Named(found.title, path if may else "")


def _interest(look: Reading, one: Entry) -> Named:
    """Whose interest in what; either by the answer itself or by the talk about it."""
    found = responses.by_id(look.tx, one.about) or threads.by_id(look.tx, one.about)
    offer = opportunities.by_id(look.tx, found.opportunity_id or "") if found else None
    if found is None or offer is None:
        return _message(look, one)
    whose = person(look, found.person_id)
    path = f"/opportunities/{offer.id}/interested" if look.me.may("offer") else ""
    return Named(": ".join(each for each in (offer.title, whose.words) if each), path)


def _organisation(look: Reading, one: Entry) -> Named:
    name = organisations.names(look.tx).get(one.about, "")
    return Named(name, "/organisations" if look.me.may("arrange") else "") if name else named(look, one.about)


def _tag(look: Reading, one: Entry) -> Named:
    return Named(tag_name(look, one.about))


def _part(look: Reading, one: Entry) -> Named:
    return Named(ROLES[one.about]) if one.about in ROLES else named(look, one.about)


def _nothing(look: Reading, one: Entry) -> Named:
    return Named()


_NAMED: Mapping[str, Callable[[Reading, Entry], Named]] = {
    "words_": text,
    "prompt_": thought,
    "card_ch": _nation,
    "pairing_": _pairing,
    "group_": _group,
    "asked_into_group": _group,
    "session": _session,
    "ease_read": _session,
    "opportunity_": _message,
    "outcomes_told": _message,
    "took_part_noted": _message,
    "broadcast_": _message,
    "announcement_": _message,
    "audience_": _message,
    "decision_kept": _interest,
    "response_decided": _interest,
    "talk_": _interest,
    "question_answered": _interest,
    "answers_read": _answers,
    "answers_looked_at": _answers,
    "passage_": _answer,
    "fate_": _words_of,
    "quotation_": _words_of,
    "tag": _tag,
    "organisation_a": _organisation,
    "organisation_re": _organisation,
    "invite_": _part,
    "concerns_listed": _nothing,
    "notices_seen": _nothing,
}
