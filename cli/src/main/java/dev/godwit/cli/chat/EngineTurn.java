package dev.godwit.cli.chat;

/// Gets the connection of the profile for this process as soon as no other process has it; called several
/// times a second.
public interface EngineTurn {
    void beat();
}
