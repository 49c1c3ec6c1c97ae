"""The command line: what was typed, turned into one call and one print."""

from importlib import import_module
from shutil import get_terminal_size
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import MarkupMode, TyperCommand, TyperGroup

from ungacli import __version__


class CommandEntry(NamedTuple):
    """Where a command lives and what the list of commands says of it."""

    group: str
    module: str
    function: str
    summary: str
    takes_query: bool = False


COMMANDS = {
    "list": CommandEntry("Explore", "list", "list_events", "List the events, day by day."),
    "filter": CommandEntry(
        "Explore", "list", "filter_events", "List the events that a query in the filter language describes.", True
    ),
    "show": CommandEntry("Explore", "show", "show", "Show everything about one event or several."),
    "speaker": CommandEntry("Explore", "speaker", "speaker", "Show one speaker's agenda, or everyone who speaks."),
    "organizer": CommandEntry(
        "Explore", "speaker", "organizer", "Show one organizer's events, or everyone who organizes."
    ),
    "info": CommandEntry("Explore", "info", "info", "Show what the schedule is and what it holds."),
    "next": CommandEntry("Plan", "next", "next_events", "Show what is on now and what comes next, with countdowns."),
    "timeline": CommandEntry(
        "Plan", "timeline", "timeline", "Draw each day to scale, with events that overlap side by side."
    ),
    "conflicts": CommandEntry("Plan", "conflicts", "conflicts", "Find events that overlap or follow too closely."),
    "free": CommandEntry("Plan", "free", "free", "Find free time, for one person or several together."),
    "brief": CommandEntry("Plan", "brief", "brief", "Write what a person needs to know before a day of events."),
    "pick": CommandEntry("Plan", "pick", "pick", "Pick events, for a plan of your own or under a name."),
    "unpick": CommandEntry("Plan", "pick", "unpick", "Take events out of what was picked."),
    "export": CommandEntry(
        "Share", "export", "export", "Write the events into files for calendars and other programs."
    ),
    "validate": CommandEntry(
        "Data", "validate", "validate", "Check schedule files and list all that is wrong or odd, each with its place."
    ),
    "convert": CommandEntry(
        "Data", "convert", "convert", "Write schedule files, of any format, as one file of another."
    ),
    "diff": CommandEntry("Data", "diff", "diff", "Show what has changed from one schedule file to another."),
}


WELCOME = CommandEntry("", "info", "welcome", "Say what the schedule is and what to try first.")


class CommandTable(TyperGroup):
    """The commands by name; only the one that is called is imported, which spares 1.5 ms for each other."""

    def __init__(self, **settings: Any) -> None:
        """Stand a command that only knows its summary in for each of the table."""
        super().__init__(**settings)
        for name, entry in COMMANDS.items():
            self.commands[name] = TyperCommand(name, short_help=entry.summary, rich_help_panel=entry.group)

    def get_help(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Return the help page in the style and width that there is room for."""
        ctx.terminal_width = get_terminal_size().columns
        self.rich_markup_mode = _help_style()
        return super().get_help(ctx)

    # Typer keeps the classes of Click to itself, so there is no public name for what is returned.
    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Return the command that *args* name, imported now, and what is left of *args*."""
        ctx.terminal_width = get_terminal_size().columns
        name, _, rest = super().resolve_command(ctx, args)
        return name, load_command(name, COMMANDS[name]) if name else None, rest


class QueryCommand(TyperCommand):
    """A command whose arguments are a query, which may begin with a minus: `-speaker:pope`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Return what is left of *args*; those that begin with a minus and a word are no options."""
        options = {name: option for option in self.params for name in option.opts}
        words: list[str] = []
        for argument in args:
            is_value = words and words[-1] in options and not getattr(options[words[-1]], "is_flag", False)
            excluding = len(argument) > 2 and argument[0] == "-" and argument[1] != "-"
            # A space in front changes nothing for the query, and makes it no option.
            words.append(f" {argument}" if excluding and not is_value else argument)
        return super().parse_args(ctx, words)


def load_command(name: str, entry: CommandEntry) -> Any:
    """Import the command of *entry* and return it as Typer builds it."""
    single = typer.Typer(add_completion=False, rich_markup_mode=_help_style())
    kind = QueryCommand if entry.takes_query else TyperCommand
    single.command(name, help=entry.summary, cls=kind)(
        getattr(import_module(f"ungacli.cli.{entry.module}"), entry.function)
    )
    return typer.main.get_command(single)


def _help_style() -> MarkupMode:
    # The boxes of the rich style cut words off where they have no room.
    return "rich" if get_terminal_size().columns >= 60 else None


app = typer.Typer(
    cls=CommandTable,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _answer(option: typer.CallbackParam, value: bool) -> None:
    """Do what an *option* that stands by itself is for, and end the program."""
    if not value:
        return
    if option.name == "version":
        typer.echo(f"ungacli {__version__}")
        raise typer.Exit
    from ungacli.cli import shells

    if option.name == "show_completion":
        typer.echo(shells.script(shells.current()), nl=False)
    else:
        shell, path = shells.install()
        typer.secho(f"{shell} completion installed in {path}", fg="green")
        typer.echo("Completion will take effect once you restart the terminal")
    raise typer.Exit


_INSTALL_HELP = "Install completion for the current shell."
_SHOW_HELP = "Show completion for the current shell, to copy it or customize the installation."


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_answer, is_eager=True, help="Print the version.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print the traceback of an error.")] = False,
    install_completion: Annotated[
        bool, typer.Option("--install-completion", callback=_answer, help=_INSTALL_HELP)
    ] = False,
    show_completion: Annotated[bool, typer.Option("--show-completion", callback=_answer, help=_SHOW_HELP)] = False,
) -> None:
    """Explore a published schedule and put it into calendars.

    Without a file of your own (--events) it is that of IOM's side events at UNGA 79.
    """
    if context.invoked_subcommand is None:
        load_command("ungacli", WELCOME)(args=[], standalone_mode=False)
