"""A scene of groups: people, two bots, and every kind of chat."""

from dataclasses import dataclass
from typing import Any

from local_telegram import Reply, Scene

from simulator.chats import BotAccount
from simulator.groups import Group, Topic
from simulator.messages import Message


def kinds(updates: list[dict[str, Any]]) -> list[str]:
    """What happened: the kind of update, and for a message what it carries."""
    names = []
    for update in updates:
        [(kind, content)] = update.items()
        carried = set(content) - {
            "message_id",
            "from",
            "chat",
            "date",
            "sender_chat",
            "message_thread_id",
            "is_topic_message",
            "reply_to_message",
        }
        names.append(kind if "message_id" not in content else f"{kind}: {min(carried)}")
    return names


@dataclass(frozen=True)
class Gathering:
    """Farhan owns every chat; the bot is an ordinary member, in the channel an administrator."""

    scene: Scene
    basic: Group
    office: Group
    forum: Group
    channel: Group
    topic: Topic

    @property
    def bot(self) -> BotAccount:
        return self.scene.telegram.bot

    async def call(self, method: str, **parameters: Any) -> Reply:
        return await self.scene.wire.call(method, **parameters)

    async def news(self) -> list[dict[str, Any]]:
        """This will give what the bot has not been told yet, and confirm it."""
        # A call that repeats its offset at once would be held and given less.
        self.scene.moments.pass_by(seconds=4)
        updates = await self.scene.updates()
        if updates:
            await self.scene.wire.call("getUpdates", offset=updates[-1]["update_id"] + 1)
        for update in updates:
            del update["update_id"]
        return updates

    async def heard(self) -> list[str]:
        """This will give the texts of new messages only."""
        return [
            update["message"]["text"]
            for update in await self.news()
            if "text" in update.get("message", {})
        ]

    async def posts(self, group: Group, text: str = "Hello", **parameters: Any) -> Message:
        """This will let the bot send a text."""
        reply = await self.call("sendMessage", chat_id=group.id, text=text, **parameters)
        assert reply.status == 200, reply.body
        return group.messages[reply.body["result"]["message_id"]]


async def gather(scene: Scene) -> Gathering:
    farhan, bot = scene.farhan, scene.telegram.bot
    basic = await farhan.creates_group("Basic", bot, scene.nadia, chat_type="group")
    office = await farhan.creates_group("Office", bot, scene.nadia, scene.jamil)
    forum = await farhan.creates_group("Forum", bot, scene.nadia, is_forum=True)
    channel = await farhan.creates_group("News", bot, chat_type="channel", username="ewg_news")
    topic = await farhan.creates_topic(forum, "Agenda")
    bot.updates.clear()
    return Gathering(scene, basic, office, forum, channel, topic)
