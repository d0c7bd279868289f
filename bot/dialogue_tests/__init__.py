"""Scripted dialogues: plays conversations written in YAML, says where the bot answers otherwise (docs/tasks/write-a-dialogue.md)."""
