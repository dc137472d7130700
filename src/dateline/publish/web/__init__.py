"""The desk: a local web application on the ledger."""
