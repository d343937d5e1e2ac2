"""Acting as a person in groups and channels."""

from simulator import acts, gatherings, opinions
from simulator.chats import BotAccount, ChatType, InlineQuery, Person, PrivateChat
from simulator.errors import ActRefused
from simulator.groups import Group, Topic
from simulator.messages import Message
from simulator.world import World


class Participant:
    """A person among others. Whoever else is meant is given as an account of theirs, or as a bot.

    Every act awaits the world's `settle` hook. Raises ActRefused for what the app does not let a
    person do.
    """

    def __init__(self, world: World, person: Person, bot: BotAccount | None = None) -> None:
        self.person = person
        self._world = world
        self._bot = bot

    @property
    def bot(self) -> BotAccount:
        """The bot this account talks to."""
        return self._bot or self._world.bot

    @property
    def room(self) -> PrivateChat:
        """The private chat itself."""
        return self._world.chat(self.person, self.bot)

    async def creates_group(
        self,
        title: str,
        *members: "Participant | BotAccount",
        chat_type: ChatType = "supergroup",
        is_forum: bool = False,
        username: str = "",
    ) -> Group:
        """This will make a group or channel, and put `members` into it."""
        group = gatherings.create(
            self._world,
            self.person,
            title,
            chat_type,
            [_account(member) for member in members],
            is_forum=is_forum,
            username=username,
        )
        await self._settle()
        return group

    async def adds(self, member: "Participant | BotAccount", to: Group) -> None:
        """This will put someone into a group."""
        gatherings.add(self._world, to, self.person, _account(member))
        await self._settle()

    async def adds_bot(
        self, to: Group, startgroup: str | None = None, bot: BotAccount | None = None
    ) -> None:
        """This will put the bot into a group, perhaps by its link with ?startgroup=."""
        bot = bot or self.bot
        if startgroup is not None:
            acts.check_payload(startgroup)
        gatherings.add(self._world, to, self.person, bot)
        if startgroup:
            text = f"/start@{bot.username} {startgroup}"
            acts.say(self._world, bot, to, text, by=self.person)
        await self._settle()

    async def joins(self, group: Group, link: str = "") -> bool:
        """This will join, by the invite link if one is given; False if it only asked to."""
        is_in = gatherings.join(self._world, group, self.person, link)
        await self._settle()
        return is_in

    async def leaves(self, group: Group) -> None:
        """This will leave a group."""
        gatherings.leave(self._world, group, self.person)
        await self._settle()

    async def kicks(self, member: "Participant | BotAccount", out_of: Group) -> None:
        """This will throw someone out for good."""
        gatherings.remove(self._world, out_of, self.person, _account(member))
        await self._settle()

    async def unbans(self, member: "Participant | BotAccount", of: Group) -> None:
        """This will let someone come back."""
        gatherings.unban(self._world, of, self.person, _account(member))
        await self._settle()

    async def promotes(
        self,
        member: "Participant | BotAccount",
        of: Group,
        *,
        is_anonymous: bool = False,
        title: str = "",
        **rights: bool,
    ) -> None:
        """This will make someone an administrator, with the usual rights or exactly `rights`."""
        gatherings.promote(
            self._world,
            of,
            self.person,
            _account(member),
            rights,
            is_anonymous=is_anonymous,
            title=title,
        )
        await self._settle()

    async def demotes(self, member: "Participant | BotAccount", of: Group) -> None:
        """This will make an administrator an ordinary member."""
        gatherings.demote(self._world, of, self.person, _account(member))
        await self._settle()

    async def restricts(
        self, member: "Participant | BotAccount", of: Group, until: int = 0, **permissions: bool
    ) -> None:
        """This will take permissions from someone, or give them."""
        gatherings.restrict(self._world, of, self.person, _account(member), permissions, until)
        await self._settle()

    async def permits(self, group: Group, **permissions: bool) -> None:
        """This will set what ordinary members of a group may do."""
        gatherings.permit(group, self.person, permissions)
        await self._settle()

    async def migrates(self, group: Group) -> Group:
        """This will make a basic group a supergroup, and give that."""
        new = gatherings.migrate(self._world, group, self.person)
        await self._settle()
        return new

    async def renames(self, group: Group, title: str) -> None:
        """This will give a group another title."""
        gatherings.rename(self._world, group, self.person, title)
        await self._settle()

    async def deletes_group(self, group: Group) -> None:
        """This will delete a group for everyone."""
        gatherings.delete(self._world, group, self.person)
        await self._settle()

    async def creates_topic(self, group: Group, name: str) -> Topic:
        """This will open a topic in a forum."""
        topic = gatherings.create_topic(self._world, group, self.person, name)
        await self._settle()
        return topic

    async def closes_topic(self, group: Group, topic: Topic) -> None:
        """This will close a topic."""
        gatherings.close_topic(self._world, group, self.person, topic)
        await self._settle()

    async def reopens_topic(self, group: Group, topic: Topic) -> None:
        """This will open a closed topic again."""
        gatherings.close_topic(self._world, group, self.person, topic, is_closed=False)
        await self._settle()

    async def pins(self, message: Message) -> None:
        """This will pin a message of a group."""
        group = self._group_of(message)
        if group is None:
            raise ActRefused("only pins in groups are told to bots")
        gatherings.pin(self._world, group, self.person, message)
        await self._settle()

    async def votes(self, message: Message, *answers: str) -> None:
        """This will vote in a poll; no answers take the vote back."""
        opinions.vote(self._world, self.person, message, list(answers))
        await self._settle()

    async def reacts(self, message: Message, emoji: str) -> None:
        """This will react to a message; "" takes the reaction back."""
        chat = self._group_of(message) or self.room
        opinions.react(self._world, self.person, chat, message, emoji)
        await self._settle()

    async def asks_inline(self, text: str) -> InlineQuery:
        """This will type text after the bot's name, as in any chat."""
        query = opinions.ask_inline(self._world, self.bot, self.person, text)
        await self._settle()
        return query

    def _group_of(self, message: Message | None) -> Group | None:
        return None if message is None else self._world.groups.get(message.chat_id)

    async def _settle(self) -> None:
        if self._world.settle is not None:
            await self._world.settle()


def _account(member: Participant | BotAccount) -> Person | BotAccount:
    return member.person if isinstance(member, Participant) else member
