"""Archives: the same reading mapped over shards by a distributed engine."""

from dateline.archive.folder import Folder
from dateline.archive.load import Loaded, load
from dateline.archive.run import Progress, Result, archive
from dateline.archive.work import process_shard

__all__ = ["Folder", "Loaded", "Progress", "Result", "archive", "load", "process_shard"]
