"""存量检查: the proof checks over everything published, and the 整改清单 that comes of it."""
