package dev.godwit.testing.simulation;

/// What users do.
enum Act {
    WRITE("messages written", 40),
    WRITE_TO_NAME("written to a name", 6),
    WRITE_TO_SELF("notes to self", 3),
    BURST("bursts of messages", 4),
    EDIT("edits", 10),
    TAKE_BACK("taken back", 5),
    DECIDE("refused ones decided on", 8),
    LOOK("looks", 20),
    MAKE_GROUP("groups made", 8),
    ADD("people added", 10),
    REMOVE("people removed", 6),
    LEAVE("groups left", 2),
    GIVE_ROLE("roles given", 8),
    TITLE("titles given", 8),
    OPEN_PAST("pasts opened or closed", 4),
    MAKE_LINK("links made", 6),
    REVOKE_LINK("links revoked", 3),
    JOIN("joins by link", 6),
    CONTACT("contacts changed", 2),
    BLOCK("people blocked", 1),
    UNBLOCK("people unblocked", 2),
    MUTE("conversations muted", 2),
    DRAFT("drafts", 2),
    ACCEPT("requests accepted", 1),
    NEW_DEVICE("new devices", 1);

    private final String words;
    private final int often;

    Act(String words, int often) {
        this.words = words;
        this.often = often;
    }

    /// In the plural.
    String words() {
        return words;
    }

    /// In comparison with the others.
    int often() {
        return often;
    }
}
