"""Somebody has told us who they are: keep it, welcome them, let staff know. Or they turned back, and nothing stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.actions import another_part
from bot.chat.scene import Scene
from storage import answers, concerns, consents, conversations, erasing, notices, people, profiles

# What somebody can say by a button that makes it easier for them, and where they live in the country.
NEEDS = (
    *("easy_read", "one_step", "voice_messages", "no_emoji", "more_time", "screen_reader", "captions"),
    *("sign_language", "breaks", "step_free", "someone_with_me"),
)
ENGLISH_REGIONS = (
    *("east_of_england", "london", "midlands", "north_east_and_yorkshire", "north_west", "south_east", "south_west"),
)
REGIONS = (*ENGLISH_REGIONS, "wales", "scotland", "northern_ireland")
KEPT_FOR_CONTACT = "to_be_forgotten_after_contact"
FIRST_QUESTIONS = {
    "onboarding_partner": ("adult", "consent_take_part"),
    "onboarding_leader": ("consent_leader",),
}


def join_partner(
    scene: Scene,
    *,
    called: Mapping[str, str | None],
    profile: Mapping[str, Any],
) -> None:
    """Keep what a partner told us. Done again when they change something."""
    if profile.get("silence_means") == "ask_a_person":
        notices.note(scene.tx, scene.now, "wants_checking_on", scene.person.id)
    pronouns = called.get("pronouns") or ""
    shown = scene.voice.labels("onboarding_partner", "pronouns", (pronouns,))[pronouns]
    join(scene, called={**called, "pronouns": shown}, profile=profile, kind="partner_joined")


def join(scene: Scene, *, called: Mapping[str, str | None], profile: Mapping[str, Any], kind: str) -> None:
    """Keep what anybody told us, and tell staff of it the first time."""
    tx, person = scene.tx, scene.person
    people.call(
        tx,
        person.id,
        name=called.get("name") or person.name,
        pronouns=called.get("pronouns") or ("" if "pronouns" in called else people.pronouns_of(tx, person.id)),
        language=person.language,
    )
    profiles.keep(tx, person.id, profile)
    people.joined(tx, scene.now, person.id)
    if person.joined_at is None:
        notices.note(tx, scene.now, kind, person.id)


def profile_before(scene: Scene) -> dict[str, Any]:
    """The profile of somebody who joins again, by column name; empty for somebody new."""
    return profiles.of(scene.tx, scene.person.id) if scene.person.joined_at is not None else {}


def keep_interests(scene: Scene, *, topics: Sequence[str]) -> None:
    """What they want to hear about."""
    profiles.keep_interests(scene.tx, scene.person.id, topics)


def turn_back(scene: Scene, *, role: str) -> str:
    """They would rather not have this role. Everything of theirs is gone ("gone"), unless it was one part more, of
    which only that part goes ("part"), they were one of us already ("stays") or are waiting for a person, who has to
    know how to reach them ("waits")."""
    if another_part.declined(scene, role):
        return "part"
    if scene.person.joined_at is not None:
        return "stays"
    consents.withdraw_all(scene.tx, scene.now, scene.person.id, how="chat")
    if concerns.is_open(scene.tx, scene.person.id):
        notices.note(scene.tx, scene.now, "to_be_forgotten_after_contact", scene.person.id)
        return "waits"
    erasing.unmeet(scene.tx, scene.now, scene.person.id)
    scene.forgotten = True
    return "gone"


def turned_back(scene: Scene) -> str:
    """The story in which they said no, and are still here because they wait for a person; '' when they did not."""
    if scene.person.joined_at is not None:
        return ""
    for story, questions in FIRST_QUESTIONS.items():
        talk = conversations.last_of_kind(scene.tx, scene.person.id, story)
        if talk is not None and talk.ended_at is not None:
            said = answers.standing(scene.tx, talk.id)
            if any(said.get(one) is False for one in questions):
                return story
    return ""


def begin_again(scene: Scene) -> bool:
    """Whoever turned back is asked from the start: a no is not for ever. False for anybody else."""
    story = turned_back(scene)
    if story:
        scene.afterwards = lambda play: play.begin(story)
    return story != ""
