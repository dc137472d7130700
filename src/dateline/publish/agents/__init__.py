"""The ledger for language-model agents, over the Model Context Protocol: read only, every answer quotable."""

from dateline.publish.agents.server import create_server

__all__ = ["create_server"]
