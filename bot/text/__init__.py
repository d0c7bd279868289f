"""Text before any understanding: normalising, masking of numbers that must not be kept, Sudachi's user dictionary."""
