"""The sample group's own chat, in which the assistant sits and keeps silent until spoken to."""

from collections.abc import Mapping

from simulator import Telegram
from simulator.accounts import Account

#: Who founded it, and through whose eyes the page shows it first.
FOUNDER, SEER = "Nadia Saleem", "Farhan Javed"
SAID = (
    ("Tahira Baig", "Assalam-o-alaikum, and welcome to the group's own chat."),
    ("Sana Qureshi", "Thank you, Madam Chair. Do notices come here as well?"),
    ("Nadia Saleem", "Notices and replies stay in your own chats with the assistant."),
)


async def found_group_chat(telegram: Telegram, accounts: Mapping[str, Account]) -> None:
    """Make a supergroup of these people, by name, and the bot; somebody says a few words."""
    founder = accounts[FOUNDER]
    others = [account for name, account in accounts.items() if name != FOUNDER]
    small = await founder.creates_group(
        "Expert Working Group", *others, telegram.bot, chat_type="group"
    )
    # As Telegram's apps do: everyone comes at once into a small group, which then becomes large.
    group = await founder.migrates(small)
    group.note = {"pane": True, "seen_by": accounts[SEER].id}
    telegram.tell_group(group)
    for name, words in SAID:
        await accounts[name].says(words, at=group)
