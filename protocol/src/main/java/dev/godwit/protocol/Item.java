package dev.godwit.protocol;

/// One piece of a log as a reader gets it: an entry, or a range that the reader may not see.
public sealed interface Item permits Entry, Skip {
    long first();

    long last();
}
