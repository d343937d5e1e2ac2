"""What happens to the topics of a forum, whoever does it."""

from typing import Any

from simulator.groups import Group, Topic
from simulator.memberships import shown_as
from simulator.world import World

NAME_LIMIT = 128
"""The most characters of a topic's name."""
COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
"""The colours an icon may have (Bot API, createForumTopic)."""


def create(
    world: World,
    forum: Group,
    creator_id: int,
    author: dict[str, Any],
    name: str,
    color: int = 0,
    emoji: str = "",
) -> Topic:
    """This will open a topic with the service message that gives it its id."""
    topic = Topic(
        forum.last_message_id + 1, name[:NAME_LIMIT], color or COLORS[0], creator_id, emoji
    )
    forum.topics[topic.id] = topic
    created = topic.as_object()
    del created["message_thread_id"]
    world.note(forum, shown_as(forum, author), {"forum_topic_created": created}, thread_id=topic.id)
    return topic


def close(
    world: World, forum: Group, topic: Topic, author: dict[str, Any], *, is_closed: bool
) -> None:
    """This will close or reopen a topic, with the service message that says so."""
    topic.is_closed = is_closed
    event = "forum_topic_closed" if is_closed else "forum_topic_reopened"
    world.note(forum, shown_as(forum, author), {event: {}}, thread_id=topic.id)


def delete(world: World, forum: Group, topic: Topic) -> None:
    """This will delete a topic and everything in it."""
    del forum.topics[topic.id]
    for message in forum.live:
        if message.thread_id == topic.id:
            world.delete(forum, message)
    world.tell_group(forum)
