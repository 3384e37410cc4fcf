"""The made-up person to try the pages with: the situation of the first example, as of today."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["example_fields"]

_US = "us-clonazepam-tablet"
_NO = (
    "epilepsy", "withdrawal_seizure_or_delirium", "alcohol_use_disorder", "bipolar_disorder",
    "psychosis", "sleep_disturbance", "suicidal_thoughts", "palliative_care", "liver_disease",
    "sleep_apnoea",
)  # fmt: skip


def example_fields(today: date) -> dict[str, str]:
    """Everything that would be typed for her, as if she came today."""
    return {
        "label": "Example person (made up)",
        "as_of": today.isoformat(), "country": "US",
        "person.age": "41", "person.sex": "female", "person.weight_kg": "64",
        "person.pregnant": "no", "person.breastfeeding": "no",
        "treatment.drug": "clonazepam", "treatment.indication": "panic_disorder",
        "treatment.since": (today - timedelta(days=5 * 365 + 8)).isoformat(),
        "treatment.days_per_week": "7", "treatment.source": "prescribed",
        "treatment.last_taken": today.isoformat(),
        "treatment.intakes#1.time": "08:00", "treatment.intakes#1.dose": "1 mg",
        "treatment.intakes#2.time": "22:00", "treatment.intakes#2.dose": "1 mg",
        f"products.{_US}-0.5mg-scored": "on", f"at_home.{_US}-0.5mg-scored": "20",
        f"products.{_US}-1mg": "on", f"at_home.{_US}-1mg": "14",
        f"products.{_US}-2mg": "on", f"at_home.{_US}-2mg": "0",
        **{f"conditions.{name}": "no" for name in _NO},
        "medicines": "none",
        "history.failed_tapers": "1", "history.missed_dose_symptoms": "yes",
        "history.alcohol_drinks_per_week": "0", "history.has_support": "yes",
        "goal.kind": "stop",
        "preferences.pace": "usual",
        "preferences.first_cut_on": (today + timedelta(days=8)).isoformat(),
        "preferences.dispense_days": "28", "preferences.carry_halves": "yes",
    }  # fmt: skip
