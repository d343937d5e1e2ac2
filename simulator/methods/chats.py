"""Chats: what a bot may ask and show about them."""

from typing import Any

from simulator.chats import BotAccount
from simulator.errors import bad_request
from simulator.methods.access import read_chat
from simulator.methods.registry import method
from simulator.objects import full_chat_object
from simulator.parameters import Parameters
from simulator.world import World

_ACTIONS = """
cancel typing upload_photo record_video upload_video record_voice record_audio upload_voice
upload_audio upload_document choose_sticker find_location pick_up_location record_video_note
upload_video_note
"""
ACTIONS = frozenset(_ACTIONS.split())


@method("getChat")
def get_chat(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will tell all about a chat; being blocked does not matter."""
    return full_chat_object(read_chat(world, bot, parameters, access="read"), bot)


@method("sendChatAction")
def send_chat_action(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will show for a few seconds that the bot is typing, or the like."""
    action = parameters.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = read_chat(world, bot, parameters, access="write")
    chat.action = action
    return True
