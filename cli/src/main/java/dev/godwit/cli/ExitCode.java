package dev.godwit.cli;

/// What a script sees. Numbers never change their meaning.
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_SIGNED_IN = 3;
    static final int NO_CONNECTION = 4;

    private ExitCode() {}
}
