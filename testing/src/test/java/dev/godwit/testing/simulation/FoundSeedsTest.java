package dev.godwit.testing.simulation;

/// Seeds that failed once, by the name of what was wrong.
class FoundSeedsTest {}
