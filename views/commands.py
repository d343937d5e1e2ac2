"""Commands as the apps list them, and the bot's public profile, which never names the group."""

from collections.abc import Collection

from secretariat.permissions import Role
from views.words import Words

Line = tuple[str, str]


def for_strangers(words: Words) -> list[Line]:
    """Give the list of an account that has not joined."""
    return [
        ("start", words.label("Start")),
        ("help", words.label("What this is")),
        ("privacy", words.label("Privacy")),
    ]


def for_roles(words: Words, roles: Collection[Role]) -> list[Line]:
    """Give the list of a person with these roles."""
    if Role.SECRETARY in roles or Role.ASSISTANT in roles:
        return [
            ("desk", words.label("Secretariat desk")),
            ("new", words.label("New meeting")),
            ("board", words.label("Who is coming")),
            ("send", words.label("Send a notice")),
            ("tasks", words.label("Action items")),
            ("settings", words.label("Language, time, quiet hours")),
            ("help", words.label("Help and contact")),
        ]
    chair = [("board", words.label("Who is coming"))] if Role.CHAIR in roles else []
    return [
        ("menu", words.label("Home")),
        ("next", words.label("Next meeting and my reply")),
        ("tasks", words.label("My action items")),
        *chair,
        ("settings", words.label("Language, time, quiet hours")),
        ("help", words.label("Help and contact")),
        ("privacy", words.label("My data")),
    ]


def short_description(words: Words) -> str:
    """Give the profile's short text (Bot API: at most 120 characters)."""
    return words.label(
        "Meeting notices, replies and action items of a closed working group. By invitation."
    )


def description(words: Words) -> str:
    """Give the text above an empty chat (Bot API: at most 512 characters)."""
    return "\n\n".join(
        (
            short_description(words),
            words.label(
                "Open your personal link or type your code. Do not send classified material."
            ),
        )
    )
