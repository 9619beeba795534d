package dev.godwit.protocol;

import java.util.Set;
import java.util.regex.Pattern;

/// Kinds of entries that this version understands. Others are stored and passed on as they came.
public final class Kinds {
    /// First entry of every conversation but groups; the server writes it, in the batch of the first entry
    /// that somebody sent.
    public static final String CREATE = "create";

    public static final String MESSAGE = "message";
    /// New content for `target`, one of the sender's own messages.
    public static final String EDIT = "edit";
    /// Takes `target`, one of the sender's own messages, back for everyone.
    public static final String DELETE = "delete";

    /// Makes a conversation that a stranger began one between acquaintances, without writing anything.
    public static final String ACCEPT = "accept";

    /// In account logs only: see [AccountSetting].
    public static final String SETTING = "setting";

    // In groups only: see [GroupChange].
    public static final String GROUP_CREATE = "group.create";
    public static final String GROUP_ADD = "group.add";
    public static final String GROUP_REMOVE = "group.remove";
    public static final String GROUP_LEAVE = "group.leave";
    public static final String GROUP_ROLE = "group.role";
    public static final String GROUP_TITLE = "group.title";
    public static final String GROUP_HISTORY = "group.history";
    public static final String GROUP_LINK = "group.link";
    public static final String GROUP_UNLINK = "group.unlink";
    public static final String GROUP_JOIN = "group.join";
    public static final String SYS_INHERIT = "sys.inherit";
    public static final String SYS_SCALE = "sys.scale";

    private static final Set<String> GROUP_CHANGES = Set.of(
            GROUP_CREATE,
            GROUP_ADD,
            GROUP_REMOVE,
            GROUP_LEAVE,
            GROUP_ROLE,
            GROUP_TITLE,
            GROUP_HISTORY,
            GROUP_LINK,
            GROUP_UNLINK,
            GROUP_JOIN,
            SYS_INHERIT,
            SYS_SCALE);

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_.-]{0,31}");

    private Kinds() {}

    public static boolean isWellFormed(String kind) {
        return SHAPE.matcher(kind).matches();
    }

    /// Whether only the server may write entries of this kind.
    public static boolean isReserved(String kind) {
        return kind.equals(CREATE) || kind.startsWith("sys.");
    }

    /// Whether the body is a [GroupChange]: those of groups, known or from a later version, and two of the
    /// server's.
    public static boolean isGroupChange(String kind) {
        return kind.startsWith("group.") || kind.equals(SYS_INHERIT) || kind.equals(SYS_SCALE);
    }

    static boolean isKnownGroupChange(String kind) {
        return GROUP_CHANGES.contains(kind);
    }
}
