"""What the bot says: the texts, and the answers built of them, an assessment and the organisation's own words."""
