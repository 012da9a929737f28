"""Both sides say yes before a pairing is fixed. One no is enough, and nobody is asked for a reason."""

from __future__ import annotations

from datetime import date, datetime

from bot.actions import naming, pairing, planning, session_news, team
from bot.actions.pairing_scenes import about
from bot.chat.cleaning import for_others
from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from storage import answers, consents, conversations, notices, nudges, pairings, people, sessions
from storage.database import Transaction
from storage.pairings import Pairing
from storage.values import moment

STORY = pairing.ASKING
LATER_DAYS = 3
GOALS_IN = (STORY, "pairing_news")


def answered(tx: Transaction, now: datetime, pairing_id: str, person_id: str, said: str) -> str:
    """One side says yes or no; what the pairing is now ('' when there is none). Whoever else has to hear of it does."""
    before = pairings.by_id(tx, pairing_id)
    side = before.side_of(person_id) if before else None
    if before is None or side is None or before.state != "proposed":
        return before.state if before else ""
    if pairing.is_past(before, now):
        return "ended"  # as it will be once the day is looked at
    nudges.withdraw_for(tx, now, person_id, pairing_id, "answered", STORY)  # they had put it off
    state = pairings.say(tx, now, pairing_id, side, said)
    if state == "agreed":
        planning.note(tx, now, before.counterpart_of(person_id), "pairing_news", pairing_id)
        for each in (before.partner_id, before.leader_id):
            session_news.tell_newcomer(tx, now, each, sessions.of_pairing(tx, pairing_id))
    elif state == "declined":
        pairing.call_off(tx, now, pairing_id)
        pairing.stop_asking(tx, now, before, before.counterpart_of(person_id))
        notices.note(tx, now, "pairing_declined", pairing_id)
    if state in ("agreed", "declined"):
        team.tell(tx, now, "pairing_news", pairing_id, before.made_by)
    return state


def is_planned(scene: Scene) -> bool:
    """Whether a session of these two is to come, of which they hear or have heard."""
    found = about(scene)
    held = sessions.of_pairing(scene.tx, found.id) if found else []
    return any(one.state == "planned" and moment(one.starts_at) > scene.now for one in held)


def proposed(scene: Scene) -> dict[str, str]:
    """Whom they would work with (`name`), what they may know beforehand (`told`); `name` is '' when it is over."""
    found = about(scene)
    side = found.side_of(scene.person.id) if found else None
    if found is None or side is None or found.state not in ("proposed", "agreed") or pairing.is_past(found, scene.now):
        return {"name": "", "told": ""}
    other = found.counterpart_of(scene.person.id)
    lines = _of_leader(scene, other) if side == "partner" else _of_partner(scene, other)
    lines += _days(scene, found)
    return {"name": naming.called(scene, other), "told": "".join(f"{line}\n\n" for line in lines)}


def _of_leader(scene: Scene, person_id: str) -> list[str]:
    """Their job, organisation and promise, as they gave them to be seen."""
    met = conversations.last_of_kind(scene.tx, person_id, "onboarding_leader")
    told = answers.standing(scene.tx, met.id) if met else {}
    where = people.organisation_of(scene.tx, person_id) or told.get("workplace")
    job, promise = told.get("job"), told.get("promise")
    key = "their_job_there" if job and where else "their_job" if job else "their_organisation"
    lines = [scene.voice.says(STORY, key, {"job": job, "organisation": where})] if job or where else []
    return lines + ([scene.voice.says(STORY, "their_promise", {"promise": promise})] if promise else [])


def _of_partner(scene: Scene, person_id: str) -> list[str]:
    """Their pronouns, and nothing else."""
    pronouns = people.pronouns_of(scene.tx, person_id)
    return [scene.voice.says(STORY, "their_pronouns", {"pronouns": pronouns})] if pronouns else []


def _days(scene: Scene, found: Pairing) -> list[str]:
    """From which day until which it would be, where it has an end."""
    if found.until_on is None:
        return []
    both = {"since": found.from_on, "until": found.until_on}
    in_words = {name: day_in_words(date.fromisoformat(day), scene.voice.words) for name, day in both.items()}
    return [scene.voice.says(STORY, "the_days", in_words)]


def answer(scene: Scene, *, said: str) -> str:
    """They said yes or no; what the pairing is now, or that it comes too late to change anything."""
    found = about(scene)
    state = answered(scene.tx, scene.now, found.id, scene.person.id, said) if found else ""
    if said == "no":
        return "agreed_before" if state == "agreed" else state
    return state if state in ("proposed", "agreed") else "too_late"


def ask_later(scene: Scene) -> None:
    """They have not decided: the same again in a few days."""
    found = about(scene)
    if found is not None:
        planning.snooze(scene.tx, scene.now, scene.person.id, STORY, found.id, days=LATER_DAYS)


def news(scene: Scene) -> dict[str, str]:
    """What has become of the pairing (`what`), for one of the two or for the team, with their names."""
    found = about(scene)
    if found is None:
        return {"what": "over", "name": "", "partner": "", "leader": ""}
    partner, leader = (naming.called(scene, one) for one in (found.partner_id, found.leader_id))
    side = found.side_of(scene.person.id)
    name = {"partner": leader, "leader": partner}.get(side or "", "")
    lapsed = found.state == "ended" and found.agreed_at is None
    what = f"{found.state}_to_side" if side else "lapsed_to_team" if lapsed else f"{found.state}_to_team"
    return {"what": what, "name": name, "partner": partner, "leader": leader}


def keep_goals(scene: Scene, *, words: str | None) -> None:
    """What the two want, in each one's own words under their name, as the answers stand now: `words` is one of them."""
    found = about(scene)
    if found is not None:
        pairings.keep_goals(scene.tx, found.id, _goals_of(scene.tx, found, found.partner_id, found.leader_id))


def take_goals_back(tx: Transaction, person_id: str) -> None:
    """What somebody wanted of their pairings stands there no more; what the others said of it does, in their words."""
    for found in pairings.of_person(tx, person_id):
        pairings.keep_goals(tx, found.id, _goals_of(tx, found, found.counterpart_of(person_id)))


def say_goals_again(tx: Transaction, person_id: str) -> None:
    """What was taken back stands there again, unless somebody wrote something else there since."""
    for found in pairings.of_person(tx, person_id):
        if found.goals == _goals_of(tx, found, found.counterpart_of(person_id)):
            pairings.keep_goals(tx, found.id, _goals_of(tx, found, found.partner_id, found.leader_id))


def _goals_of(tx: Transaction, found: Pairing, *whose: str) -> str:
    return "\n".join(line for one in whose if (line := _line_of(tx, found, one)))


def _line_of(tx: Transaction, found: Pairing, person_id: str) -> str:
    """'' too once they took back that we keep what they say."""
    person = people.by_id(tx, person_id)
    if person is None or consents.took_back_health(tx, person_id):
        return ""
    talks = [conversations.last_of_kind(tx, person_id, kind, found.id) for kind in GOALS_IN]
    told = [answers.standing(tx, talk.id).get("goals") for talk in talks if talk is not None]
    words = next((one for one in told if isinstance(one, str) and one), "")
    return f"{for_others(person.name)}: {words}" if words else ""
