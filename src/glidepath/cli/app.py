"""The commands and their options; what each does stands in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glidepath.cli.account import account_app
from glidepath.cli.record_app import record_app

__all__ = ["app"]

app = typer.Typer(
    name="glidepath",
    help="Makeable, bounded and explained dose plans for benzodiazepines.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 2 bad input, 3 refused for safety, 4 questions to answer first.",
)

app.add_typer(account_app, name="account")
app.add_typer(record_app)

Case = Annotated[Path, typer.Argument(help="A case file (.toml or .json), or - for stdin.")]
PlanFile = Annotated[Path, typer.Argument(help="plan.json or a typed plan, or - for stdin.")]
Overlays = Annotated[
    Path | None,
    typer.Option(
        envvar="GLIDEPATH_OVERLAYS", help="Folder with words of scales that you hold rights to."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Decision support for clinicians: the clinician decides and signs."""
    if version:
        from glidepath import __version__

        print(__version__)
        raise typer.Exit


@app.command()
def plan(
    case: Case,
    policy: Annotated[str | None, typer.Option(help="A policy's id; see compare.")] = None,
    pace: Annotated[str | None, typer.Option(help="gentle, usual or faster.")] = None,
    json: Json = False,
    out: Annotated[Path | None, typer.Option(help="A folder for the plan's papers.")] = None,
) -> None:
    """A checked dose plan for one person, or why there is none."""
    from glidepath.cli.plan import plan as run

    raise typer.Exit(run(case, policy, pace, json, out))


@app.command()
def follow(
    case: Case,
    plan: Annotated[Path, typer.Option(help="The plan that was signed: plan.json or typed.")],
    diary: Annotated[Path, typer.Option(help="The diary: days, weekly lists, scales.")],
    record: Annotated[
        Path | None, typer.Option(help="The clinician's notes: flags seen to, wishes.")
    ] = None,
    json: Json = False,
    out: Annotated[
        Path | None, typer.Option(help="A folder for the papers to choose from.")
    ] = None,
) -> None:
    """From a diary to a decision with its reasons, and re-plans to choose from."""
    from glidepath.cli.follow import follow_case as run

    raise typer.Exit(run(case, plan, diary, record, json, out))


@app.command()
def replan(
    case: Case,
    plan: Annotated[Path, typer.Option(help="The plan that was signed: plan.json or typed.")],
    record: Annotated[Path, typer.Option(help="What was taken since, stock, shortages, wish.")],
    json: Json = False,
    out: Annotated[Path | None, typer.Option(help="A folder for the new version's papers.")] = None,
) -> None:
    """The rest of a signed plan from what was really taken, and what is different."""
    from glidepath.cli.replan import replan_case as run

    raise typer.Exit(run(case, plan, record, json, out))


@app.command()
def assess(case: Case, json: Json = False) -> None:
    """Findings, risk, level of care, and the questions that are open."""
    from glidepath.cli.assess import assess_case as run

    raise typer.Exit(run(case, json))


@app.command()
def compare(
    case: Case,
    json: Json = False,
    out: Annotated[Path | None, typer.Option(help="A folder for picture and table.")] = None,
) -> None:
    """Every policy and shape for this person, side by side."""
    from glidepath.cli.compare import compare_case as run

    raise typer.Exit(run(case, json, out))


@app.command()
def check(
    plan: PlanFile,
    case: Annotated[
        Path | None, typer.Option(help="The person's case: present doses, goal, stock.")
    ] = None,
    json: Json = False,
    out: Annotated[Path | None, typer.Option(help="A folder for the papers.")] = None,
) -> None:
    """The independent check of any plan, also of one that a person wrote."""
    from glidepath.cli.check import check_plan as run

    raise typer.Exit(run(plan, case, json, out))


@app.command()
def simulate(
    file: Annotated[Path, typer.Argument(help="A case or a plan, or - for stdin.")],
    csv: Annotated[bool, typer.Option("--csv", help="Print one row a day.")] = False,
    drug: Annotated[
        str | None, typer.Option(help="The file holds a regimen line about this drug.")
    ] = None,
    population: Annotated[
        int | None, typer.Option(help="Follow so many virtual people instead.")
    ] = None,
    policy: Annotated[
        list[str] | None, typer.Option(help="Policies to compare on the same people.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Which virtual people.")] = 1,
    out: Annotated[Path | None, typer.Option(help="Folder for tables and picture.")] = None,
    form: Annotated[str, typer.Option("--format", help="csv, parquet or arrow.")] = "csv",
    events: Annotated[bool, typer.Option(help="Print the plan as an event table.")] = False,
    table: Annotated[bool, typer.Option(help="The file is an event table of --drug.")] = False,
) -> None:
    """Exposure and relative effect of a plan, day by day, with their bands."""
    if events or table:
        from glidepath.cli.events import event_tables

        raise typer.Exit(event_tables(file, drug, policy or [], reads=table))
    if population is not None:
        from glidepath.cli.populations import run_population

        people = run_population(file, population, policy or [], drug, seed, out, form)
        raise typer.Exit(people)
    from glidepath.cli.simulate import simulate as run

    raise typer.Exit(run(file, csv, drug))


