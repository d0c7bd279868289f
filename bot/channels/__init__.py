"""The channels: each takes bytes from its own kind of client, asks the engine, and renders the answer."""
