"""Talk to a person, and help now: somebody is told at once; what helps comes with it; nobody judges how bad it is."""

from __future__ import annotations

from bot.actions import concern, crisis, crossing, returning
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text
from bot.chat.story import Stories, Story
from bot.rules.ways import has_address, has_number

NOW = ("help_now",)
NEAR = ("person", "help_now", "carry_on")
NATIONS = ("england", "wales", "scotland", "northern_ireland")


async def person(chat: Chat) -> None:
    await ask_for_a_person(chat)


async def ask_for_a_person(chat: Chat) -> None:
    """The team is told; what helps now, and how they would like to be reached."""
    raised = await chat.once("raised", concern.raise_alarm, kind="contact_me")
    await chat.say("told", when=raised["when"])
    await show_card(chat, raised["card"])
    how = await chat.ask("contact_by", Choice("call", "write_here", "email", whether=True))
    where = ""
    if how == "call":
        where = await chat.ask("which_number", Text(max_length=100, links=False, whether=True)) or ""
        if where and not has_number(where):
            again = await chat.ask("which_number_again", Text(max_length=100, links=False, whether=True)) or ""
            where = _both(where, again)
    if how == "email":
        where = await chat.ask("which_address", Text(max_length=200, whether=True)) or ""
        if where and not has_address(where):
            again = await chat.ask("which_address_again", Text(max_length=200, whether=True)) or ""
            where = _both(where, again)
    told = await chat.once("how_noted", concern.contact_by, concern_id=raised["id"], how=how or "", where=where)
    further = "carry_on" if await chat.once("asked_besides", returning.is_asked) else "menu"
    await chat.say(told or "noted", offers=("person", further) if told == "closed_meanwhile" else (further,))


def _both(said: str, again: str) -> str:
    """What had no number or address in it may be when to call, so it stays; it is asked about once, and no more."""
    return f"{again}, {said}" if again else said


async def show_card(chat: Chat, card: str) -> None:
    """What they wrote to themselves for a hard day, and then the numbers."""
    await chat.once("plan_shown", crisis.show_plan)
    await chat.say("card", card=card)


async def help_now(chat: Chat) -> None:
    card = await chat.once("card", crisis.card_at_hand)
    await show_card(chat, card)
    await chat.say("and_a_person", offers=("person", "nation", "plan", "carry_on"))


async def nation(chat: Chat) -> None:
    where = await chat.ask("where", Choice(*NATIONS))
    if where is None:
        return await chat.say("as_before", offers=("carry_on",))
    card = await chat.once("chosen", crisis.choose_nation, nation=where)
    await chat.say("card", card=card)
    return await chat.say("kept_nation", offers=("person", "carry_on"))


async def offer_person(chat: Chat) -> None:
    """What they wrote sounds heavy. They may want somebody, or not; the card follows either way, and then we go on."""
    known = await chat.once("known", crisis.offered)
    if known["unkept"]:
        return await _offer_unkept(chat, known)
    if known["waits"]:
        await _while_they_wait(chat, _asked(known))
        return await show_card(chat, known["card"])
    wish = await _would_they_like_one(chat, known)
    if wish == "yes":
        return await chat.once("begun", crisis.begin_person)
    await show_card(chat, known["card"])
    return await chat.say("we_go_on_words_stay" if known["stray"] else "we_go_on")


def _asked(known: dict[str, str]) -> str:
    return "asked_and_read" if known["stray"] else "asked_already"


async def _would_they_like_one(chat: Chat, known: dict[str, str]) -> str | None:
    """The numbers stand in the question: whoever leaves it open, and writes on, has them before their eyes."""
    numbers, hears = known["numbers"], known["hears"]
    if known["stray"]:
        return await chat.ask("contact_stray", Choice("yes", "no", "not_now"), visible_to="me", numbers=numbers)
    return await chat.ask("contact", Choice("yes", "no", "not_now"), visible_to="me", numbers=numbers, hears=hears)


