package dev.godwit.protocol;

public enum ConversationType {
    DIRECT,
    GROUP,
    ACCOUNT;

    public String wire() {
        return switch (this) {
            case DIRECT -> "direct";
            case GROUP -> "group";
            case ACCOUNT -> "account";
        };
    }
}
