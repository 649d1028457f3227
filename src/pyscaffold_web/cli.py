"""The command line: the only module that prints or exits."""

import gc
import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from pyscaffold_web import history, questions, signals
from pyscaffold_web.errors import ScaffoldError
from pyscaffold_web.flags import add_answer_flags, add_need_flags, gather, running_python

HELP = "Start a Django, Flask, Quart or FastAPI project that runs at once."


def new(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="The folder to create; . for this one.")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take defaults, ask nothing.")] = False,
    data: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="An answer; may be given several times."),
    ] = None,
    answers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A YAML file of answers.")
    ] = None,
    install: Annotated[
        bool, typer.Option("--install/--no-install", help="Install the project's libraries.")
    ] = True,
    git: Annotated[
        bool, typer.Option("--git/--no-git", help="Make a repository with a first commit.")
    ] = True,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List the files and write nothing.")
    ] = False,
    template: Annotated[
        str | None, typer.Option(metavar="URL", help="Use a template of your own.")
    ] = None,
    ref: Annotated[
        str | None, typer.Option(metavar="REF", help="Its tag, branch or commit.")
    ] = None,
    **flags: Any,
) -> None:
    """Create a project: asks what it needs, renders it, installs it, commits it."""
    from pyscaffold_web.new import Request, check, create, preview, settle

    given = gather(answers, data or (), flags)
    request = Request(path, given, yes, install, git, dry_run, template, ref)
    check(request)
    fill = settle(request, _wizard())
    if dry_run:
        for file in preview(request, fill):
            typer.echo(file)
        return
    for lines in create(request, fill):
        typer.echo(lines, nl=False)


def recommend(
    framework: Annotated[
        str | None, typer.Option(metavar="NAME", help="Judge this framework only.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    **needs: bool,
) -> None:
    """Rank the frameworks for what a project needs, with the reasons."""
    from pyscaffold_web import report
    from pyscaffold_web.recommend import recommend

    ranking = recommend({need for need, is_needed in needs.items() if is_needed})
    known = sorted(place.flavour.framework for place in ranking)
    if framework and framework not in known:
        raise ScaffoldError(f"there is no framework {framework!r}", f"use {', '.join(known)}")
    chosen = [place for place in ranking if framework in (None, place.flavour.framework)]
    typer.echo(report.ranking_json(chosen) if as_json else report.ranking_text(chosen))


def options(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List all questions, with their choices, reasons and defaults."""
    from pyscaffold_web import report
    from pyscaffold_web.answers import Interview

    questionnaire = questions.load(history.template_folder())
    defaults = Interview(questionnaire, "myapp").complete({}, running_python(questionnaire))
    text = report.options_json if as_json else report.options_text
    typer.echo(text(questionnaire, defaults))


def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        typer.echo(f"scaffold {history.current_tag().removeprefix('v')}")
    elif not context.invoked_subcommand:
        typer.echo(context.get_help())
        raise typer.Exit(2)


def build() -> typer.Typer:
    """The application; its flags are read from `copier.yml`."""
    app = typer.Typer(help=HELP, rich_markup_mode=None, pretty_exceptions_enable=False)
    questionnaire = questions.load(history.template_folder())
    app.callback(invoke_without_command=True, help=HELP)(_root)
    app.command()(add_answer_flags(questionnaire, running_python(questionnaire))(new))
    app.command()(add_need_flags()(recommend))
    app.command()(options)
    return app


def _wizard() -> Any:
    """Who asks: nobody unless there is a terminal to ask on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    from pyscaffold_web.prompts import Wizard

    return Wizard(typer.echo)


def run() -> int:
    """Run the command of `sys.argv` and return its exit code; every error is printed here."""
    try:
        status = build()(standalone_mode=False)
        sys.stdout.flush()
        return status or 0
    except ScaffoldError as error:
        return _failed(error.message, error.hint, error.exit_code)
    except typer.TyperException as error:
        command = getattr(getattr(error, "ctx", None), "command_path", "scaffold")
        return _failed(error.format_message(), f"see `{command} --help`", error.exit_code)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _failed(" ".join(str(error).split()), "", 1)
    except Exception as error:
        if os.environ.get("SCAFFOLD_DEBUG"):
            raise
        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return _failed(f"unexpected: {reason}", "SCAFFOLD_DEBUG=1 shows where; please report it", 1)


def _failed(message: str, hint: str, status: int) -> int:
    typer.echo(f"error: {message}", err=True)
    if hint:
        typer.echo(f"hint: {hint}", err=True)
    return status


def main() -> NoReturn:
    """The `scaffold` program."""
    gc.disable()  # the process is short: collecting while it imports costs more than it frees
    signals.exit_when_terminated()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # show what the terminal cannot spell, never fail on it
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run())
