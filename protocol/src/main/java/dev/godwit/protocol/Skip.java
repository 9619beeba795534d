package dev.godwit.protocol;

/// Hidden, not missing: these seqs exist and this reader will never get them.
///
/// @param reason `retention`, `erased` or `not_a_member`; others may come
public record Skip(long from, long to, String reason) implements Item {
    public static final String RETENTION = "retention";
    public static final String ERASED = "erased";
    public static final String NOT_A_MEMBER = "not_a_member";

    public Skip {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("a skip goes from 1 or more to no less: " + from + "–" + to);
        }
    }

    @Override
    public long first() {
        return from;
    }

    @Override
    public long last() {
        return to;
    }
}
