package dev.godwit.testing.simulation;

/// What breaks.
enum Fault {
    SERVER_KILL("server kills"),
    SERVER_POWER_CUT("server power cuts"),
    FAILED_SYNC("failed syncs"),
    FULL_DISK("full disks"),
    SLOW_DISK("slow disks"),
    SERVER_CLOCK("server clock jumps"),
    RESTORE("restores of an older copy"),
    DEVICE_KILL("device kills"),
    DEVICE_KILL_MIDWAY("device kills between two steps"),
    DEVICE_POWER_CUT("device power cuts"),
    DEVICE_STORE_FAULT("device store faults"),
    DEVICE_FULL("full devices"),
    DEVICE_CLOCK("device clock jumps"),
    CUT("connections cut"),
    SERVER_UNAWARE("connections cut unseen by the server"),
    DEVICE_UNAWARE("connections cut unseen by the device"),
    SWALLOWED("connections that swallow everything"),
    FROZEN("connections frozen for a while"),
    SLOW_READER("devices that do not read for a while"),
    TUNNEL("tunnels of one person"),
    TUNNEL_OF_ALL("tunnels of everybody");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /// In the plural.
    String words() {
        return words;
    }
}
