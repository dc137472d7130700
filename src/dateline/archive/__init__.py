"""Archives: the same reading mapped over shards by a distributed engine."""
