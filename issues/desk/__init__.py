"""The desk's own pages beside the admin: reviews, history, corrections, and what an open form tells the server."""
