"""The lists of commands that Telegram's apps show, by role and language, and the bot's profile.

A list is a convenience, never a right: whoever types a command is checked again.
"""

from telegram import Bot, BotCommand, BotCommandScopeChat, BotCommandScopeDefault

from secretariat.permissions import Role
from secretariat.readers import Reader
from views import commands
from views.words import SOURCE_LANGUAGE, languages, words_of


async def publish(bot: Bot) -> None:
    """Tell Telegram what everyone sees: the strangers' list and the profile, in each language."""
    for language in languages():
        words = words_of(language)
        code = None if language == SOURCE_LANGUAGE else language
        await bot.set_my_commands(
            [BotCommand(*line) for line in commands.for_strangers(words)],
            scope=BotCommandScopeDefault(),
            language_code=code,
        )
        await bot.set_my_short_description(commands.short_description(words), language_code=code)
        await bot.set_my_description(commands.description(words), language_code=code)


async def publish_for(bot: Bot, reader: Reader) -> None:
    """Tell Telegram the list of one person, in the language chosen in the bot."""
    assert reader.person.telegram_id is not None
    roles: frozenset[Role] = frozenset().union(*reader.roles.values())
    lines = commands.for_roles(words_of(reader.language), roles)
    await bot.set_my_commands(
        [BotCommand(*line) for line in lines],
        scope=BotCommandScopeChat(reader.person.telegram_id),
    )