@app.command()
def drug(
    name: Annotated[str, typer.Argument(help="A name or a brand.")],
    country: Annotated[str | None, typer.Option(help="Two letters, such as US.")] = None,
    json: Json = False,
) -> None:
    """What is known of one drug, with sources: names, limits, products."""
    from glidepath.cli.facts import show_drug as run

    raise typer.Exit(run(name, country, json))


@app.command()
def sources(
    unverified: Annotated[bool, typer.Option(help="Only what nobody has verified.")] = False,
    json: Json = False,
) -> None:
    """Every document behind the facts, and what is still unverified."""
    from glidepath.cli.facts import show_sources as run

    raise typer.Exit(run(unverified, json))


@app.command()
def cite(plan: PlanFile, json: Json = False) -> None:
    """The documents behind one plan."""
    from glidepath.cli.facts import show_citations as run

    raise typer.Exit(run(plan, json))


@app.command()
def schema(
    kind: Annotated[str, typer.Argument(help="case, plan or answer.")] = "case",
) -> None:
    """The JSON Schema of what goes in or comes out."""
    from glidepath.cli.facts import show_schema as run

    raise typer.Exit(run(kind))


@app.command()
def triage(
    answers: Annotated[Path, typer.Argument(help="What was answered (.toml, .json), or -.")],
    case: Annotated[Path | None, typer.Option(help="The person's case file, for context.")] = None,
    json: Json = False,
) -> None:
    """From a person's answers to how soon, to whom, in fixed words."""
    from glidepath.cli.triage import triage_answers as run

    raise typer.Exit(run(answers, case, json))


@app.command(name="side-effects")
def side_effects(
    case: Case,
    report: Annotated[Path, typer.Argument(help="What was reported (.toml, .json), or -.")],
    json: Json = False,
) -> None:
    """What precedes a side effect in this person, and what may be done about it."""
    from glidepath.cli.side_effects import review_side_effects as run

    raise typer.Exit(run(case, report, json))


@app.command()
def support(
    case: Case,
    json: Json = False,
    out: Annotated[Path | None, typer.Option(help="A folder for the pages and letters.")] = None,
    language: Annotated[str, typer.Option(help="Of the pages for the person: en or de.")] = "en",
) -> None:
    """Help besides tablets: modules, meetings, and one shared plan."""
    from glidepath.cli.support import support_case as run

    raise typer.Exit(run(case, json, out, language))


@app.command()
def rules(json: Json = False) -> None:
    """Every rule and every check, with its words and sources."""
    from glidepath.cli.facts import show_rules as run

    raise typer.Exit(run(json))


@app.command()
def validate(
    picture: Annotated[Path | None, typer.Option(help="Draw it into this SVG file.")] = None,
) -> None:
    """The packaged facts held against each other, and the model against published figures."""
    from glidepath.cli.validate import validate as run

    raise typer.Exit(run(picture))


@app.command()
def scales(
    scale: Annotated[str, typer.Argument(help="A scale's id; without it all scales.")] = "",
    overlays: Overlays = None,
) -> None:
    """Rating scales: licence, range, bands, and the words where they are at hand."""
    from glidepath.cli.overlays import scales as run

    raise typer.Exit(run(scale, overlays))


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1024, max=65535, help="The port.")] = 8642,
    store: Annotated[str, typer.Option(help="Where records are kept: an SQLAlchemy URL.")] = "",
    demo: Annotated[bool, typer.Option("--demo", help="Throw everything away at the end.")] = False,
    network: Annotated[
        bool, typer.Option("--network", help="Serve others too: with TLS and accounts only.")
    ] = False,
    public_host: Annotated[str, typer.Option(help="The name in their address line.")] = "",
    cert: Annotated[Path | None, typer.Option(help="Certificate for TLS (PEM).")] = None,
    key: Annotated[Path | None, typer.Option(help="Its key (PEM).")] = None,
    behind_proxy: Annotated[str, typer.Option(help="Address of the proxy that does TLS.")] = "",
    oidc: Annotated[Path | None, typer.Option(help="Identity provider (TOML file).")] = None,
    overlays: Overlays = None,
) -> None:
    """The pages, on this machine's own address; prints the link that opens them."""
    from glidepath.cli.serve import serve as run

    if not network:
        raise typer.Exit(run(port, store, demo, overlays))
    from glidepath.cli.serve_network import serve_network

    asked = (public_host, str(cert or ""), str(key or ""), behind_proxy)
    raise typer.Exit(serve_network(port, store, asked, oidc, overlays))
