"""Proof checks (校对) of articles and issues against dated registers. Pure."""
