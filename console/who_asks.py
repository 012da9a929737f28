"""Who asks, by what their browser carries, and whether they may: read anew each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.rules import staying
from console import rights
from console.form_keys import page_key
from console.refusals import NotAllowed, NotSignedIn, ProofWanted, SecondStepWanted
from console.rights import Right
from storage import people, second_steps, sign_ins
from storage.database import Transaction
from storage.people import Person
from storage.sign_ins import SignIn
from storage.values import moment, moment_or_none


@dataclass(frozen=True, slots=True)
class Me:
    """Whoever asks. `key` is what their forms carry."""

    person: Person
    roles: tuple[str, ...]
    sign_in: SignIn
    key: str

    def may(self, right: Right) -> bool:
        """Whether they have this right."""
        return rights.allows(self.roles, right)


def whoever(tx: Transaction, now: datetime, token: str, may: Right) -> Me:
    """Who asks with this token, if they `may`: read anew each time, so that a role that was taken ends here."""
    me = _signed_in(tx, now, token)
    if not me.may(may):
        raise NotAllowed(me.person.id, may)
    if may == "be_known":
        return me
    step, proved = second_steps.of_person(tx, me.person.id), moment_or_none(me.sign_in.proved_at)
    if step is None or step.confirmed_at is None:
        if rights.needs_second_step(me.roles) or may in rights.FRESH_FOR:
            raise SecondStepWanted(me.person.id)
    elif proved is None or (may in rights.FRESH_FOR and not staying.is_fresh(now, proved)):
        raise ProofWanted(me.person.id)
    return me


def _signed_in(tx: Transaction, now: datetime, token: str) -> Me:
    found = sign_ins.behind(tx, token) if token else None
    if found is None:
        raise NotSignedIn
    if found.ended_at is not None:
        raise NotSignedIn(found.ended_why, found.person_id)
    over = staying.why_over(now, signed_in_at=moment(found.signed_in_at), seen_at=moment(found.seen_at))
    person, roles = people.by_id(tx, found.person_id), people.roles_of(tx, found.person_id)
    if person is None or roles != found.roles or not rights.is_staff(roles):
        over = "role_changed"
    if over or person is None:
        raise NotSignedIn(over, found.person_id, found.id)
    return Me(person, roles, found, page_key(token))
