"""The one address of a page that comes under many: what trackers add to it is taken off."""

import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm|at|mtm|pk|hsa|ns|xt|wt|itm|sc|vero|oly|mkt)_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|"
    r"igshid|igsh|mc_[ce]id|_ga|_gl|_hs(?:enc|mi)|cmpid|cmp|ncid|ocid|smid|ftag|ito|xtor|traffic_source|maca|guccounter|"
    r"taid|s_cid|trk|wickedid|spm",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from and never which page: those of the common trackers and of large outlets' feeds."""

_FEED_MARKS = {("partner", "rss"), ("emc", "rss"), ("source", "rss"), ("from", "rss"), ("ref", "rss"), ("src", "rss")}
"""Parameters that mark a feed's reader when they have this value, and may mean a page with any other."""

_PORTS = {"http": 80, "https": 443}
_SAFE = "%/:=&?~#+!$,;'@()*[]"


def canonical(url: str) -> str:
    """The address without fragment, tracking parameters and default port, its host in lower case.

    Nothing is changed that could lead to another page: path, order and other parameters stay. An
    address that cannot be taken apart is returned as it is.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if not host:
        return url
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS.get(parts.scheme):
        netloc = f"{netloc}:{port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _tracks(pair))
    return urlunsplit((parts.scheme, netloc, quote(parts.path, safe=_SAFE) or "/", query, ""))


def _tracks(pair: str) -> bool:
    key, _, value = pair.partition("=")
    key = unquote(key).strip()
    return _TRACKING.fullmatch(key) is not None or (key.lower(), value.lower()) in _FEED_MARKS
