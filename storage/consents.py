"""Consent by purpose: one row an event, never changed, with the wording that was shown. And the one rule by which
sending, reading, keeping and exporting know whether a yes stands."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from storage import ledger, taken_back
from storage.database import Transaction
from storage.values import instant, new_id

REVIEW_AFTER = timedelta(days=365)
TAKE_PART = ("take_part_health", "take_part")
FIRST_VERSION = "1"

# The reason of the note that asks whether a yes still holds.
ASKS_ANEW = "nudge_consent_review"
# What may only be sent while a yes to this stands: how the reason of a message begins.
NEEDED_TO_SEND = {"nudge_opportunity": "opportunities"}
WARNS = "nudge_answers_go"  # what goes in a pause too: something of theirs is about to be deleted
# What tells a fact and asks nothing goes also to a partner who took back their yes to keeping what they say.
FACTS = frozenset(
    f"nudge_{kind}"
    for kind in (
        *("reminder_hour", "reminder_day", "session_planned", "session_changed", "pairing_news", "pairing_ended"),
        *("group_ended", "permission_recorded"),
    )
) | {WARNS}


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Who wrote it down for somebody, and where the paper is."""

    recorded_by: str
    paper: str


def note(
    tx: Transaction,
    now: datetime,
    person_id: str,
    *,
    purpose: str,
    decision: str,
    wording_key: str,
    wording: str,
    language: str,
    how: str,
    version: str = FIRST_VERSION,
    on_paper: OnPaper | None = None,
) -> None:
    """One decision: given, refused or withdrawn. It holds from this moment on, also after an older copy is restored,
    and files that were made under a yes that it takes back cannot be fetched any more."""
    if decision != "given" and decisions(tx, person_id).get(purpose) in ("given", "outdated"):
        taken_back.a_yes(tx, person_id, purpose)
    tx.run(
        """
        INSERT INTO consents (id, person_id, purpose, decision, wording_key, wording_version, wording, wording_hash,
          language, how, decided_at, review_on, recorded_by, paper)
        VALUES (:id, :person_id, :purpose, :decision, :wording_key, :wording_version, :wording, :wording_hash,
          :language, :how, :now, :review_on, :recorded_by, :paper)
        """,
        id=new_id(now),
        person_id=person_id,
        purpose=purpose,
        decision=decision,
        wording_key=wording_key,
        wording_version=version,
        wording=wording,
        wording_hash=hashlib.sha256(wording.encode()).hexdigest(),
        language=language,
        how=how,
        now=instant(now),
        review_on=(now + REVIEW_AFTER).date().isoformat(),
        recorded_by=on_paper.recorded_by if on_paper else None,
        paper=on_paper.paper if on_paper else "",
    )
    ledger.note(tx, now, person_id, f"{'given' if decision == 'given' else 'withdrawn'}:{purpose}")


def require(tx: Transaction, now: datetime, versions: Mapping[str, str]) -> None:
    """From now on a yes to these purposes stands only in this version of its wording."""
    for purpose, version in versions.items():
        tx.run(
            """
            INSERT INTO wordings (purpose, version, since) VALUES (:purpose, :version, :now)
            ON CONFLICT (purpose) DO UPDATE SET version = excluded.version,
              since = CASE WHEN wordings.version = excluded.version THEN wordings.since ELSE excluded.since END
            """,
            purpose=purpose,
            version=version,
            now=instant(now),
        )


def stands(person: str, *purposes: str) -> str:
    """SQL that is true where somebody's yes to one of `purposes` stands; `person` is the SQL of their id."""
    listed = ", ".join(f"'{one}'" for one in purposes)
    return f"""EXISTS (SELECT 1 FROM consents AS latest
      WHERE latest.person_id = {person} AND latest.purpose IN ({listed}) AND latest.decision = 'given'
        AND NOT EXISTS (SELECT 1 FROM consents AS later
          WHERE later.person_id = latest.person_id AND later.purpose = latest.purpose AND later.id > latest.id)
        AND NOT EXISTS (SELECT 1 FROM wordings
          WHERE wordings.purpose = latest.purpose AND wordings.version <> latest.wording_version))"""  # noqa: S608


