"""Rendering of answers for people: plain text, pictures, calendars, the forms of each channel."""
