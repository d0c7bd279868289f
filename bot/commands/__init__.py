"""The commands of ``kigen``, one file each. What is slow to import is imported where it is used."""
