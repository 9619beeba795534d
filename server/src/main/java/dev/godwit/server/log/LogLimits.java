package dev.godwit.server.log;

/// Sizes at which a log changes how it works.
///
/// @param largeFrom members from which on a group is large; it is not any more once it has four fifths of them
public record LogLimits(int largeFrom) {
    public static final LogLimits DEFAULT = new LogLimits(500);

    /// The most that an operator may set: the members of a group that is not large, with their cursors and its newest
    /// entries, go into one frame.
    public static final int MAX_LARGE_FROM = 2_000;

    public LogLimits {
        if (largeFrom < 2) {
            throw new IllegalArgumentException("a group of one is not large: " + largeFrom);
        }
    }

    /// Whether a group of so many is large, which depends on what it was: near the threshold it does not go to and fro.
    boolean isLarge(int count, boolean before) {
        return before ? count > largeFrom * 4L / 5 : count >= largeFrom;
    }
}
