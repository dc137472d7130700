"""The review queue: accept, put right, reject, merge; every decision is kept and can be taken back."""

import getpass
import os
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from dateline.errors import InputError
from dateline.ledger.correcting import ACTIONS, Decision, decide
from dateline.publish.web.desk import TheDesk
from dateline.publish.web.forms import of_ledger, page
from dateline.publish.web.narrow import Narrow
from dateline.publish.web.query import Words
from dateline.publish.web.views.review import review_view

router = APIRouter()

Doubt = Annotated[
    Literal["", "contradiction", "possibly-same", "one-story", "two-stories", "unresolved", "low-standing"], Query()
]
_FIELD = "field."
"""What the name of a form's field begins with, when its value is to be put right."""


@page(router, "/review", forms=("json", "csv"))
def review(
    request: Request, desk: TheDesk, where: Narrow, doubt: Doubt = "", done: Words = None, action: Words = None
) -> Response:
    """What nobody has judged yet, the most doubtful first."""
    return of_ledger(
        request,
        desk,
        "review.html.j2",
        lambda connection: review_view(connection, where, doubt=doubt or None, done=done, action=action),
    )


@router.post("/review", include_in_schema=False)
async def judge(request: Request, desk: TheDesk) -> Response:
    """Takes one decision, signed with the name of the account, and goes back to the queue."""
    form = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
    decision = _decision(form, desk.now())
    desk.change(lambda connection: decide(connection, decision))
    back = dict(parse_qsl(form.get("back", ""))) | {"done": decision.item, "action": decision.action}
    return RedirectResponse(f"/review?{urlencode(back)}", status_code=303)


def _decision(form: dict[str, str], now: str) -> Decision:
    action = form.get("action", "")
    if action not in ACTIONS or not form.get("item"):
        raise InputError(f"a decision needs an item and one of {', '.join(ACTIONS)}")
    change = {
        name.removeprefix(_FIELD): _value(value)
        for name, value in form.items()
        if name.startswith(_FIELD) and value.strip() != form.get(f"was.{name.removeprefix(_FIELD)}", "").strip()
    }
    return Decision(
        action=action,  # type: ignore[arg-type] # one of ACTIONS
        item=form["item"],
        made=now,
        by=os.environ.get("DATELINE_USER") or getpass.getuser(),
        why=form.get("why") or None,
        change=change if action == "fix" else {},
    )


def _value(text: str) -> Any:
    return text.strip() or None
