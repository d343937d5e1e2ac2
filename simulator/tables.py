"""The table of methods and checks in the README, read off the code: `python -m simulator.tables`.

From each method every function it reaches is looked through for refusals; a check is one wording.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from simulator.keyboards import Markup
from simulator.limits import FloodLimits
from simulator.methods import METHODS
from simulator.methods.known import NAMES
from simulator.updates import UpdateQueue
from simulator.world import World

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- checks -->\n", "<!-- /checks -->\n"

COLUMNS = {
    "chats and messages": ("simulator.methods.access",),
    "text": ("simulator.text", "simulator.methods.texts"),
    "keyboards": ("simulator.keyboards",),
    "flood limits": ("simulator.limits",),
    "own": ("simulator",),
}
"""Where a check is, by the beginning of its module's name; the first that fits counts."""

_REFUSALS = frozenset(("ApiError", "bad_request", "refusal", "refuse", "too_many_requests"))
# Of which class it is what goes by that name, for calls of its methods.
_CLASSES = {
    "bot.updates": UpdateQueue,
    "flood": FloodLimits,
    "markup": Markup,
    "world": World,
}

Function = Callable[..., Any]


def table() -> str:
    """This will make the table as Markdown, with a line above it."""
    heads = ["method", *COLUMNS]
    lines = [
        f"{len(METHODS)} of the {len(NAMES)} methods of Bot API 10.0; any other of them answers "
        "501, and what is no method 404. The numbers say how many different refusals a method "
        "may answer.\n",
        f"| {' | '.join(heads)} |",
        f"|---{'|---:' * len(COLUMNS)}|",
    ]
    for name in sorted(METHODS, key=str.lower):
        counts = checks(METHODS[name])
        cells = [str(len(counts[column]) or "") for column in COLUMNS]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def checks(method: Function) -> dict[str, set[str]]:
    """This will find the wordings of all refusals that a method may answer, by column."""
    found: dict[str, set[str]] = {column: set() for column in COLUMNS}
    seen: set[Function] = set()
    waiting = [method]
    while waiting:
        function = waiting.pop()
        if function in seen:
            continue
        seen.add(function)
        wordings, called = _read(function)
        found[_column(function.__module__)].update(wordings)
        waiting += called
    return found


def written(text: str) -> str:
    """This will give a README with the present table in its place."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


@cache
def _read(function: Function) -> tuple[frozenset[str], tuple[Function, ...]]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    is_text = function.__module__.startswith("simulator.text")
    wordings: set[str] = set()
    called: list[Function] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and is_text and isinstance(node.exc, ast.Call):
            wordings.add(ast.unparse(node.exc))
        if not isinstance(node, ast.Call):
            continue
        if ast.unparse(node.func).rpartition(".")[2] in _REFUSALS:
            wordings.add(", ".join(map(ast.unparse, node.args)))
        called += _callees(node, function)
    return frozenset(wordings), tuple(called)


def _callees(call: ast.Call, function: Function) -> Iterator[Function]:
    named: Any = None
    if isinstance(call.func, ast.Name) and call.func.id not in _REFUSALS:
        named = function.__globals__.get(call.func.id)
    elif isinstance(call.func, ast.Attribute):
        receiver = ast.unparse(call.func.value)
        owner = _owner(function) if receiver == "self" else _CLASSES.get(receiver)
        named = getattr(owner, call.func.attr, None)
    if not getattr(named, "__module__", "").startswith("simulator"):
        return
    if inspect.isfunction(named):
        yield named
    # A parser is a class, and whatever it does belongs to reading the text.
    elif inspect.isclass(named) and named.__module__.startswith("simulator.text"):
        for name, one in vars(named).items():
            if inspect.isfunction(one) and not name.startswith("__"):
                yield one


def _owner(method: Function) -> object:
    name = method.__qualname__.rpartition(".")[0]
    return method.__globals__.get(name)


def _column(module: str) -> str:
    return next(column for column, modules in COLUMNS.items() if module.startswith(modules))


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
