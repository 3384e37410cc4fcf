"""The commands under `glidepath record` and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glidepath.cli.record_desk import Desk

__all__ = ["record_app"]

record_app = typer.Typer(
    name="record",
    help="What is kept of people, append-only; whether all of it is still there; copies of it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Person = Annotated[str, typer.Argument(help="A person's id, as `record new` printed it.")]
Body = Annotated[Path, typer.Argument(help="What to keep (.toml, .json), or - for stdin.")]
Folder = Annotated[Path, typer.Argument(help="The backup's folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


@record_app.callback()
def _desk(
    context: typer.Context,
    store: Annotated[
        str,
        typer.Option(envvar="GLIDEPATH_STORE", help="sqlite:///PATH, or postgresql://...?anchor="),
    ] = "",
    actor: Annotated[str, typer.Option(envvar="GLIDEPATH_ACTOR", help="Who does it.")] = "",
    role: Annotated[str, typer.Option(envvar="GLIDEPATH_ROLE", help="As what.")] = "",
) -> None:
    context.obj = Desk(store, actor, role)


@record_app.command()
def new(
    context: typer.Context,
    identity: Annotated[
        Path | None, typer.Argument(help="Who it is (.toml, .json), or - for stdin.")
    ] = None,
) -> None:
    """Begin a person's record and print the new id."""
    from glidepath.cli.record import new_person as run

    raise typer.Exit(run(context.obj, identity))


@record_app.command()
def add(
    context: typer.Context,
    person: Person,
    kind: Annotated[str, typer.Argument(help="The kind of event, such as situation or note.")],
    body: Body,
    expected: Annotated[
        int | None, typer.Option(help="Refuse if anybody changed the record after this event.")
    ] = None,
) -> None:
    """Keep one event; prints its number and its id."""
    from glidepath.cli.record import add_event as run

    raise typer.Exit(run(context.obj, person, kind, body, expected))


@record_app.command()
def plan(
    context: typer.Context,
    person: Person,
    policy: Annotated[str | None, typer.Option(help="A policy's id; see compare.")] = None,
) -> None:
    """Plan from the situation that is kept, and keep the proposal."""
    from glidepath.cli.record_plan import plan_person as run

    raise typer.Exit(run(context.obj, person, policy))


@record_app.command()
def papers(
    context: typer.Context,
    person: Person,
    folder: Annotated[Path, typer.Argument(help="Where to write them; made if missing.")],
    plan: Annotated[str | None, typer.Option(help="A kept plan's id; else the one signed.")] = None,
) -> None:
    """Papers of a kept plan: they say by whom, as what and when it was signed."""
    from glidepath.cli.record_papers import papers_person as run

    raise typer.Exit(run(context.obj, person, folder, plan))


@record_app.command()
def show(
    context: typer.Context,
    person: Annotated[str | None, typer.Argument(help="A person's id; without it all ids.")] = None,
    json: Json = False,
) -> None:
    """One person's file as it stands today; that somebody looked is kept too."""
    from glidepath.cli.record import show as run

    raise typer.Exit(run(context.obj, person, json))


@record_app.command()
def verify(
    context: typer.Context,
    plans: Annotated[bool, typer.Option("--plans", help="Work out every plan again.")] = False,
    json: Json = False,
) -> None:
    """Whether everything that was ever kept is there and unchanged; exit code 1 if not."""
    from glidepath.cli.record import verify_record as run

    raise typer.Exit(run(context.obj, plans, json))


@record_app.command()
def export(context: typer.Context, person: Person) -> None:
    """Everything that is kept of one person, as JSON."""
    from glidepath.cli.record import export as run

    raise typer.Exit(run(context.obj, person))


@record_app.command()
def diary(context: typer.Context, person: Person) -> None:
    """The diary of one person as a diary file (JSON), for `glidepath follow --diary`."""
    from glidepath.cli.record import export_diary as run

    raise typer.Exit(run(context.obj, person))


@record_app.command()
def backup(context: typer.Context, folder: Folder) -> None:
    """Copy the whole record into a new folder, while it is in use."""
    from glidepath.cli.record import back_up as run

    raise typer.Exit(run(context.obj, folder))


@record_app.command()
def restore(
    context: typer.Context,
    folder: Folder,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Give up events newer than the backup.")
    ] = False,
) -> None:
    """Make a record anew from a backup, every event replayed and compared."""
    from glidepath.cli.record import restore_backup as run

    raise typer.Exit(run(context.obj, folder, accept_loss))


@record_app.command(name="renew-anchor")
def renew_anchor(context: typer.Context, reason: Body) -> None:
    """Go on with what is there after a loss that was looked into; the file holds the reason."""
    from glidepath.cli.record import renew_anchor as run

    raise typer.Exit(run(context.obj, reason))
