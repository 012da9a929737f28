"""What staff should know of: today's sessions, who is waiting for us, what is new. By name, and in nobody's words."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions import noticing, owing, rota, still_so, untold, without_a_yes
from bot.actions.naming import called, when
from bot.actions.quoted_elsewhere import agreed
from bot.chat.scene import Scene
from storage import (
    answers,
    concern_lists,
    conversations,
    effects,
    groups,
    notices,
    nudging,
    opportunities,
    pairings,
    quoted_elsewhere,
    sessions,
    threads,
)
from storage.concerns import WAITS
from storage.database import Transaction
from storage.sessions import Session
from storage.values import moment

TABLE = "digest"
SUMMARIES = ("digest", "today", "at_once")
LATELY = timedelta(days=7)
LONG_AGO = timedelta(days=60)
# What a coordinator may want to hear of at once, as they chose it when they joined, and the notices that say so.
AT_ONCE = {
    "asks_for_person": ("another_way", "unprompted_words", "payment_talk_wanted"),
    "session_missed": ("session_missed", "session_told_both_ways", *untold.NOTICES, untold.NOT_ASKED),
    "not_a_fit": ("not_a_good_fit", "fit_talk_wanted"),
    "new_person": ("partner_joined", "leader_joined", "coordinator_joined", "staff_joined"),
    "pausing": ("person_stopped", "person_away", "session_to_hold"),
}


def summary(scene: Scene) -> dict[str, Any]:
    """All of it as `lines` ('' when there is nothing to say), the ids of the notices that it `shows`, and whether
    somebody `waits` for us."""
    new = still_so.standing(scene, (one for one in notices.to_look_at(scene.tx) if one.kind != WAITS))
    found = owing.in_order(scene.tx, concern_lists.still_open(scene.tx), rota.duties(scene.tx))
    waiting = [one for _, one in found]
    late = {one.id: owing.late_line(scene, one) for one in waiting}
    parts = {
        "sessions_today": _sessions_today(scene),
        "waiting_for_us": [
            "\n".join(filter(None, (_since(scene, one.person_id, one.raised_at), late[one.id]))) for one in waiting
        ],
        "questions_to_answer": _questions(scene),
        "decisions_due": _decisions(scene),
        "waiting_for_a_yes": _proposed(scene),
        "no_word_of": _no_word_of(scene),
        "quotations_to_mend": _quotations(scene),
        "new": noticing.in_words(scene, new),
    }
    heads = scene.voice.labels(TABLE, "parts", parts)
    lines = "\n\n".join("\n".join([heads[name], *rows]) for name, rows in parts.items() if rows)
    return {"lines": lines, "shows": [one.id for one in new], "waits": bool(waiting), "late": any(late.values())}


def news(scene: Scene) -> dict[str, Any]:
    """The same of those new notices alone of which this coordinator wants to hear at once, and has not yet."""
    told = [
        at for why, at in nudging.written_since(scene.tx, scene.person.id, scene.now - LATELY) if why == "nudge_at_once"
    ]
    since = max(told, default=scene.now - LATELY)
    kinds = wanted_at_once(scene.tx, scene.person.id)
    new = [one for one in notices.to_look_at(scene.tx) if one.kind in kinds and moment(one.noted_at) > since]
    new = [one for one in still_so.standing(scene, new) if one.about != scene.person.id]
    return {"lines": "\n".join(noticing.in_words(scene, new)), "shows": [one.id for one in new]}


def wanted_at_once(tx: Transaction, person_id: str) -> set[str]:
    """The kinds of notices of which a coordinator wants to hear at once."""
    met = conversations.last_of_kind(tx, person_id, "onboarding_coordinator")
    chosen = (answers.standing(tx, met.id).get("at_once") if met else None) or ()
    return {kind for one in chosen for kind in AT_ONCE.get(one, ())}


def mark_seen(scene: Scene) -> int:
    """What the last summary showed has been looked at; how many notices that were."""
    shown = [_shown(scene, kind) for kind in SUMMARIES]
    _, ids = max(shown, key=lambda one: one[0])
    return notices.see(scene.tx, scene.now, scene.person.id, ids)


def _shown(scene: Scene, kind: str) -> tuple[str, list[str]]:
    talk = conversations.last_of_kind(scene.tx, scene.person.id, kind)
    done = effects.done_in(scene.tx, talk.id).get("summary") if talk else None
    return (talk.begun_at, list(done[1]["shows"])) if talk and done else ("", [])


def _sessions_today(scene: Scene) -> list[str]:
    zone = ZoneInfo(scene.person.timezone)
    begin = datetime.combine(scene.today, time(), zone)
    end = datetime.combine(scene.today + timedelta(days=1), time(), zone)
    found = sessions.planned_between(scene.tx, begin, end)
    return [_with_who_comes(scene, one, f"{moment(one.starts_at).astimezone(zone):%H:%M}") for one in found]


def _with_who_comes(scene: Scene, one: Session, at: str) -> str:
    """When it is, and of whom; and that nobody has said yes, where it is so."""
    told = (f"{at} {_who_meets(scene, one)}", without_a_yes.in_words(scene, one))
    return ": ".join(filter(None, told))


def _no_word_of(scene: Scene) -> list[str]:
    """Sessions that should have been, and nobody has said whether they were."""
    found = sessions.planned_between(scene.tx, scene.now - LONG_AGO, scene.now - timedelta(days=1))
    return [f"{when(scene, moment(one.starts_at))} {_who_meets(scene, one)}" for one in found]


def _who_meets(scene: Scene, session: Session) -> str:
    if session.group_id is not None:
        group = groups.by_id(scene.tx, session.group_id)
        return group.name if group else scene.voice.label("somebody")
    return scene.voice.words.comma.join(called(scene, one) for one in sessions.expected(scene.tx, session))


def _proposed(scene: Scene) -> list[str]:
    waiting = [one for one in pairings.standing(scene.tx) if one.state == "proposed"]
    return [f"{called(scene, one.partner_id)}, {called(scene, one.leader_id)}" for one in waiting]


def _questions(scene: Scene) -> list[str]:
    """Who has asked this coordinator something about an opportunity, and since when."""
    waiting = threads.waits_for(scene.tx, scene.person.id)
    return [_since(scene, one.person_id, since) for one, since in waiting]


def _decisions(scene: Scene) -> list[str]:
    """Opportunities of which people were promised to hear by today or earlier, and have not."""
    return [
        one.title
        for one in opportunities.in_hand(scene.tx)
        if one.state != "draft" and (one.decides_on or "9999") <= scene.today.isoformat()
    ]


def _quotations(scene: Scene) -> list[str]:
    """Where somebody has to go, as a sentence may not stand there as it did, and the day of the yes to it."""
    found = quoted_elsewhere.to_mend(scene.tx)
    day = agreed(scene, found)
    return [f"{one.place}: {day[one.id]}" for one in found]


def _since(scene: Scene, person_id: str, at: str) -> str:
    return f"{called(scene, person_id)}: {when(scene, moment(at))}"
