"""Browser tests of the operators' screen."""