async def _offer_unkept(chat: Chat, known: dict[str, str]) -> None:
    """Nothing of what they wrote was kept, and they hear that first."""
    await chat.say("not_kept")
    if known["waits"]:
        await show_card(chat, known["card"])
        return await _while_they_wait(chat, "waits_already")
    numbers = known["numbers"]
    wish = await chat.ask("contact_now", Choice("yes", "no", "not_now"), visible_to="me", numbers=numbers)
    if wish == "yes":
        return await chat.once("begun", crisis.begin_person)
    await show_card(chat, known["card"])
    return await chat.say("we_go_on")


async def offer_person_again(chat: Chat) -> None:
    """They were asked not long ago, and now say it straight out: the same in few words, for a no is not for ever."""
    known = await chat.once("known", crisis.offered)
    if known["waits"]:
        await _while_they_wait(chat, _asked(known))
        return await chat.say("first_numbers", offers=NOW, numbers=known["numbers"])
    wish = await _would_they_like_one(chat, known)
    if wish == "yes":
        return await chat.once("begun", crisis.begin_person)
    return await chat.say("we_go_on_words_stay" if known["stray"] else "we_go_on", offers=("help_now",))


async def person_is_near(chat: Chat) -> None:
    """They were asked a moment ago, twice: they are not asked again, and not left alone with it either."""
    known = await chat.once("known", crisis.offered)
    if known["waits"]:
        await chat.say(_asked(known), when=await chat.once("when", concern.wrote_since))
        return await chat.say("first_numbers", offers=NEAR, numbers=known["numbers"])
    return await chat.say("near_stray" if known["stray"] else "near", offers=NEAR, numbers=known["numbers"])


async def wrote_since(chat: Chat) -> None:
    """They wait for a person, and write meanwhile: what becomes of it, and what there is now."""
    kept = await chat.once("kept", concern.has_kept)
    await _while_they_wait(chat, "asked_and_read" if kept else "not_kept", NOW)


async def _while_they_wait(chat: Chat, key: str, offers: tuple[str, ...] = ()) -> None:
    """Who is told that they wrote. A question from before they asked is not put again under it: they carry on first."""
    when = await chat.once("when", concern.wrote_since)
    alone = await chat.once("left_alone", returning.leaves_alone)
    await chat.say(key, offers=(*offers, "carry_on") if alone else offers, when=when)


async def another_way(chat: Chat) -> None:
    stands = await chat.once("stands", crossing.standing)
    await chat.say("how_it_works")
    page = ("web_page",) if stands["root"] and stands["here"] == "telegram" else ()
    way = await chat.ask("which_way", Choice(*page, "phone", "email", "paper", "stay_here"))
    if way is None or way == "stay_here":
        return await chat.say("stay", offers=("carry_on",))
    if way == "web_page":
        await chat.once("given", crossing.give_link)
        return await chat.say("by_a_page", offers=("carry_on",))
    where = await chat.ask(WHERE[way], Text(max_length=300, whether=True)) or ""
    if where and way in HAS and not HAS[way](where):
        again = await chat.ask(AGAIN[way], Text(max_length=300, whether=True)) or ""
        where = _both(where, again)
    asked = await chat.once("asked", concern.ask_another_way)
    told = await chat.once("how_noted", concern.contact_by, concern_id=asked["id"], how=way, where=where)
    return await chat.say("opened_again" if told == "opened_again" else "passed_on", offers=("carry_on",))


WHERE = {"phone": "which_number", "email": "which_address", "paper": "which_post"}
AGAIN = {"phone": "which_number_again", "email": "which_address_again"}
HAS = {"phone": has_number, "email": has_address}


STORIES: Stories = {
    "another_way": Story(another_way, gives_way=False),
    "person": Story(
        person, controls=("skip", "back", "person"), gives_way=False, for_the_team=concern.heard, urgent=True
    ),
    "help_now": Story(help_now, gives_way=False, urgent=True),
    "nation": Story(nation, gives_way=False, passing=True),
    "offer_person": Story(offer_person, controls=("person",), passing=True, urgent=True),
    "offer_person_again": Story(offer_person_again, controls=("person",), passing=True, urgent=True),
    "person_is_near": Story(person_is_near, gives_way=False, urgent=True),
    "wrote_since": Story(wrote_since),
}
