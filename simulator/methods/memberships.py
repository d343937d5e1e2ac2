"""Members of groups as a bot asks about them, and its own leaving."""

from typing import Any

from simulator import memberships
from simulator.chats import BotAccount
from simulator.errors import bad_request
from simulator.groups import Group
from simulator.members import Member, member_object
from simulator.methods.access import Access, find_user, read_chat, read_user_id
from simulator.methods.registry import method
from simulator.objects import administrators_object
from simulator.parameters import Parameters
from simulator.world import World


@method("getChatMember")
def get_chat_member(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will describe someone's place in a chat; who never was there has left it."""
    user_id = read_user_id(parameters)
    # About itself a bot that was removed may not ask (the open server, get_chat_member).
    access: Access = "read" if user_id == bot.id else "members"
    chat = read_chat(world, bot, parameters, access=access)
    user = find_user(world, bot, user_id)
    if isinstance(chat, Group):
        return member_object(chat.member(user), chat.type, bot.id)
    if user_id not in (bot.id, chat.id):
        raise bad_request("member not found")
    return member_object(Member(user, "member"), chat.type, bot.id)


@method("getChatMemberCount")
def get_chat_member_count(world: World, bot: BotAccount, parameters: Parameters) -> int:
    """This will count the members of a chat; a private chat has two."""
    chat = read_chat(world, bot, parameters, access="members")
    return len(chat.present) if isinstance(chat, Group) else 2


@method("getChatAdministrators")
def get_chat_administrators(
    world: World, bot: BotAccount, parameters: Parameters
) -> list[dict[str, Any]]:
    """This will list the owner and the administrators; of the bots only the asking one."""
    chat = read_chat(world, bot, parameters, access="members")
    if not isinstance(chat, Group):
        raise bad_request("there are no administrators in the private chat")
    return administrators_object(chat, bot)


@method("leaveChat")
def leave_chat(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will let the bot leave a group or channel."""
    chat = read_chat(world, bot, parameters, access="read")
    if not isinstance(chat, Group):
        raise bad_request("can't leave private chats")
    if chat.member(bot.user).is_in:
        memberships.depart(world, chat, bot.user, bot.user, is_banned=False)
    return True


@method("approveChatJoinRequest")
def approve_chat_join_request(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will let someone in who asked for it."""
    group, user = _read_request(world, bot, parameters)
    request = group.requests.pop(user["id"])
    memberships.enter(
        world, group, bot.user, Member(user, "member"), link=request.link, is_by_request=True
    )
    return True


@method("declineChatJoinRequest")
def decline_chat_join_request(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will turn someone away who asked to be let in."""
    group, user = _read_request(world, bot, parameters)
    del group.requests[user["id"]]
    return True


def _read_request(
    world: World, bot: BotAccount, parameters: Parameters
) -> tuple[Group, dict[str, Any]]:
    user_id = read_user_id(parameters)
    group = read_chat(world, bot, parameters)
    if not isinstance(group, Group):
        raise bad_request("the chat can't have join requests")
    if not group.member(bot.user).has("can_invite_users"):
        raise bad_request("not enough rights to manage chat join requests")
    user = find_user(world, bot, user_id)
    if group.member(user).is_in:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if user_id not in group.requests:
        raise bad_request("HIDE_REQUESTER_MISSING")
    return group, user
