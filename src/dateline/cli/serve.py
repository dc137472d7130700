"""`dateline serve`: the ledger as pages in a browser."""

from contextlib import suppress

import click

from dateline.cli.options import ledger_url

PORT = 8642
"""The port when none is named: unassigned by IANA, and not one that other local tools take first."""


@click.command(short_help="Look at the ledger in a browser.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="The port; 0 takes a free one."
)
@click.pass_obj
def serve(ledger: str | None, host: str, port: int) -> None:
    """Look at the ledger in a browser, until Ctrl-C.

    By default only this machine is answered. On any other address every request must hold the token
    that is printed with the address.
    """
    import os
    import secrets
    import socket

    import uvicorn

    from dateline.errors import InputError
    from dateline.ledger import Ledger
    from dateline.publish.web import Access, create_app
    from dateline.publish.web.safety import LOCAL

    token = None if host in LOCAL else secrets.token_urlsafe(24)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        number = error.errno or 0
        reason = os.strerror(number) if number > 0 else "no such address"  # a name that nobody knows has one below 0
        raise InputError(f"cannot listen on {host}:{port}: {reason}; name another --port or --host") from error
    with listener, Ledger(ledger_url(ledger)) as store:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listener.getsockname()[1]}/" + (f"?token={token}" if token else "")
        click.echo(address)
        app = create_app(store, Access(host=host, token=token))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, access_log=False))
        with suppress(KeyboardInterrupt):  # Ctrl-C is how it is meant to end
            server.run(sockets=[listener])
