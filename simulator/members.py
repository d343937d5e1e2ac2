"""Members of groups and channels: what they are and what they may do.

Names of rights and permissions are those of the Bot API (ChatAdministratorRights,
ChatPermissions).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

_RIGHTS = """
can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members
can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories
can_delete_stories
"""
RIGHTS = tuple(_RIGHTS.split())
"""The rights that every kind of chat has."""
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
"""Rights that only groups have; topics are of supergroups only."""
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
"""Rights that only channels have."""
ALL_RIGHTS = (*RIGHTS, *GROUP_RIGHTS, *CHANNEL_RIGHTS)

SENDING = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
)
PERMISSIONS = (
    *SENDING,
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
USUAL_PERMISSIONS = {name: name in (*SENDING, "can_invite_users") for name in PERMISSIONS}
"""What members of a new group may do."""


@dataclass(frozen=True, slots=True)
class Member:
    """Someone's place in a chat; a new one for every change.

    `user` is the Bot API User. `rights` are those of an administrator, `permissions` those of
    someone restricted, who may at the same time not be in the chat (`is_in`). `until` is the
    Unix time at which a restriction or ban ends, 0 for never. `hears_all` is whether a bot had
    its privacy mode off when it came: a later switch does not count.
    """

    user: dict[str, Any]
    status: Status
    rights: Mapping[str, bool] = field(default_factory=dict)
    permissions: Mapping[str, bool] = field(default_factory=dict)
    is_anonymous: bool = False
    title: str = ""
    until: int = 0
    promoted_by: int = 0
    hears_all: bool = False
    was_in: bool = True

    @property
    def is_in(self) -> bool:
        """Whether the user is in the chat."""
        if self.status == "restricted":
            return self.was_in
        return self.status in ("creator", "administrator", "member")

    @property
    def is_admin(self) -> bool:
        """Whether the user is the owner or an administrator."""
        return self.status in ("creator", "administrator")

    def has(self, right: str) -> bool:
        """This will say whether an administrator has a right; the owner has all."""
        return self.status == "creator" or (
            self.status == "administrator" and bool(self.rights.get(right))
        )


def rights_of(chat_type: str) -> tuple[str, ...]:
    """This will name the rights that administrators of such a chat can have."""
    if chat_type == "channel":
        return (*RIGHTS, *CHANNEL_RIGHTS)
    if chat_type == "group":
        return (*RIGHTS, "can_pin_messages", "can_manage_tags")
    return (*RIGHTS, *GROUP_RIGHTS)


def rights_object(
    rights: Mapping[str, bool], chat_type: str, *, is_anonymous: bool = False
) -> dict[str, Any]:
    """This will make a ChatAdministratorRights."""
    made: dict[str, Any] = {name: bool(rights.get(name)) for name in rights_of(chat_type)}
    made["is_anonymous"] = is_anonymous
    return made


def member_object(member: Member, chat_type: str, viewer_id: int) -> dict[str, Any]:
    """This will make a ChatMember of any status, as the bot with `viewer_id` sees it."""
    made: dict[str, Any] = {"user": member.user, "status": member.status}
    if member.is_admin:
        made["is_anonymous"] = member.is_anonymous
        if member.title:
            made["custom_title"] = member.title
    if member.status == "administrator":
        made |= rights_object(member.rights, chat_type, is_anonymous=member.is_anonymous)
        made["can_be_edited"] = member.promoted_by == viewer_id
    elif member.status == "restricted":
        made |= {name: bool(member.permissions.get(name)) for name in PERMISSIONS}
        made |= {"is_member": member.was_in, "until_date": member.until}
    elif member.status == "kicked":
        made["until_date"] = member.until
    return made
