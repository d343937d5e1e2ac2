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


SENDING = (
    "can_send_messages",
    "can_send_documents",
    "can_send_photos",
    "can_send_polls",
    "can_react_to_messages",
)
CARD, WORDS, POLL = 5, 6, 7


async def spoil(gathering: Gathering) -> None:
    """Add every place the bot cannot act in; in the office, a card, words of Nadia's and a poll."""
    scene, bot = gathering.scene, gathering.bot
    farhan = scene.farhan
    for name, kind in (("Left", "supergroup"), ("Kicked", "supergroup"), ("Club", "group")):
        await farhan.creates_group(name, bot, chat_type=kind)
    await farhan.creates_group("Muted", bot)
    await farhan.creates_group("Deleted", bot, chat_type="group")
    await farhan.creates_group("Dead", bot, chat_type="supergroup")
    await farhan.creates_group("Old", bot, chat_type="group")
    await farhan.creates_group("Lost", bot, chat_type="channel")
    await farhan.creates_group("Mute channel", bot, chat_type="channel")
    await farhan.creates_group("Admin", bot, scene.nadia)
    groups = {group.title: group for group in scene.telegram.groups.values()}
    await scene.wire.call("leaveChat", chat_id=groups["Left"].id)
    await farhan.kicks(bot, groups["Kicked"])
    await farhan.kicks(bot, groups["Club"])
    await farhan.kicks(bot, groups["Lost"])
    await farhan.restricts(bot, groups["Muted"], **dict.fromkeys(SENDING, False))
    await farhan.deletes_group(groups["Deleted"])
    await farhan.deletes_group(groups["Dead"])
    await farhan.promotes(bot, groups["Mute channel"], can_edit_messages=True)
    await farhan.promotes(bot, groups["Admin"])
    await farhan.migrates(groups["Old"])
    await gathering.posts(gathering.office, "Card")
    await scene.nadia.says("Words", at=gathering.office)
    await gathering.call(
        "sendPoll", chat_id=gathering.office.id, question="Which?", options='["A", "B"]'
    )


async def refused(
    places: Gathering, method: str, place: str | int, parameters: dict[str, Any]
) -> tuple[int, Any]:
    """This will call a method for a place, named by its title or id, and give the answer."""
    groups = {group.title: group.id for group in places.scene.telegram.groups.values()}
    chat = {"chat_id": groups.get(str(place), place)} if place else {}
    reply = await places.call(method, **(chat | parameters))
    return reply.status, reply.body
