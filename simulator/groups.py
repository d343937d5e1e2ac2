"""Groups and channels: basic groups, supergroups with or without topics, channels."""

from dataclasses import dataclass, replace
from typing import Any

from simulator.chats import BotAccount, Chat, ChatType
from simulator.members import USUAL_PERMISSIONS, Member, Status
from simulator.messages import Message

ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""The user in whose name an anonymous administrator writes."""
SUPERGROUP_OFFSET = -1_000_000_000_000
"""The Bot API's ids of supergroups and channels are this minus their own number."""


@dataclass(slots=True, eq=False)
class Topic:
    """A topic of a forum. `id` is that of the service message that created it."""

    id: int
    name: str
    icon_color: int
    creator_id: int
    icon_emoji: str = ""
    is_closed: bool = False

    def as_object(self) -> dict[str, Any]:
        """This will make a ForumTopic."""
        made: dict[str, Any] = {
            "message_thread_id": self.id,
            "name": self.name,
            "icon_color": self.icon_color,
        }
        if self.icon_emoji:
            made["icon_custom_emoji_id"] = self.icon_emoji
        return made


@dataclass(slots=True, eq=False)
class InviteLink:
    """An invite link. `expires` is a Unix time and `member_limit` a count, 0 for none."""

    url: str
    creator: dict[str, Any]
    name: str = ""
    expires: int = 0
    member_limit: int = 0
    creates_request: bool = False
    is_primary: bool = False
    is_revoked: bool = False
    used: int = 0

    def as_object(self, pending: int = 0) -> dict[str, Any]:
        """This will make a ChatInviteLink; `pending` are join requests that wait."""
        made: dict[str, Any] = {
            "invite_link": self.url,
            "creator": self.creator,
            "creates_join_request": self.creates_request,
            "is_primary": self.is_primary,
            "is_revoked": self.is_revoked,
        }
        if self.name:
            made["name"] = self.name
        if self.expires:
            made["expire_date"] = self.expires
        if self.member_limit:
            made["member_limit"] = self.member_limit
        if pending:
            made["pending_join_request_count"] = pending
        return made


@dataclass(slots=True, eq=False)
class JoinRequest:
    """Someone who asked to be let in, and by which link."""

    user: dict[str, Any]
    link: InviteLink | None


class Group(Chat):
    """A group or channel, the same for everyone in it.

    A basic group that became a supergroup stays behind with `migrated_to` set.
    """

    def __init__(
        self,
        number: int,
        chat_type: ChatType,
        title: str,
        *,
        is_forum: bool = False,
        username: str = "",
    ) -> None:
        chat_id = -number if chat_type == "group" else SUPERGROUP_OFFSET - number
        described: dict[str, Any] = {"id": chat_id, "title": title, "type": chat_type}
        if username:
            described["username"] = username
        if is_forum:
            described["is_forum"] = True
        super().__init__(chat_id, chat_type, described)
        self.username = username
        self.is_forum = is_forum
        self.members: dict[int, Member] = {}
        self.permissions: dict[str, bool] = dict(USUAL_PERMISSIONS)
        self.topics: dict[int, Topic] = {}
        self.links: list[InviteLink] = []
        self.requests: dict[int, JoinRequest] = {}
        self.migrated_to: Group | None = None
        self.is_deleted = False
        self.note: dict[str, Any] = {}
        """Shown with the group by the control plane, as that of a person is."""
        self.last_message_id = 0
        self.last_bot: int | None = None
        """The bot that wrote last: commands without a name are for it."""

    @property
    def title(self) -> str:
        """What the chat is called."""
        title: str = self.object["title"]
        return title

    @property
    def is_active(self) -> bool:
        """Whether there still is such a group."""
        return self.migrated_to is None and not self.is_deleted

    @property
    def present(self) -> list[Member]:
        """Everyone in it, people and bots."""
        return [member for member in self.members.values() if member.is_in]

    def member(self, user: dict[str, Any]) -> Member:
        """This will give someone's place; of who never was there, that of one who left."""
        return self.members.get(user["id"]) or Member(user, "left")

    def lapse(self, now: int) -> None:
        """This will end the restrictions and bans whose time is over; nobody is told of it."""
        for user_id, member in self.members.items():
            if member.until and member.until <= now:
                status: Status = "member" if member.is_in else "left"
                self.members[user_id] = replace(member, status=status, permissions={}, until=0)

    def may(self, user_id: int, permission: str) -> bool:
        """This will say whether someone in the chat may do what ordinary members may.

        Administrators may send whatever they like; for what is a right too (to pin, to invite …)
        the right counts.
        """
        member = self.members.get(user_id)
        if member is None or not member.is_in:
            return False
        if member.is_admin and permission.startswith(("can_send", "can_add", "can_react")):
            return self.type != "channel" or member.has("can_post_messages")
        allowed = self.permissions.get(permission, False) and self.type != "channel"
        if member.is_admin:
            return member.has(permission) or allowed
        if member.status == "restricted":
            allowed = allowed and bool(member.permissions.get(permission))
        return allowed

    def find_for(self, bot: BotAccount, message_id: int) -> Message | None:
        """This will find a message by the number that a bot knows it by."""
        if self.type != "group":
            return self.find(message_id)
        for message in self.live:
            if message.number_for(bot.id) == message_id:
                return message
        return None

    def thread_for(self, reply_to: Message | None, topic_id: int | None) -> int | None:
        """This will give the thread of a new message: in a forum its topic, None for General; in
        other supergroups that of the message it replies to.
        """
        if self.is_forum:
            return topic_id or (reply_to.thread_id if reply_to else None)
        if self.type == "supergroup" and reply_to is not None:
            return reply_to.thread_id or reply_to.id
        return None

    def is_closed_to(self, user_id: int, thread_id: int | None) -> bool:
        """This will say whether a topic is closed and the user may not write there all the same."""
        topic = self.topics.get(thread_id or 0)
        return topic is not None and topic.is_closed and not self.may_manage(user_id, topic)

    def may_manage(self, user_id: int, topic: Topic) -> bool:
        """This will say whether someone may rename, close and reopen a topic."""
        return topic.creator_id == user_id or self.member({"id": user_id}).has("can_manage_topics")
