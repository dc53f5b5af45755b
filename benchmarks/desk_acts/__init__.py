"""The acts of an editor's week by hand, on three desks: ours, ours as it was, the peer's. Used by `benchmarks.desk`."""
