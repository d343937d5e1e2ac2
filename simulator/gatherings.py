"""What people do with groups and channels in the Telegram app.

As in acts, what the app itself would not let them do is an ActRefused, and no bot learns of it.
"""

from collections.abc import Sequence
from dataclasses import replace

from simulator import forums, memberships
from simulator.chats import BotAccount, ChatType, Person
from simulator.errors import ActRefused
from simulator.groups import Group, InviteLink, Topic
from simulator.members import PERMISSIONS, USUAL_PERMISSIONS, Member, rights_of
from simulator.messages import Message
from simulator.world import World

ACCOUNTS = Person | BotAccount


def create(
    world: World,
    by: Person,
    title: str,
    chat_type: ChatType,
    members: Sequence[ACCOUNTS] = (),
    *,
    is_forum: bool = False,
    username: str = "",
) -> Group:
    """This will make a group or channel; who makes it owns it.

    A basic group begins with its `members`; into others they are put afterwards.
    """
    group = memberships.found(world, chat_type, title, is_forum=is_forum, username=username)
    group.members[by.id] = Member(by.user, "creator")
    if chat_type == "group":
        for account in members:
            memberships.change(world, group, by.user, memberships.place_of(account))
        world.note(group, by.user, {"group_chat_created": True})
    elif chat_type == "supergroup":
        world.note(group, by.user, {"supergroup_chat_created": True})
    world.tell_group(group)
    if chat_type != "group":
        for account in members:
            add(world, group, by, account)
    return group


def add(world: World, group: Group, by: Person, account: ACCOUNTS) -> None:
    """This will put someone into the chat; a bot in a channel is always an administrator."""
    _require(group, by, "can_invite_users")
    if group.member(account.user).is_in:
        raise ActRefused("USER_ALREADY_PARTICIPANT")
    place = memberships.place_of(account)
    if group.type == "channel" and isinstance(account, BotAccount):
        place = _administrator(group, by, account, {})
    memberships.enter(world, group, by.user, place)


def join(world: World, group: Group, person: Person, url: str = "") -> bool:
    """This will join by an invite link, or as whoever was sent the group's own.

    False if the person has to be let in first.
    """
    member = group.member(person.user)
    if not group.is_active:
        raise ActRefused("CHANNEL_PRIVATE")
    if member.is_in:
        raise ActRefused("USER_ALREADY_PARTICIPANT")
    if member.status == "kicked":
        raise ActRefused("USER_BANNED_IN_CHANNEL")
    link = _find_link(world, group, url) if url else None
    if link is not None and link.creates_request:
        memberships.request(world, group, person, link)
        return False
    memberships.enter(world, group, person.user, Member(person.user, "member"), link=link)
    return True


def leave(world: World, group: Group, person: Person) -> None:
    """This will leave the chat."""
    _require_presence(group, person)
    memberships.depart(world, group, person.user, person.user, is_banned=False)


def remove(world: World, group: Group, by: Person, account: ACCOUNTS) -> None:
    """This will throw someone out, who cannot come back by a link."""
    _require(group, by, "can_restrict_members")
    if group.member(account.user).status == "creator":
        raise ActRefused("USER_ADMIN_INVALID")
    if not group.member(account.user).is_in:
        raise ActRefused("USER_NOT_PARTICIPANT")
    memberships.depart(world, group, by.user, account.user, is_banned=True)


def unban(world: World, group: Group, by: Person, account: ACCOUNTS) -> None:
    """This will let someone come back who was thrown out."""
    _require(group, by, "can_restrict_members")
    memberships.change(world, group, by.user, Member(account.user, "left"))


def promote(
    world: World,
    group: Group,
    by: Person,
    account: ACCOUNTS,
    rights: dict[str, bool],
    *,
    is_anonymous: bool = False,
    title: str = "",
) -> None:
    """This will make someone an administrator; no `rights` are the usual ones, or those that a
    bot has asked for. Someone who is not in the chat comes in by it.
    """
    _require(group, by, "can_promote_members")
    new = _administrator(group, by, account, rights)
    new = replace(new, is_anonymous=is_anonymous, title=title)
    if group.member(account.user).is_in:
        memberships.change(world, group, by.user, new)
    else:
        memberships.enter(world, group, by.user, new)


def demote(world: World, group: Group, by: Person, account: ACCOUNTS) -> None:
    """This will make an administrator an ordinary member again."""
    _require(group, by, "can_promote_members")
    hears_all = group.member(account.user).hears_all
    memberships.change(world, group, by.user, Member(account.user, "member", hears_all=hears_all))


