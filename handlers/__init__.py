"""Updates in, screens out: one module per topic; decides nothing.

Importing the package fills the routing tables of `handlers/routes.py`.
"""

from handlers import (
    admitting,
    announcing,
    basics,
    boards,
    helps,
    homes,
    invitations,
    joining,
    languages,
    letters,
    members,
    notice_cards,
    notices,
    nudges,
    phone_replies,
    publishing,
    replies,
    rosters,
    settings,
    setup,
    strangers,
)

__all__ = [
    "admitting",
    "announcing",
    "basics",
    "boards",
    "helps",
    "homes",
    "invitations",
    "joining",
    "languages",
    "letters",
    "members",
    "notice_cards",
    "notices",
    "nudges",
    "phone_replies",
    "publishing",
    "replies",
    "rosters",
    "settings",
    "setup",
    "strangers",
]
