"""The dialogue engine: Rasa's agent in this process, with the custom actions beside it."""