def stood(person: str, purpose: str, before: str) -> str:
    """SQL that is true where somebody said yes `before` a time, and not one no since; `before` is its SQL."""
    return f"""EXISTS (SELECT 1 FROM consents AS first_yes
      WHERE first_yes.person_id = {person} AND first_yes.purpose = '{purpose}' AND first_yes.decision = 'given'
        AND first_yes.decided_at < {before}
        AND NOT EXISTS (SELECT 1 FROM consents AS later WHERE later.person_id = first_yes.person_id
          AND later.purpose = first_yes.purpose AND later.decision <> 'given' AND later.id > first_yes.id))"""  # noqa: S608


def not_taken_back(person: str, purpose: str) -> str:
    """SQL that is true unless somebody's last word about `purpose` is a no; `person` is the SQL of their id."""
    return f"""NOT EXISTS (SELECT 1 FROM consents AS latest
      WHERE latest.person_id = {person} AND latest.purpose = '{purpose}' AND latest.decision <> 'given'
        AND NOT EXISTS (SELECT 1 FROM consents AS later
          WHERE later.person_id = latest.person_id AND later.purpose = latest.purpose AND later.id > latest.id))"""  # noqa: S608


def decisions(tx: Transaction, person_id: str) -> dict[str, str]:
    """The latest decision for each purpose that the person was asked about; `outdated` is a yes to a wording that has
    changed since."""
    rows = tx.all(
        """
        SELECT consents.purpose, decision, wording_version, wordings.version FROM consents
        LEFT JOIN wordings ON wordings.purpose = consents.purpose WHERE person_id = :id ORDER BY consents.id
        """,
        id=person_id,
    )
    return {row["purpose"]: as_it_stands(row["decision"], row["version"], row["wording_version"]) for row in rows}


def as_it_stands(decision: str, required: str | None, version: str) -> str:
    return "outdated" if decision == "given" and required not in (None, version) else decision


def given(tx: Transaction, person_id: str, purpose: str) -> bool:
    """Whether consent for `purpose` stands now."""
    return decisions(tx, person_id).get(purpose) == "given"


def refused(tx: Transaction, person_id: str, purpose: str) -> bool:
    """Whether a no to `purpose` stands now: said at once, or a yes that was taken back."""
    return decisions(tx, person_id).get(purpose) in ("refused", "withdrawn")


def takes_part(tx: Transaction, person_id: str) -> bool:
    """Whether they have agreed to take part, as whatever they are in the programme."""
    decided = decisions(tx, person_id)
    return any(decided.get(purpose) == "given" for purpose in TAKE_PART)


def who_gave(tx: Transaction, purpose: str) -> set[str]:
    """Everybody whose yes to `purpose` stands now; nobody who was erased."""
    rows = tx.all(f"SELECT id FROM people WHERE erased_at IS NULL AND {stands('people.id', purpose)}")  # noqa: S608
    return {str(row["id"]) for row in rows}


def keeps_from_sending(tx: Transaction, person_id: str, reason: str) -> bool:
    """Whether a no of theirs, given at any time before this very moment, forbids a message for this reason."""
    decided = decisions(tx, person_id)
    needed = next((purpose for begin, purpose in NEEDED_TO_SEND.items() if reason.startswith(begin)), None)
    if needed is not None and decided.get(needed, "given") != "given":
        return True
    if reason in FACTS and took_back(decided):
        return False
    asked = [decided[purpose] for purpose in TAKE_PART if purpose in decided]
    if reason == ASKS_ANEW and "outdated" in asked:
        return False
    return bool(asked) and "given" not in asked


