"""What a run of mutants says: a score for each file and room, and every survivor."""

from collections import Counter

from tools.mutate import children, explained, hot
from tools.mutate.target import Target

CAUGHT = (children.KILLED, children.TIMED_OUT)
Outcomes = dict[tuple[int, int], str]


def _line(name: str, counts: Counter[str]) -> str:
    total = sum(counts.values())
    caught = sum(counts[outcome] for outcome in CAUGHT)
    score = 100 * caught / total if total else 100.0
    slow, left = counts[children.TIMED_OUT], total - caught
    return f"{name:42} {total:6} {caught:6} {slow:6} {left:6} {score:7.1f}"


def scores(targets: list[Target], outcomes: Outcomes) -> list[str]:
    """The table: a line for each file, then one for each room."""
    by_file: dict[str, Counter[str]] = {}
    by_room: dict[str, Counter[str]] = {}
    for (place, _), outcome in outcomes.items():
        name = targets[place].name
        by_file.setdefault(name, Counter())[outcome] += 1
        by_room.setdefault(name.split("/")[0], Counter())[outcome] += 1
    head = f"{'file':42} {'all':>6} {'caught':>6} {'slow':>6} {'left':>6} {'score %':>7}"
    lines = [_line(name, counts) for name, counts in sorted(by_file.items())]
    rooms = [_line(f"all of {name}", counts) for name, counts in sorted(by_room.items())]
    return [head, *lines, "", *rooms]


def worst_score(targets: list[Target], outcomes: Outcomes) -> float:
    """The lowest share caught of any room, in per cent; explained mutants count as not caught."""
    rooms: dict[str, list[bool]] = {}
    for (place, _), outcome in outcomes.items():
        rooms.setdefault(targets[place].name.split("/")[0], []).append(outcome in CAUGHT)
    return min((100 * sum(caught) / len(caught) for caught in rooms.values()), default=100.0)


def survivors(targets: list[Target], outcomes: Outcomes) -> list[tuple[explained.Key, int, str]]:
    """Every mutant that no test caught: its key, its line and what became of it."""
    found = []
    for (place, number), outcome in sorted(outcomes.items()):
        if outcome not in CAUGHT:
            mutant = targets[place].mutants[number]
            key = (targets[place].name, mutant.function, mutant.text)
            found.append((key, mutant.line, outcome))
    return found


def listing(targets: list[Target], found: list[tuple[explained.Key, int, str]]) -> list[str]:
    """The survivors in words, those without a reason first, and reasons that fit nothing now.

    A reason for a file that was not changed in this run is not told of.
    """
    reasons = explained.reasons()
    lines = []
    for known in (False, True):
        for key, line, outcome in found:
            if (key in reasons) == known:
                told = f"explained: {reasons[key]}" if known else outcome
                lines.append(f"{key[0]}:{line} in {key[1] or 'the file'}: {key[2]}   ({told})")
    tried = {target.name for target in targets}
    left = {key for key in reasons if key[0] in tried} - {key for key, _, _ in found}
    return lines + [f"explained, and yet not met in this run: {' | '.join(key)}" for key in left]


def unexplained(found: list[tuple[explained.Key, int, str]]) -> list[explained.Key]:
    """Survivors that the page of explanations does not hold."""
    reasons = explained.reasons()
    return [key for key, _, _ in found if key not in reasons]


def speed(findings: hot.Findings) -> str:
    """How many mutants a second the quick pass tried."""
    rate = findings.hot / findings.seconds if findings.seconds else 0.0
    return (
        f"quick pass: {findings.hot} mutants in {findings.seconds:.0f} s ({rate:.1f} a second), "
        f"{findings.number_of_tests} tests learnt in {findings.learning:.0f} s"
    )
