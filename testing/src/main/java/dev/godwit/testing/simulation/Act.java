package dev.godwit.testing.simulation;

/// What users do.
enum Act {
    WRITE("messages written", 40),
    WRITE_TO_NAME("written to a name", 6),
    WRITE_TO_SELF("notes to self", 3),
    BURST("bursts of messages", 4),
    EDIT("edits", 10),
    TAKE_BACK("taken back", 5),
    DECIDE("refused ones decided on", 5),
    LOOK("looks", 20),
    MAKE_GROUP("groups made", 4),
    ADD("people added", 5),
    REMOVE("people removed", 3),
    LEAVE("groups left", 2),
    GIVE_ROLE("roles given", 4),
    TITLE("titles given", 4),
    OPEN_PAST("pasts opened or closed", 1),
    MAKE_LINK("links made", 3),
    REVOKE_LINK("links revoked", 1),
    JOIN("joins by link", 4),
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
