"""Answers to inline queries."""

from simulator.chats import BotAccount
from simulator.errors import bad_request
from simulator.methods.access import read_json
from simulator.methods.registry import method
from simulator.parameters import Parameters
from simulator.world import World

RESULTS_LIMIT = 50
QUERY_WINDOW = 30
"""Seconds after which an inline query can no longer be answered."""
_KINDS = """
article audio contact document game gif location mpeg4_gif photo sticker venue video voice
"""
KINDS = frozenset(_KINDS.split())


@method("answerInlineQuery")
def answer_inline_query(world: World, bot: BotAccount, parameters: Parameters) -> bool:
    """This will show results under what someone typed after the bot's name."""
    results = read_json(parameters.text("results"), "inline query results")
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > RESULTS_LIMIT:
        raise bad_request("RESULTS_TOO_MUCH")
    for result in results:
        _check(result)
    query = bot.inline_queries.get(parameters.text("inline_query_id"))
    now = world.clock.now().timestamp()
    if query is None or now > query.asked_at + QUERY_WINDOW:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len({str(result["id"]) for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    query.results = results
    del bot.inline_queries[query.id]
    return True


def _check(result: object) -> None:
    place = "can't parse inline query result"
    if not isinstance(result, dict):
        raise bad_request(f"{place}: expected an Object")
    for field in ("type", "id"):
        if field not in result:
            raise bad_request(f'{place}: Can\'t find field "{field}"')
    if str(result["type"]) not in KINDS:
        raise bad_request(f"{place}: invalid inline query result type specified")
    if not 1 <= len(str(result["id"]).encode("utf-8", "surrogatepass")) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] == "article" and not result.get("title"):
        raise bad_request(f'{place}: Can\'t find field "title"')
