"""What the people who run the bot learn from its turns: kept without persons, read as one page (docs/insights.md)."""
