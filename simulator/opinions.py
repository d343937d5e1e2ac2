"""Votes, reactions and inline queries of people."""

from simulator.chats import BotAccount, Chat, InlineQuery, Person
from simulator.errors import ActRefused
from simulator.groups import Group
from simulator.messages import Message
from simulator.methods.reactions import EMOJI
from simulator.world import World


def vote(world: World, person: Person, message: Message, answers: list[str]) -> None:
    """This will vote for the options that say `answers`; none takes the vote back."""
    poll = message.poll
    if poll is None:
        raise ActRefused("MESSAGE_POLL_REQUIRED")
    poll.close_if_over(world.clock.unix())
    if poll.is_closed:
        raise ActRefused("MESSAGE_POLL_CLOSED")
    offered = [option.text for option in poll.options]
    if not set(answers) <= set(offered):
        raise ActRefused(f"no such option; there are {offered}")
    if len(answers) > 1 and not poll.allows_multiple:
        raise ActRefused("OPTIONS_TOO_MUCH")
    if person.id in poll.votes and not poll.allows_revoting:
        raise ActRefused("REVOTE_NOT_ALLOWED")
    chosen = sorted(offered.index(answer) for answer in answers)
    if chosen:
        poll.votes[person.id] = chosen
    else:
        poll.votes.pop(person.id, None)
    chat: Chat = world.groups.get(message.chat_id) or world.chat(person)
    world.tell_message("edit", chat, message)
    for bot in world.bots.values():
        if bot.id == poll.bot_id:
            bot.updates.add("poll", poll.as_object())
            if not poll.is_anonymous:
                world.acquaint(bot, person.user)
                bot.updates.add("poll_answer", poll.answer_object(person.user))


def react(world: World, person: Person, chat: Chat, message: Message, emoji: str) -> None:
    """This will react to a message, or take the reaction back with "".

    Bots hear of it in private chats, and in groups where they administer, if they asked to.
    """
    if emoji and emoji not in EMOJI:
        raise ActRefused("REACTION_INVALID")
    old = message.reactions.get(person.id, [])
    new = [{"type": "emoji", "emoji": emoji}] if emoji else []
    message.reactions[person.id] = new
    world.tell_message("edit", chat, message)
    if isinstance(chat, Group):
        bots = [bot for bot in world.bots_in(chat) if chat.members[bot.id].is_admin]
        is_hidden = chat.member(person.user).is_anonymous
    else:
        bots = [bot for bot in world.bots.values() if bot.private_chat(person.id) is chat]
        is_hidden = False
    actor = {"actor_chat": chat.object} if is_hidden else {"user": person.user}
    for bot in bots:
        if chat.type == "channel":
            _count(world, bot, chat, message)
            continue
        bot.updates.add(
            "message_reaction",
            {
                "chat": chat.object,
                "message_id": message.number_for(bot.id),
                **actor,
                "date": world.clock.unix(),
                "old_reaction": old,
                "new_reaction": new,
            },
        )


def _count(world: World, bot: BotAccount, chat: Chat, message: Message) -> None:
    # Who reacted to a post of a channel nobody learns.
    shown = [one for reactions in message.reactions.values() for one in reactions]
    kinds = {one["emoji"]: one for one in shown}
    bot.updates.add(
        "message_reaction_count",
        {
            "chat": chat.object,
            "message_id": message.number_for(bot.id),
            "date": world.clock.unix(),
            "reactions": [
                {"type": kind, "total_count": sum(one == kind for one in shown)}
                for kind in kinds.values()
            ],
        },
    )


def ask_inline(world: World, bot: BotAccount, person: Person, text: str) -> InlineQuery:
    """This will type text after the bot's name, in any chat."""
    if not bot.is_inline:
        raise ActRefused("BOT_INLINE_DISABLED")
    number = bot.next_callback_id(person)
    query = InlineQuery(number, person, text, world.clock.now().timestamp())
    bot.inline_queries[number] = query
    world.acquaint(bot, person.user)
    asked: dict[str, object] = {
        "id": number,
        "from": person.user,
        "query": text,
        "offset": "",
        "chat_type": "sender",
    }
    bot.updates.add("inline_query", asked)
    return query
