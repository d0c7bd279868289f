"""LINE: the webhook that LINE calls, and the answers that go back through its Messaging API (docs/line.md)."""