def restrict(
    world: World,
    group: Group,
    by: Person,
    account: ACCOUNTS,
    permissions: dict[str, bool],
    until: int = 0,
) -> None:
    """This will take permissions from someone, or give them back; `until` is a Unix time."""
    _require(group, by, "can_restrict_members")
    if group.type != "supergroup":
        raise ActRefused("CHAT_ID_INVALID")
    old = group.member(account.user)
    kept = {name: bool((old.permissions or group.permissions).get(name)) for name in PERMISSIONS}
    new = replace(
        old,
        status="restricted",
        permissions=kept | permissions,
        until=until,
        was_in=old.is_in,
        rights={},
    )
    memberships.change(world, group, by.user, new)


def permit(group: Group, by: Person, permissions: dict[str, bool]) -> None:
    """This will set what ordinary members may do."""
    _require(group, by, "can_restrict_members")
    group.permissions |= {
        name: permissions[name] for name in USUAL_PERMISSIONS & permissions.keys()
    }


def migrate(world: World, group: Group, by: Person) -> Group:
    """This will make a basic group a supergroup."""
    if group.type != "group" or not group.is_active:
        raise ActRefused("CHAT_ID_INVALID")
    if group.member(by.user).status != "creator":
        raise ActRefused("CHAT_ADMIN_REQUIRED")
    return memberships.migrate(world, group, by.user)


def delete(world: World, group: Group, by: Person) -> None:
    """This will delete the chat for everyone."""
    if group.member(by.user).status != "creator":
        raise ActRefused("CHAT_ADMIN_REQUIRED")
    group.is_deleted = True
    world.tell_group(group)


def rename(world: World, group: Group, by: Person, title: str) -> None:
    """This will give the chat another title."""
    _require(group, by, "can_change_info")
    group.object["title"] = title
    world.note(group, memberships.shown_as(group, by.user), {"new_chat_title": title})


def create_topic(world: World, group: Group, by: Person, name: str) -> Topic:
    """This will open a topic in a forum."""
    if not group.is_forum:
        raise ActRefused("CHANNEL_FORUM_MISSING")
    _require(group, by, "can_manage_topics")
    return forums.create(world, group, by.id, by.user, name)


def close_topic(
    world: World, group: Group, by: Person, topic: Topic, *, is_closed: bool = True
) -> None:
    """This will close or reopen a topic."""
    _require_presence(group, by)
    if not group.may_manage(by.id, topic):
        raise ActRefused("CHAT_ADMIN_REQUIRED")
    if topic.is_closed == is_closed:
        raise ActRefused("TOPIC_NOT_MODIFIED")
    forums.close(world, group, topic, by.user, is_closed=is_closed)


def pin(world: World, group: Group, by: Person, message: Message) -> None:
    """This will pin a message."""
    needed = "can_edit_messages" if group.type == "channel" else "can_pin_messages"
    _require(group, by, needed)
    if message.id not in group.pinned:
        group.pinned.append(message.id)
        world.note(group, memberships.shown_as(group, by.user), {}, pins=message)


def _administrator(group: Group, by: Person, account: ACCOUNTS, rights: dict[str, bool]) -> Member:
    names = rights_of(group.type)
    if not rights and isinstance(account, BotAccount):
        kind = "channel" if group.type == "channel" else "group"
        rights = account.default_rights.get(kind, {})
    usual = {name: name != "can_promote_members" for name in names}
    given = {name: bool(rights.get(name)) for name in names} if rights else usual
    # Whoever administers at all can manage the chat (Bot API, can_manage_chat).
    given["can_manage_chat"] = True
    old = group.member(account.user)
    hears_all = (old if old.is_in else memberships.place_of(account)).hears_all
    return Member(
        account.user, "administrator", rights=given, promoted_by=by.id, hears_all=hears_all
    )


def _find_link(world: World, group: Group, url: str) -> InviteLink:
    for link in group.links:
        if link.url == url:
            is_full = link.member_limit and link.used >= link.member_limit
            is_over = link.expires and world.clock.unix() >= link.expires
            if not (link.is_revoked or is_full or is_over):
                return link
    raise ActRefused("INVITE_HASH_EXPIRED")


def _require_presence(group: Group, person: Person) -> None:
    if not group.is_active or not group.member(person.user).is_in:
        raise ActRefused("CHANNEL_PRIVATE")


def _require(group: Group, person: Person, permission: str) -> None:
    _require_presence(group, person)
    if not group.may(person.id, permission):
        raise ActRefused("CHAT_ADMIN_REQUIRED")
