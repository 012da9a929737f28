"""Meet a partner: honesty and consent first, then who they are, what they need and when they want to hear from us."""

from __future__ import annotations

from bot.actions import another_part, consenting, joining, languages, mailing, meeting, passport
from bot.chat.chat import Chat
from bot.chat.label import Label
from bot.chat.name import Name
from bot.chat.pronouns import Pronouns
from bot.chat.questions import Choice, Text, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.about_you import about_you
from bot.conversations.contact import contact
from bot.conversations.wishes import needs, wishes

PART = Label("people", "card", "partner")
SUMMARY = (
    *("preferred_name", "pronouns", "language", "access_needs", "access_own", "tell_leader"),
    *("contact_days", "contact_from", "contact_until", "contact_until_again", "nudge_limit", "silence_means", "nation"),
    *("region", "interests", "experience", "availability", "available_from", "payment", "consent_quotes"),
    "consent_share_learning",
)
TURNED_BACK = {"part": "part_not_taken", "stays": "stays_as_before", "waits": "kept_for_contact"}


async def onboarding_partner(chat: Chat) -> None:
    organisation = await chat.once("organisation", meeting.organisation)
    await chat.say("hello", organisation=organisation)
    telegram = await chat.once("telegram", meeting.has_telegram)
    await chat.say("what_telegram_sees" if telegram else "what_a_page_sees", offers=("another_way", "privacy"))
    if not await chat.ask("adult", YesNo(optional=False, final=True)):
        return await _leave(chat, "adults_only")
    if not await chat.ask("consent_take_part", YesNo(optional=False, final=True)):
        return await _leave(chat, "nothing_kept", refused=True)
    await chat.once("consented", consenting.note, question="consent_take_part", purpose="take_part_health", agreed=True)
    await chat.once("part_agreed", another_part.agreed, role="partner")

    name = await chat.ask("preferred_name", Name(optional=False))
    await chat.once("called", meeting.call_them, name=name)
    pronouns = await chat.ask("pronouns", Pronouns("she_her", "he_him", "they_them"))
    codes = await chat.once("languages", languages.spoken)
    language = await chat.ask("language", Choice(*codes, own_words=True, named=True))
    spoken = await chat.once("spoken", languages.speak, language=language)
    if spoken["note"]:
        await chat.say("draft_note", note=spoken["note"])
    stood = await chat.once("stood", passport.told_before)  # which no *Skip* takes away
    needed = await needs(chat, before=stood["needs"], told_before=stood["told"])
    await chat.once("needs_kept", passport.keep, **(needed or {name: stood[name] for name in ("needs", "told")}))
    before = stood.get("profile", {})  # not there for those who were asked before there was one
    profile = await contact(chat, before) | await wishes(chat, stood["interests"], before)
    await _permissions(chat)
    await about_you(chat)
    await chat.ask("hard_day", Text(long=True, whether=True), visible_to="me")

    called = {"name": name or "", "pronouns": pronouns or stood.get("pronouns", "")}
    again = chat.done("joined")
    if again:  # what they change afterwards holds at once
        await chat.once("joined", joining.join_partner, called=called, profile=profile)
    await chat.review("summary", *SUMMARY)
    if not again:
        await chat.once("joined", joining.join_partner, called=called, profile=profile)
    await chat.say("kept" if again else "welcome" if telegram else "welcome_by_link", name=name)
    return None if telegram or again else await _offer_email(chat)


async def _offer_email(chat: Chat) -> None:
    """Where emails can be sent, they can be told of what waits on their page."""
    emails = await chat.once("emails", mailing.standing)
    if emails["works"]:
        await chat.say("news_by_email", offers=("email",))


async def _leave(chat: Chat, why: str, *, refused: bool = False) -> None:
    """No is an answer like any other: nothing stays of somebody who was not one of us before. Whoever was has not taken
    this part, and their no stands."""
    outcome = await chat.once("forgotten", joining.turn_back, role="partner")
    if outcome == "part" and refused:
        await chat.once(
            "refused", consenting.note, question="consent_take_part", purpose="take_part_health", agreed=False
        )
    await chat.say(why if outcome == "gone" else TURNED_BACK[outcome], part=PART)


async def _permissions(chat: Chat) -> None:
    """Each on its own, with no default; a changed answer takes the permission back."""
    quotes = await chat.ask("consent_quotes", YesNo())
    await chat.once("quotes", consenting.note, question="consent_quotes", purpose="quote_anonymous", agreed=quotes)
    learning = await chat.ask("consent_share_learning", YesNo())
    await chat.once(
        "learning", consenting.note, question="consent_share_learning", purpose="share_learning", agreed=learning
    )


STORIES: Stories = {
    "onboarding_partner": Story(onboarding_partner),
}
