"""Scripted dialogues: plays conversations written in YAML and says where the bot answers otherwise."""
