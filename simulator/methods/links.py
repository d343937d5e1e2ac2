"""Invite links of groups and channels.

Source: TDLib, DialogInviteLinkManager.cpp.
"""

import base64
from typing import Any

from simulator.chats import BotAccount
from simulator.errors import bad_request
from simulator.groups import Group, InviteLink
from simulator.methods.access import read_chat
from simulator.methods.registry import method
from simulator.parameters import Parameters
from simulator.world import World

NAME_LIMIT = 32
MEMBER_LIMIT = 99_999


@method("exportChatInviteLink")
def export_chat_invite_link(world: World, bot: BotAccount, parameters: Parameters) -> str:
    """This will make a new primary link, which ends the one before."""
    group = _read_group(world, bot, parameters)
    for link in group.links:
        if link.is_primary:
            link.is_primary, link.is_revoked = False, True
    link = InviteLink(_new_url(group), bot.user, is_primary=True)
    group.links.append(link)
    return link.url


@method("createChatInviteLink")
def create_chat_invite_link(
    world: World, bot: BotAccount, parameters: Parameters
) -> dict[str, Any]:
    """This will make a further link, with a name, an end, a number of members or a door."""
    expires = parameters.integer("expire_date", lowest=0, highest=(1 << 31) - 1)
    limit = parameters.integer("member_limit", lowest=0, highest=MEMBER_LIMIT + 1)
    creates_request = parameters.is_true("creates_join_request")
    group = _read_group(world, bot, parameters)
    name = parameters.text("name").strip()
    if limit > MEMBER_LIMIT:
        raise bad_request("USAGE_LIMIT_INVALID")
    if creates_request and limit:
        raise bad_request(
            "member limit can't be specified for links requiring administrator approval"
        )
    if expires and expires <= world.clock.unix():
        raise bad_request("EXPIRE_DATE_INVALID")
    link = InviteLink(
        _new_url(group),
        bot.user,
        name=name[:NAME_LIMIT],
        expires=expires,
        member_limit=limit,
        creates_request=creates_request,
    )
    group.links.append(link)
    return link.as_object()


def _read_group(world: World, bot: BotAccount, parameters: Parameters) -> Group:
    group = read_chat(world, bot, parameters)
    if not isinstance(group, Group):
        raise bad_request("can't invite members to a private chat")
    if not group.member(bot.user).has("can_invite_users"):
        raise bad_request("not enough rights to manage chat invite link")
    return group


def _new_url(group: Group) -> str:
    number = f"{abs(group.id)}-{len(group.links)}".encode()
    return f"https://t.me/+{base64.urlsafe_b64encode(number).decode().rstrip('=')}"
