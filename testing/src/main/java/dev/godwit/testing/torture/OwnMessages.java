package dev.godwit.testing.torture;

import dev.godwit.protocol.ConversationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// What one user has written on this device lately, as far as they still care: what waits, what was refused, and some
/// of
/// what was sent. Guarded by the seat's lock.
final class OwnMessages {
    private static final int KEPT = 200;

    /// @param key as the SDK has it
    record Own(long number, long key, ConversationId conversation, boolean mayChange, Standing standing) {}

    enum Standing {
        WAITING,
        REFUSED,
        SENT,
        GONE
    }

    private final Map<Long, Own> byNumber = new LinkedHashMap<>();

    void note(Own own) {
        byNumber.put(own.number(), own);
        if (byNumber.size() > KEPT) {
            byNumber.values().stream()
                    .filter(each -> each.standing() == Standing.SENT || each.standing() == Standing.GONE)
                    .findFirst()
                    .ifPresent(each -> byNumber.remove(each.number()));
        }
    }

    void stands(Own own, Standing standing) {
        note(new Own(own.number(), own.key(), own.conversation(), own.mayChange(), standing));
    }

    Optional<Own> number(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    Optional<Own> key(long key) {
        return byNumber.values().stream().filter(own -> own.key() == key).findFirst();
    }

    List<Own> refused() {
        return byNumber.values().stream()
                .filter(own -> own.standing() == Standing.REFUSED)
                .toList();
    }

    /// One that may be edited or taken back.
    Optional<Own> any(Random random) {
        var changeable = new ArrayList<Own>();
        byNumber.values().forEach(own -> {
            if (own.mayChange() && (own.standing() == Standing.WAITING || own.standing() == Standing.SENT)) {
                changeable.add(own);
            }
        });
        return changeable.isEmpty() ? Optional.empty() : Optional.of(changeable.get(random.nextInt(changeable.size())));
    }
}
