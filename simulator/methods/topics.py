"""Topics of forums.

Source: TDLib, ForumTopicManager.cpp; codes in capitals come from Telegram's own servers.
"""

from typing import Any

from simulator import forums
from simulator.chats import BotAccount, Chat
from simulator.errors import bad_request
from simulator.groups import Group, Topic
from simulator.methods.access import read_chat
from simulator.methods.registry import method
from simulator.parameters import Parameters
from simulator.world import World


@method("createForumTopic")
def create_forum_topic(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will open a topic; the bot gets the service message that begins it."""
    color = parameters.integer("icon_color", lowest=0, highest=0xFFFFFF)
    forum = _read_forum(read_chat(world, bot, parameters))
    if not forum.may(bot.id, "can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    name = parameters.text("name").strip()
    if not name:
        raise bad_request("title must be non-empty")
    if color and color not in forums.COLORS:
        raise bad_request("invalid icon color specified")
    emoji = parameters.text("icon_custom_emoji_id")
    return forums.create(world, forum, bot.id, bot.user, name, color, emoji).as_object()


@method("editForumTopic")
def edit_forum_topic(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will give a topic another name or icon."""
    forum, topic = _read_topic(world, bot, parameters)
    name = parameters.text("name").strip()[: forums.NAME_LIMIT]
    emoji = parameters.values.get("icon_custom_emoji_id")
    changed: dict[str, Any] = {}
    if name and name != topic.name:
        changed["name"] = topic.name = name
    if emoji is not None and emoji != topic.icon_emoji:
        changed["icon_custom_emoji_id"] = topic.icon_emoji = emoji
    if not changed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    world.note(forum, bot.user, {"forum_topic_edited": changed}, thread_id=topic.id)
    return True


@method("closeForumTopic")
def close_forum_topic(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will close a topic: only who manages topics may still write there."""
    forum, topic = _read_topic(world, bot, parameters)
    if topic.is_closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    forums.close(world, forum, topic, bot.user, is_closed=True)
    return True


@method("reopenForumTopic")
def reopen_forum_topic(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will open a closed topic again."""
    forum, topic = _read_topic(world, bot, parameters)
    if not topic.is_closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    forums.close(world, forum, topic, bot.user, is_closed=False)
    return True


@method("deleteForumTopic")
def delete_forum_topic(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will delete a topic with everything in it; no update tells of it."""
    forum = _read_forum(read_chat(world, bot, parameters))
    if not forum.member(bot.user).has("can_delete_messages"):
        raise bad_request("not enough rights to delete a topic")
    forums.delete(world, forum, _find_topic(forum, parameters))
    return True


def _read_forum(chat: Chat) -> Group:
    if not isinstance(chat, Group) or not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _read_topic(world: World, bot: BotAccount, parameters: Parameters) -> tuple[Group, Topic]:
    forum = _read_forum(read_chat(world, bot, parameters))
    topic = _find_topic(forum, parameters)
    if not forum.may_manage(bot.id, topic):
        raise bad_request("not enough rights to edit the topic")
    return forum, topic


def _find_topic(forum: Group, parameters: Parameters) -> Topic:
    topic = forum.topics.get(parameters.identifier("message_thread_id"))
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic
