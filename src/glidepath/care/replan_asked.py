"""What a re-plan looks at and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from glidepath.care.assess import Assessment, bound_of_pieces
from glidepath.care.choice import goal_of
from glidepath.care.replan_left import Left
from glidepath.care.replan_rules import ReplanRules
from glidepath.care.replan_stand import Stand
from glidepath.care.settings import Settings
from glidepath.domain.answer import Refusal
from glidepath.domain.calendar import Span
from glidepath.domain.following import DiffLine, Following, Wish
from glidepath.domain.person import GoalKind
from glidepath.domain.plan import Course, CourseKind, Plan
from glidepath.domain.policy import Pace, Policy
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.shortage import Shelf
from glidepath.planning.slowing import pace_called

__all__ = ["STAY", "Asked", "Rest", "cannot_make", "is_alone", "start_dose"]

_ALONE = (CourseKind.TAPER, CourseKind.MAINTENANCE)
STAY = "stay"
"""The pace of a dose that is kept."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything a re-plan looks at: the person, the plan that was signed, record and wish.

    `left` are the days on which other doses than the plan's were taken, each answered for.
    """

    assessment: Assessment
    earlier: Plan
    following: Following
    wish: Wish
    policy: Policy
    stands: tuple[Stand, ...]
    rules: ReplanRules
    use: Settings
    kb: KnowledgeBase
    left: tuple[Left, ...] = ()

    @property
    def on(self) -> date:
        """The day of asking."""
        return self.assessment.situation.as_of

    @property
    def leading(self) -> Stand:
        """The standing in the course that the plan is about."""
        return self.stands[0]

    @property
    def began(self) -> Regimen:
        """The doses the first version of the plan began with."""
        return self.earlier.began or self.earlier.course.steps[0].regimen

    @property
    def pace(self) -> Pace:
        """The pace of the earlier plan, as often slowed as it was."""
        return pace_called(self.policy, self.earlier.pace, self.rules.slow_share)

    @property
    def shelf(self) -> Shelf:
        """What is to be had on each day."""
        situation = self.assessment.situation
        return Shelf(
            tuple(item.product for item in situation.products),
            self.following.out_of_supply,
            bound_of_pieces(situation, self.use.most_pieces),
        )

    def refused(self, name: str, **slots: object) -> Refusal:
        """A refusal in the words of the data."""
        words = self.rules.refusals[name]
        found = self.assessment
        text = words["text"].format(**slots)
        return Refusal(found.findings, text, words["next_step"], found.questions)


@dataclass(frozen=True, slots=True)
class Rest:
    """The courses from today on, the pace they follow, and why they are as they are.

    `policy` is what the checker judges by where it is not the policy of the plan, `met_by`
    the courses by whose cuts people meet where steps are small, `strays` the days on which
    an exchange may leave its corridor where they are other days than they were.
    """

    courses: tuple[Course, ...]
    pace: str
    why: tuple[DiffLine, ...] = ()
    policy: Policy | None = None
    met_by: tuple[Course, ...] = ()
    strays: tuple[Span, ...] | None = None


def is_alone(asked: Asked) -> bool:
    """Whether the plan is of one drug that is lowered or kept, which can be planned anew here.

    A start that has led to its dose counts as well, once its goal is no longer to begin.
    """
    kind, goal = asked.earlier.course.kind, goal_of(asked.assessment.situation)
    begun = kind is CourseKind.TITRATION and goal is not None and goal.kind is not GoalKind.START
    return len(asked.earlier.courses) == 1 and (kind in _ALONE or begun)


def cannot_make(asked: Asked) -> Refusal:
    """What is at hand does not make the doses that have to be taken."""
    short = {one.product_id for one in asked.following.out_of_supply}
    at_hand = asked.assessment.situation.products
    names = [item.product.name for item in at_hand if item.product.id in short]
    return asked.refused("shortage", products=", ".join(names) or "other products")


def start_dose(asked: Asked) -> Mass:
    """The dose at which paces are compared: the first one, or a higher present one."""
    return max(asked.began.daily_dose, asked.leading.present.daily_dose)