def took_back_health(tx: Transaction, person_id: str) -> bool:
    """Whether they only took back that we keep what they say: they are in the programme still."""
    return took_back(decisions(tx, person_id))


def took_back(decided: Mapping[str, str]) -> bool:
    return decided.get("take_part_health") == "withdrawn" and decided.get("take_part", "given") == "given"


def is_outdated(tx: Transaction, person_id: str) -> bool:
    """Whether they agreed to take part in words that have changed since: they may be asked anew, and nothing else."""
    decided = decisions(tx, person_id)
    return any(decided.get(purpose) == "outdated" for purpose in TAKE_PART)


def to_review(tx: Transaction, today: date) -> list[tuple[str, str]]:
    """People who take part and have a yes that was given a year ago or to a wording that has changed, each with the day
    since when that is so."""
    rows = tx.all(
        """
        SELECT consents.person_id, MIN(CASE WHEN version IS NULL OR version = wording_version THEN review_on
          ELSE substr(since, 1, 10) END) AS since
        FROM consents JOIN people ON people.id = consents.person_id AND erased_at IS NULL AND joined_at IS NOT NULL
        LEFT JOIN wordings ON wordings.purpose = consents.purpose
        WHERE decision = 'given' AND (review_on <= :today OR version <> wording_version)
          AND NOT EXISTS (SELECT 1 FROM consents AS later WHERE later.person_id = consents.person_id
            AND later.purpose = consents.purpose AND later.id > consents.id)
        GROUP BY consents.person_id ORDER BY consents.person_id
        """,
        today=today.isoformat(),
    )
    return [(row["person_id"], row["since"]) for row in rows]


def withdraw_all(tx: Transaction, now: datetime, person_id: str, how: str) -> None:
    """No yes of theirs stands any more: each is followed by a row that takes it back, in the same wording."""
    _again(tx, now, person_id, "withdrawn", how)


def renew(tx: Transaction, now: datetime, person_id: str, how: str) -> None:
    """Every yes of theirs that stands is given once more, in the same wording, and looked at again a year from now."""
    decided = decisions(tx, person_id)
    _again(tx, now, person_id, "given", how, {one for one, stands_now in decided.items() if stands_now == "given"})


def _again(
    tx: Transaction, now: datetime, person_id: str, decision: str, how: str, only: set[str] | None = None
) -> None:
    latest = {past["purpose"]: past for past in history(tx, person_id)}
    for purpose, past in latest.items():
        if past["decision"] == "given" and (only is None or purpose in only):
            _repeat(tx, now, person_id, past, decision, how)


def take_back(tx: Transaction, now: datetime, person_id: str, past: Mapping[str, str], how: str) -> None:
    """This yes of theirs, a row of `history`, stands no more."""
    _repeat(tx, now, person_id, past, "withdrawn", how)


def _repeat(tx: Transaction, now: datetime, person_id: str, past: Mapping[str, str], decision: str, how: str) -> None:
    """Another decision about the same, in the same wording."""
    note(
        tx,
        now,
        person_id,
        purpose=past["purpose"],
        decision=decision,
        wording_key="",
        wording=past["wording"],
        language=past["language"],
        how=how,
        version=past["wording_version"],
    )


def history(tx: Transaction, person_id: str) -> list[dict[str, Any]]:
    """Every decision with its wording, oldest first."""
    rows = tx.all(
        """
        SELECT purpose, decision, wording, language, how, paper, wording_version, decided_at, review_on FROM consents
        WHERE person_id = :id ORDER BY id
        """,
        id=person_id,
    )
    return [{name: row[name] for name in row.keys()} for row in rows]  # noqa: SIM118 - rows are not dictionaries


def forget_unused(tx: Transaction, before: datetime) -> int:
    """Delete the proofs of people who were erased before then, so that nothing relies on them; how many."""
    return tx.run(
        "DELETE FROM consents WHERE person_id IN (SELECT id FROM people WHERE erased_at < :before)",
        before=instant(before),
    )
