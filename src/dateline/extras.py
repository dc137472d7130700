"""Libraries that are not installed with dateline alone, loaded when something needs them."""

from importlib import import_module
from types import ModuleType

from dateline.errors import InputError


def extra(module: str, name: str, wanted_by: str) -> ModuleType:
    """The module, or one clear line that says which extra of dateline brings it.

    Raises InputError when it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(f"{wanted_by} needs dateline[{name}]: pip install 'dateline[{name}]'") from error
