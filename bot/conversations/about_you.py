"""Whom we reach and whom we miss, for figures only: a part of a partner's onboarding that can be left out."""

from __future__ import annotations

from bot.chat.chat import Chat
from bot.chat.questions import Choice, YesNo

AGES = ("18_24", "25_34", "35_44", "45_54", "55_64", "65_74", "75_on")
ETHNICITIES = ("asian", "black", "mixed", "white", "other_ethnicity")
DISABLED = ("yes_a_lot", "yes_a_little", "not_disabled")
CARERS = ("carer_family", "carer_was", "not_carer")
GENDERS = ("woman", "man", "non_binary")
ORIENTATIONS = ("straight", "gay", "bi")
AREAS = ("city", "town", "village", "coast")


async def about_you(chat: Chat) -> None:
    await chat.say("about_you")
    if not await chat.ask("about_you_now", YesNo(), visible_to="figures"):
        return
    await chat.ask("age_band", Choice(*AGES, "rather_not", own_words=True), visible_to="figures")
    await chat.ask("ethnicity", Choice(*ETHNICITIES, "rather_not", own_words=True), visible_to="figures")
    await chat.ask("disability", Choice(*DISABLED, "rather_not", own_words=True), visible_to="figures")
    await chat.ask("carer", Choice(*CARERS, "rather_not", own_words=True), visible_to="figures")
    await chat.ask("gender", Choice(*GENDERS, "rather_not", own_words=True), visible_to="figures")
    await chat.ask("orientation", Choice(*ORIENTATIONS, "rather_not", own_words=True), visible_to="figures")
    await chat.ask("area", Choice(*AREAS, "rather_not", own_words=True), visible_to="figures")
