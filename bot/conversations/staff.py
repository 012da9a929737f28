"""Meet the team: a coordinator, shorter a safeguarding lead, and by name only whoever looks after nobody's concern."""

from __future__ import annotations

from bot.actions import joining
from bot.chat.chat import Chat
from bot.chat.name import Name
from bot.chat.questions import Several
from bot.chat.story import Stories, Story
from bot.conversations.contact import duty

AT_ONCE = ("asks_for_person", "session_missed", "not_a_fit", "new_person", "pausing")


async def onboarding_coordinator(chat: Chat) -> None:
    await chat.say("hello")
    name = await chat.ask("preferred_name", Name(optional=False))
    profile = await duty(chat, await chat.once("stood", joining.profile_before))
    await chat.ask("at_once", Several(*AT_ONCE, none="concerns_only"))

    again = chat.done("joined")
    told = {"called": {"name": name or ""}, "profile": profile}
    if again:  # what they change afterwards holds at once
        await chat.once("joined", joining.join, **told, kind="coordinator_joined")
    await chat.review("summary", "preferred_name", *DUTY, "at_once")
    if not again:
        await chat.once("joined", joining.join, **told, kind="coordinator_joined")
    await chat.say("kept" if again else "welcome", offers=("rota",), name=name)


async def onboarding_staff(chat: Chat) -> None:
    await chat.say("hello")
    name = await chat.ask("preferred_name", Name(optional=False))
    profile = await duty(chat, await chat.once("stood", joining.profile_before))

    again = chat.done("joined")
    told = {"called": {"name": name or ""}, "profile": profile}
    if again:  # what they change afterwards holds at once
        await chat.once("joined", joining.join, **told, kind="staff_joined")
    await chat.review("summary", "preferred_name", *DUTY)
    if not again:
        await chat.once("joined", joining.join, **told, kind="staff_joined")
    await chat.say("kept" if again else "welcome", offers=("rota", "card"), name=name)


async def onboarding_without_hours(chat: Chat) -> None:
    """Of an admin or a learning partner: nobody who asks for a person is told when they read."""
    await chat.say("hello")
    name = await chat.ask("preferred_name", Name(optional=False))

    again = chat.done("joined")
    told: dict[str, dict[str, str]] = {"called": {"name": name or ""}, "profile": {}}
    if again:  # what they change afterwards holds at once
        await chat.once("joined", joining.join, **told, kind="staff_joined")
    await chat.review("summary", "preferred_name")
    if not again:
        await chat.once("joined", joining.join, **told, kind="staff_joined")
    await chat.say("kept" if again else "welcome", name=name)


DUTY = ("duty_days", "duty_from", "duty_until", "duty_until_again")


STORIES: Stories = {
    "onboarding_coordinator": Story(onboarding_coordinator),
    "onboarding_staff": Story(onboarding_staff),
    "onboarding_admin": Story(onboarding_without_hours),
    "onboarding_learning_partner": Story(onboarding_without_hours),
}
