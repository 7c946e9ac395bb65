"""The practice town: invented people, deterministic from a seed."""
