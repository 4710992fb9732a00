"""Fuzzing of the readers: each damaged file must end as text or with a reason, never in a crash or a hang."""
