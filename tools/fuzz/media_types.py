"""Loaded by schemathesis itself: what it does not know how to send."""

import schemathesis

# Pieces of resumable uploads (tus) are bytes like any others.
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
