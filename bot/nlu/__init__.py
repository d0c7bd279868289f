"""Understanding: Rasa graph components that turn a message into words, dates and a topic."""
