"""Accounts: acting as a person, in tests and from the page."""

from typing import Any, overload

from simulator import acts
from simulator.chats import Answer, Chat
from simulator.groups import Group, Topic
from simulator.hours import read_quiet_hours
from simulator.messages import Message
from simulator.participants import Participant


class Account(Participant):
    """A person in front of the Telegram app: in the private chat with one bot, and in groups.

    Every act awaits the world's `settle` hook, so that afterwards the bot has nothing left to do.
    Where an act may be in a group, `at` is that group; a message acted on tells it by itself.
    Raises ActRefused for what the app does not let a person do.
    """

    @property
    def id(self) -> int:
        """The user id, which is also the id of the private chat."""
        return self.person.id

    @property
    def name(self) -> str:
        """First and last name."""
        return self.person.name

    @property
    def chat(self) -> list[Message]:
        """The messages of the chat that are not deleted, oldest first."""
        return self.room.live

    @property
    def inbox(self) -> list[Message]:
        """Those of them that the bot sent."""
        return [message for message in self.chat if message.from_bot]

    @property
    def sounds(self) -> int:
        """How many of the bot's messages came with sound."""
        return sum(not message.silent for message in self.inbox)

    @property
    def toasts(self) -> list[Answer]:
        """The answers to presses, oldest first."""
        return self.room.answers

    @overload
    def reads(self, n: None = None, at: Group | None = None) -> str: ...

    @overload
    def reads(self, n: int, at: Group | None = None) -> list[str]: ...

    def reads(self, n: int | None = None, at: Group | None = None) -> str | list[str]:
        """This will give the text of the bot's newest message, or a list of the last `n`."""
        chat: Chat = self.room if at is None else at
        texts = [
            message.text for message in chat.live if message.from_bot and message.kind != "service"
        ]
        if n is not None:
            return texts[-n:]
        return texts[-1] if texts else ""

    async def starts(self, payload: str | None = None) -> Message:
        """This will press Start, or open the bot's deep link with a payload."""
        message = acts.start(self._world, self.bot, self.room, payload)
        await self._settle()
        return message

    async def says(
        self,
        text: str,
        reply_to: Message | None = None,
        at: Group | None = None,
        topic: Topic | None = None,
    ) -> Message:
        """This will send a text, into a topic of a forum if one is given."""
        chat = at or self._group_of(reply_to) or self.room
        thread_id = topic.id if topic else None
        message = acts.say(
            self._world, self.bot, chat, text, reply_to, by=self.person, topic=thread_id
        )
        await self._settle()
        return message

    async def edits(self, message: Message, text: str) -> None:
        """This will change one of the person's own messages."""
        chat = self._group_of(message) or self.room
        acts.edit(self._world, self.bot, chat, message, text, by=self.person)
        await self._settle()

    async def taps(
        self, label: str, on: Message | None = None, at: Group | None = None
    ) -> Answer | str | None:
        """This will tap the inline button that says `label`, or begins with it.

        It is looked for on `on`, else on the newest message that has it. A button with data gives
        the bot's Answer, None if there is none yet; a link is opened (a deep link starts the bot)
        and gives its address; a copying button gives its text.
        """
        message, button = acts.find_button(at or self.room, label, on)
        if button.data is not None:
            return await self._press(message, button.data, is_forged=False)
        if button.url is not None:
            acts.open_url(self._world, self.bot, self.room, button.url)
            await self._settle()
            return button.url
        return button.copy

    async def taps_data(self, callback_data: str, on: Message) -> Answer | None:
        """This will send forged data, as no official app does."""
        return await self._press(on, callback_data, is_forged=True)

    async def opens(self, url: str) -> Message | None:
        """This will open a link from anywhere; a deep link to the bot starts it."""
        message = acts.open_url(self._world, self.bot, self.room, url)
        await self._settle()
        return message

    async def sends_file(
        self,
        file_name: str,
        content: bytes,
        mime: str = "application/octet-stream",
        caption: str | None = None,
        at: Group | None = None,
    ) -> Message:
        """This will send a document."""
        return await self._send("document", file_name, content, mime, caption, at)

    async def sends_photo(
        self, content: bytes = b"\xff\xd8", caption: str | None = None
    ) -> Message:
        """This will send a photo."""
        return await self._send("photo", "photo.jpg", content, "image/jpeg", caption)

    async def sends_voice(self, content: bytes = b"OggS") -> Message:
        """This will send a voice message."""
        return await self._send("voice", "voice.ogg", content, "audio/ogg")

    async def sends_sticker(self) -> Message:
        """This will send a sticker."""
        return await self._send("sticker", "sticker.webp", b"RIFF", "image/webp")

    async def sends_contact(
        self, phone_number: str, first_name: str | None = None, user_id: int | None = None
    ) -> Message:
        """This will share a contact; without a name it is the person's own card."""
        contact: dict[str, Any] = {
            "phone_number": phone_number,
            "first_name": first_name or self.person.first_name,
        }
        if first_name is None:
            user_id = self.id
        if user_id is not None:
            contact["user_id"] = user_id
        message = acts.send_contact(self._world, self.bot, self.room, contact)
        await self._settle()
        return message

    async def blocks(self) -> None:
        """This will block the bot."""
        self._world.block(self.bot, self.room, is_blocked=True)
        await self._settle()

    async def unblocks(self) -> None:
        """This will unblock it, without starting it."""
        self._world.block(self.bot, self.room, is_blocked=False)
        await self._settle()

    def deletes_account(self) -> None:
        """This will deactivate the account; the bot learns of it when it writes."""
        self.person.deleted = True
        self._world.tell_person(self.room)

    def keeps_quiet(self, begins: str, ends: str, zone: str = "UTC") -> None:
        """This will set the hours ("22:00") in which the telephone is not to ring; ValueError."""
        self.person.quiet = read_quiet_hours(begins, ends, zone)
        self._world.tell_person(self.room)

    def keeps_no_quiet(self) -> None:
        """This will let it ring at any hour again."""
        self.person.quiet = None
        self._world.tell_person(self.room)

    def becomes_known(self) -> None:
        """This will let the bot see the person somewhere, without having been started."""
        self.room.known = True

    async def _press(
        self, message: Message, callback_data: str, *, is_forged: bool
    ) -> Answer | None:
        chat = self._group_of(message) or self.room
        bot = acts.bot_of(self._world, message) or self.bot
        callback = acts.press(
            self._world,
            bot,
            chat,
            message,
            callback_data,
            by=self.person,
            is_forged=is_forged,
        )
        await self._settle()
        return callback.answer

    async def _send(
        self,
        kind: str,
        file_name: str,
        content: bytes,
        mime: str,
        caption: str | None = None,
        at: Group | None = None,
    ) -> Message:
        chat = at or self.room
        message = acts.send_file(
            self._world, self.bot, chat, kind, file_name, content, mime, caption, by=self.person
        )
        await self._settle()
        return message
