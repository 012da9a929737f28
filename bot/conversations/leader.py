"""Meet a leader: under 90 seconds."""

from __future__ import annotations

from bot.actions import another_part, consenting, joining, meeting
from bot.chat.chat import Chat
from bot.chat.label import Label
from bot.chat.name import Name
from bot.chat.questions import Text, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.contact import days_and_hours

PART = Label("people", "card", "leader")
SUMMARY = (
    *("preferred_name", "job", "workplace", "hope_to_learn", "contact_days", "contact_from", "contact_until"),
    *("contact_until_again", "assistant", "promise"),
)
TURNED_BACK = {"part": "part_not_taken", "stays": "stays_as_before", "waits": "kept_for_contact"}


async def onboarding_leader(chat: Chat) -> None:
    telegram = await chat.once("telegram", meeting.has_telegram)
    organisation = await chat.once("organisation", meeting.organisation)
    await chat.say("hello" if telegram else "hello_by_link", organisation=organisation)
    if not await chat.ask("consent_leader", YesNo(optional=False, final=True)):
        return await _leave(chat, telegram=telegram)
    await chat.once("consented", consenting.note, question="consent_leader", purpose="take_part", agreed=True)
    await chat.once("part_agreed", another_part.agreed, role="leader")

    name = await chat.ask("preferred_name", Name(optional=False))
    await chat.once("called", meeting.call_them, name=name)
    await chat.ask("job", Text(max_length=100, links=False))
    if not await chat.once("workplace_known", meeting.has_organisation):
        await chat.ask("workplace", Text(max_length=100))
    await chat.ask("hope_to_learn", Text(max_length=1000))
    before = await chat.once("stood", joining.profile_before)
    profile = await days_and_hours(chat, before)
    await chat.ask("assistant", Text(max_length=200, whether=True))
    await chat.ask("promise", Text(max_length=1000))

    again = chat.done("joined")
    told = {"called": {"name": name or ""}, "profile": profile}
    if again:  # what they change afterwards holds at once
        await chat.once("joined", joining.join, **told, kind="leader_joined")
    await chat.review("summary", *SUMMARY)
    if not again:
        await chat.once("joined", joining.join, **told, kind="leader_joined")
    return await chat.say("kept" if again else "welcome" if telegram else "welcome_by_link", name=name)


async def _leave(chat: Chat, *, telegram: bool) -> None:
    """Nothing stays of somebody who was not one of us before. Whoever was has not taken this part, and their no
    stands."""
    outcome = await chat.once("forgotten", joining.turn_back, role="leader")
    if outcome == "gone":
        return await chat.say("nothing_kept" if telegram else "nothing_kept_by_link")
    if outcome == "part":
        await chat.once("refused", consenting.note, question="consent_leader", purpose="take_part", agreed=False)
    return await chat.say(TURNED_BACK[outcome], part=PART)


STORIES: Stories = {
    "onboarding_leader": Story(onboarding_leader),
}
