"""What becomes of memberships: who comes, goes, rises and falls, and who is told of it.

Nothing here asks whether somebody may do it: that is for the methods of bots and the acts of
people.
"""

from dataclasses import replace
from typing import Any

from simulator.chats import BotAccount, ChatType, Person
from simulator.groups import ANONYMOUS, Group, InviteLink, JoinRequest
from simulator.members import Member, member_object
from simulator.world import World

FIRST_GROUP = 2_200_000_001

User = dict[str, Any]


def found(
    world: World,
    chat_type: ChatType,
    title: str,
    *,
    is_forum: bool = False,
    username: str = "",
) -> Group:
    """This will put a new, empty group or channel into the world."""
    number = FIRST_GROUP + len(world.groups)
    group = Group(number, chat_type, title, is_forum=is_forum, username=username)
    world.groups[group.id] = group
    return group


def place_of(account: Person | BotAccount) -> Member:
    """This will give the place of an ordinary member."""
    hears_all = isinstance(account, BotAccount) and account.hears_all
    return Member(account.user, "member", hears_all=hears_all)


def shown_as(group: Group, user: User) -> User:
    """This will give the User in whose name someone acts: an anonymous administrator is hidden."""
    return ANONYMOUS if group.member(user).is_anonymous else user


def change(
    world: World,
    group: Group,
    actor: User,
    new: Member,
    *,
    link: InviteLink | None = None,
    is_by_request: bool = False,
) -> None:
    """This will give someone a new place and tell the bot it is about, and bots that administer.

    `actor` is the User who does it; `link` the invite link used.
    """
    user = new.user
    old = group.member(user)
    actor = shown_as(group, actor)
    witnesses = [bot for bot in world.bots_in(group) if group.members[bot.id].is_admin]
    group.members[user["id"]] = new
    for bot in world.bots.values():
        is_itself = bot.id == user["id"]
        if not is_itself and bot not in witnesses:
            continue
        if is_itself:
            bot.chats[group.id] = group
        world.acquaint(bot, actor)
        world.acquaint(bot, user)
        told: dict[str, Any] = {
            "chat": group.object,
            "from": actor,
            "date": world.clock.unix(),
            "old_chat_member": member_object(old, group.type, bot.id),
            "new_chat_member": member_object(new, group.type, bot.id),
        }
        if link is not None:
            told["invite_link"] = link.as_object()
        if is_by_request:
            told["via_join_request"] = True
        bot.updates.add("my_chat_member" if is_itself else "chat_member", told)
    world.tell_group(group)


def enter(
    world: World,
    group: Group,
    actor: User,
    new: Member,
    *,
    link: InviteLink | None = None,
    is_by_request: bool = False,
) -> None:
    """This will let someone into the chat, with the service message that says so."""
    old = group.member(new.user)
    if old.status == "restricted":
        new = replace(old, was_in=True)
    if link is not None:
        link.used += 1
    group.requests.pop(new.user["id"], None)
    change(world, group, actor, new, link=link, is_by_request=is_by_request)
    if group.type != "channel":
        world.note(group, shown_as(group, actor), {"new_chat_members": [new.user]})


def depart(world: World, group: Group, actor: User, user: User, *, is_banned: bool) -> None:
    """This will take someone out of the chat; the service message comes first, so that a bot
    that is removed still gets it.
    """
    if group.type != "channel":
        shown = shown_as(group, actor)
        world.note(group, shown, {"left_chat_member": user})
    old = group.member(user)
    gone = Member(user, "kicked" if is_banned else "left")
    if old.status == "restricted" and not is_banned:
        gone = replace(old, was_in=False)
    change(world, group, actor, gone)


def request(world: World, group: Group, person: Person, link: InviteLink | None) -> None:
    """This will put someone on the list of those who ask to be let in."""
    group.requests[person.id] = JoinRequest(person.user, link)
    for bot in world.bots_in(group):
        if not group.members[bot.id].has("can_invite_users"):
            continue
        world.acquaint(bot, person.user)
        # Who asks may be written to by the bot before having started it (Bot API, user_chat_id).
        world.chat(person, bot).started = True
        asked: dict[str, Any] = {
            "chat": group.object,
            "from": person.user,
            "user_chat_id": person.id,
            "date": world.clock.unix(),
        }
        if link is not None:
            asked["invite_link"] = link.as_object()
        bot.updates.add("chat_join_request", asked)


def migrate(world: World, group: Group, actor: User) -> Group:
    """This will make a basic group a supergroup: a new chat with a new id, no old messages."""
    new = found(world, "supergroup", group.title)
    new.permissions = dict(group.permissions)
    new.members = dict(group.members)
    for bot in world.bots_in(group):
        bot.chats[new.id] = new
    shown = shown_as(group, actor)
    world.note(group, shown, {"migrate_to_chat_id": new.id})
    world.note(new, shown, {"migrate_from_chat_id": group.id})
    group.migrated_to = new
    world.tell_group(group)
    world.tell_group(new)
    return new
