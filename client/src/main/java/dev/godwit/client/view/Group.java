package dev.godwit.client.view;

import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import java.util.Optional;

/// What makes a conversation a group, as far as this device knows.
///
/// @param role    the user's own; empty once they are no member any more, and until they have joined
/// @param joining whether the user has asked to join by a link and the server has not answered yet
/// @param count   how many members there are
/// @param large   so many that nobody is told who has read what, only how many
/// @param history what newcomers may read
public record Group(Optional<Role> role, boolean joining, int count, boolean large, History history) {
    public boolean mayManage() {
        return role.isPresent() && role.get() != Role.MEMBER;
    }
}
