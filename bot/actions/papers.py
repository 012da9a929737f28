"""Permissions that somebody gave or took back on paper, by phone or in person: written down by the team, and told."""

from __future__ import annotations

from datetime import timedelta

from bot.actions import consenting, planning
from bot.actions.naming import when
from bot.chat.scene import Scene
from storage import audit, consents, erasures, health
from storage.consents import OnPaper
from storage.database import Transaction
from storage.erasures import Planned
from storage.values import moment

A_DAY = timedelta(days=1)
RECORDED_BY_TEAM = "permission_recorded"  # the kind of the note that tells of it
ANSWERS_GO = "answers_go"  # and of the one that comes before what they told is deleted because of it


def wording(scene: Scene, *, purpose: str, language: str | None) -> dict[str, str]:
    """How a permission is asked in this language, to be compared with the paper."""
    return {"wording": scene.texts.voice(language or "").says("shared", consenting.ASKED_BY[purpose], {})}


def record(scene: Scene, *, person_id: str, purpose: str, agreed: bool, paper: str, language: str | None) -> str:
    """Write down what somebody said elsewhere, who does, and where the paper is; when what they told goes, or ''. The
    same paper that is written down once more within a day changes nothing."""
    voice, question = scene.texts.voice(language or ""), consenting.ASKED_BY[purpose]
    stands = consents.decisions(scene.tx, person_id).get(purpose, "")
    decision, version = consenting.decision_of(agreed, stands), voice.version("shared", question)
    if _is_written(scene, person_id, purpose, decision, paper, version):
        planned = going(scene.tx, person_id) if purpose == health.PURPOSE else None
        return when(scene, moment(planned.due_at)) if planned is not None else ""
    consents.note(
        scene.tx,
        scene.now,
        person_id,
        purpose=purpose,
        decision=decision,
        wording_key=question,
        wording=voice.says("shared", question, {}),
        language=voice.language,
        how="paper",
        version=version,
        on_paper=OnPaper(scene.person.id, paper),
    )
    consenting.follow(scene.tx, scene.now, person_id, purpose, decision)
    audit.note(
        scene.tx, scene.now, actor=scene.person.id, action="consent_recorded", about=person_id, detail=f"for={purpose}"
    )
    planned = going(scene.tx, person_id)
    if planned is None or purpose != health.PURPOSE:
        planning.note(scene.tx, scene.now, person_id, RECORDED_BY_TEAM, purpose)
        return ""
    left = moment(planned.due_at) - scene.now  # half of it is theirs to read that, whatever their hours
    planning.note(scene.tx, scene.now, person_id, ANSWERS_GO, purpose, useful_for=left / 2)
    return when(scene, moment(planned.due_at))


def _is_written(scene: Scene, person_id: str, purpose: str, decision: str, paper: str, version: str) -> bool:
    """Whether the last word about this purpose is what stands on this very paper, written down a short while ago."""
    past = [one for one in consents.history(scene.tx, person_id) if one["purpose"] == purpose]
    told = {"how": "paper", "decision": decision, "paper": paper, "wording_version": version}
    return bool(past) and past[-1].items() >= told.items() and scene.now - moment(past[-1]["decided_at"]) < A_DAY


def going(tx: Transaction, person_id: str) -> Planned | None:
    """What is meant to be deleted because the yes to keeping it was taken back."""
    planned = erasures.planned(tx, person_id)
    return planned if planned is not None and planned.kind == erasures.HEALTH else None


def recorded(scene: Scene) -> dict[str, str]:
    """What the team wrote down: what for ('' when they have decided anew), what it is, when what they told goes."""
    purpose = (scene.conversation and scene.conversation.about) or ""
    past = [one for one in consents.history(scene.tx, scene.person.id) if one["purpose"] == purpose]
    if not past or past[-1]["how"] != "paper":
        return {"what": "", "is": "", "goes": ""}
    planned = going(scene.tx, scene.person.id) if purpose == health.PURPOSE else None
    goes = when(scene, moment(planned.due_at)) if planned is not None else ""
    labels = scene.voice.labels("consent", "which", (purpose,))
    return {"what": labels[purpose], "is": scene.voice.label(past[-1]["decision"]), "goes": goes}
