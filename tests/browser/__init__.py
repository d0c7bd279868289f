"""Tests of the screens in a real browser (Debian's Chromium), against a double of the server."""
