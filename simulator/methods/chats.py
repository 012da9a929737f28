"""Who the bot is, and the chats it is in."""

from typing import Any

from simulator.methods import targets
from simulator.parameters import Params, integer
from simulator.records import Bot, Group, Json
from simulator.refusals import bad_request
from simulator.world import World

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_me(world: World, bot: Bot, params: Params) -> Json:
    return {
        **bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, bot: Bot, params: Params) -> Json:
    gifts = dict.fromkeys(_GIFTS, False)
    about = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return {**targets.chat(world, bot, params).chat(), **about}


def get_chat_member(world: World, bot: Bot, params: Params) -> Json:
    target = targets.chat(world, bot, params)
    user_id = integer(params, "user_id")
    person = world.people.get(user_id)
    if user_id == bot.id:
        return {"status": "member", "user": bot.user()}
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    inside = user_id in target.members if isinstance(target, Group) else user_id == target.id
    return {"status": "member" if inside else "left", "user": person.user()}


def leave_chat(world: World, bot: Bot, params: Params) -> bool:
    target = targets.writable(world, bot, params)
    if not isinstance(target, Group):
        raise bad_request("chat member status can't be changed in private chats")
    target.kicked = True
    world.keep_group(target)
    return True


def yes(world: World, bot: Bot, params: Params) -> Any:
    """What methods without a visible effect here answer."""
    return True
