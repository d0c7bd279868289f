"""Custom actions: one file per action, around the conversation's memory.

They talk to Rasa by rasa_sdk only, so the same files run in the bot's process and in an action server of their own.
"""
