"""The command line: `python -m bot`."""

import importlib

import click

from bot import __version__

#: Each command's module is imported when it is called: `--help` answers at once.
COMMANDS = {
    "demo": "Show the whole product on this machine, without a token.",
    "run": "Run the real bot.",
    "check": "Tell what works and what to do about what does not.",
    "migrate": "Bring the database to this release's schema.",
    "roster": "Import the members from a CSV or XLSX file.",
}


class LazyGroup(click.Group):
    """A group whose commands are modules of `bot.commands`, imported one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order in which they are explained."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"bot.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup)
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """The secretariat of a working group, in Telegram."""


if __name__ == "__main__":
    main(prog_name="python -m bot")
