"""Where the course is to lead, how, and what is asked for a beginning or a change of drug."""

from __future__ import annotations

from glidepath.domain.titration import End
from glidepath.domain.wishes import Shape, TwoDrugs
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.fields import Field, Group, Kind, Option, Topic

__all__ = ["GOALS", "KEEP", "SHAPES", "TWO_DRUGS", "drug_options", "goal_topic"]

GOALS = (
    Option("stop", "Stop the drug"),
    Option("lower", "A lower daily dose"),
    Option("stay", "Stay on the present dose"),
    Option("start", "Begin the drug"),
)
_SHAPE_WORDS = {
    Shape.HOLD: "A cut, then the dose is held",
    Shape.SMALL_STEPS: "The same pace in smaller, more frequent cuts",
}
SHAPES = tuple(Option(str(one), _SHAPE_WORDS[one]) for one in Shape)
_TWO_WORDS = {
    TwoDrugs.ONE_AT_A_TIME: "One after the other",
    TwoDrugs.JOINED: "Joined into one first",
}
TWO_DRUGS = tuple(Option(str(one), _TWO_WORDS[one]) for one in TwoDrugs)
KEEP = Field(
    "preferences.keep", "Order of the cuts: hours to be spared", Kind.TEXT,
    "Such as 13:00-18:00 for a bad afternoon, sleep 22:00-06:00, or trough for the worst of a day. "
    "Empty: as usual.",
)  # fmt: skip
_YES_NO = (Option("yes", "Yes"), Option("no", "No"))


def goal_topic(kb: KnowledgeBase) -> Topic:
    """The page of goal and wishes."""
    return Topic(
        "goal", "Goal and wishes", "What the plan is to lead to, and how.",
        ("goal", "preferences", "start", "switch"),
        (_goal(), _wishes(kb), _start(kb), _switch(kb)),
    )  # fmt: skip


def drug_options(kb: KnowledgeBase) -> tuple[Option, ...]:
    """Every drug that we plan for."""
    return tuple(Option(one, one) for one in kb.drug_ids())


def _goal() -> Group:
    fields = (
        Field("goal.kind", "Goal", Kind.CHOICE, "What the person wants, not what is usual.",
              GOALS, may_refuse=True),
        Field("goal.daily_dose", "Lower daily dose", Kind.TEXT,
              "With its unit, such as 0.5 mg. Only for a lower daily dose."),
    )  # fmt: skip
    return Group("Goal", fields)


def _wishes(kb: KnowledgeBase) -> Group:
    paces = sorted({pace for one in kb.policy_ids() for pace in kb.policy(one).paces})
    fields = (
        Field("preferences.pace", "Pace", Kind.CHOICE, empty="The policy's usual pace",
              options=tuple(Option(one, one.capitalize()) for one in paces)),
        Field("preferences.end_on", "Or the day by which the goal is wished for", Kind.DAY,
              "A pace or a day, not both."),
        Field("preferences.first_cut_on", "Day of the first cut", Kind.DAY,
              "Empty: after the lead-in of the plan."),
        Field("preferences.shape", "Shape", Kind.CHOICE, options=SHAPES, empty="As usual"),
        KEEP,
        Field("preferences.two_drugs", "Two drugs of this kind", Kind.CHOICE, options=TWO_DRUGS,
              empty="Nobody has asked for one way"),
        Field("preferences.dispense_days", "Days of one prescription", Kind.WHOLE, "1 to 92."),
        Field("preferences.carry_halves", "Halves left over are kept for the next days",
              Kind.CHOICE, options=_YES_NO),
        Field("preferences.switch_to", "A change to another drug has been proposed", Kind.CHOICE,
              options=drug_options(kb), empty="No"),
        Field("preferences.specialist_confirms", "A specialist has confirmed this course",
              Kind.CHOICE, options=_YES_NO),
    )  # fmt: skip
    return Group("Wishes", fields)


def _start(kb: KnowledgeBase) -> Group:
    rules = tuple(Option(one, one.replace("-", " ")) for one in kb.titration_ids())
    fields = (
        Field("start.times", "Times of day", Kind.TEXT, "With a blank between, as 08:00 22:00."),
        Field("start.bedtime", "Which of them is bedtime", Kind.TEXT, "such as 22:00"),
        Field("start.rule", "Rule", Kind.CHOICE, options=rules, empty="The one that fits"),
        Field("start.end", "End of the rule's ranges", Kind.CHOICE,
              options=tuple(Option(str(one), one.value.capitalize()) for one in End)),
        Field("start.up_to", "Not above a daily dose of", Kind.TEXT, "With its unit."),
        Field("start.on", "First dose on", Kind.DAY),
    )  # fmt: skip
    return Group("Only to begin the drug", fields, folded=True)


def _switch(kb: KnowledgeBase) -> Group:
    fields = (
        Field("switch.to", "Exchange it for", Kind.CHOICE, options=drug_options(kb), empty="No"),
        Field("switch.order", "Order of the doses", Kind.TEXT,
              "Times with a blank between, the first to be exchanged first."),
        Field("switch.parts", "Parts in which each dose is exchanged", Kind.WHOLE, "1 to 4."),
        Field("switch.step_days", "Days between two exchanges", Kind.WHOLE, "1 to 56."),
        Field("switch.first_on", "First exchange on", Kind.DAY),
    )  # fmt: skip
    return Group("Only to change to another drug", fields, folded=True)
