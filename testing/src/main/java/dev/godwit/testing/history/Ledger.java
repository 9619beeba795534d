package dev.godwit.testing.history;

import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Happening.OnDevice;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What everybody wrote, by number, in the order in which it was written.
final class Ledger {
    private final Map<Long, Written> written = new LinkedHashMap<>();
    private final Map<UserId, String> names = new LinkedHashMap<>();

    /// Throws [IllegalArgumentException] for a history that contradicts itself.
    Ledger(List<Happening> happenings, Epochs epochs) {
        // Where only each device's own order is known, an edit may be told before what it is about.
        for (Happening happening : happenings) {
            if (happening instanceof OnDevice onDevice) {
                names.putIfAbsent(onDevice.device().user(), accountOf(onDevice.device()));
                boolean sure = !(onDevice instanceof Happening.Trying);
                if (done(onDevice) instanceof Happening.Wrote wrote) {
                    wrote(wrote, sure);
                }
            }
        }
        for (Happening happening : happenings) {
            int epoch = epochs.of(happening);
            if (happening instanceof OnDevice onDevice) {
                follow(onDevice, epoch);
            }
        }
    }

    private static String accountOf(Device device) {
        int slash = device.name().indexOf('/');
        return slash < 0 ? device.name() : device.name().substring(0, slash);
    }

    private static OnDevice done(OnDevice happening) {
        return happening instanceof Happening.Trying trying ? trying.what() : happening;
    }

    private void wrote(Happening.Wrote wrote, boolean sure) {
        Written known = written.get(wrote.number());
        if (known == null) {
            written.put(
                    wrote.number(),
                    new Written(
                            wrote.number(), wrote.device(), wrote.conversation(), wrote.text(), written.size(), sure));
        } else if (known.sure || !sure || !known.device.equals(wrote.device()) || !known.text.equals(wrote.text())) {
            throw new IllegalArgumentException("two messages have the number " + wrote.number());
        } else {
            known.sure = true;
        }
    }

    private void follow(OnDevice happening, int epoch) {
        boolean sure = !(happening instanceof Happening.Trying);
        switch (done(happening)) {
            case Happening.Edited edited ->
                require(edited.number()).edited(new Written.Edit(edited.device(), edited.text(), sure));
            case Happening.TookBack back -> require(back.number()).tookBack(back.device(), sure);
            case Happening.Refused refused -> require(refused.number()).refused(refused.device());
            case Happening.Retried retried -> require(retried.number()).retried = true;
            case Happening.Acked acked -> named(acked.number(), epoch);
            case Happening.Received received -> {
                OptionalLong number = Numbered.number(received.text());
                if (number.isPresent()) {
                    named(number.getAsLong(), epoch);
                }
            }
            case Happening.Wrote w -> {}
            case Happening.Trying t -> {}
            case Happening.Greeted g -> {}
            case Happening.Looked l -> {}
            case Happening.Claimed c -> {}
            case Happening.Told t -> {}
            case Happening.Died d -> {}
        }
    }

    private void named(long number, int epoch) {
        Written message = written.get(number);
        if (message != null && epoch < message.namedIn) {
            message.namedIn = epoch;
        }
    }

    private Written require(long number) {
        Written message = written.get(number);
        if (message == null) {
            throw new IllegalArgumentException("something was done with message " + number + ", which nobody wrote");
        }
        return message;
    }

    @Nullable
    Written find(long number) {
        return written.get(number);
    }

    /// The message whose number a text carries.
    @Nullable
    Written of(String text) {
        OptionalLong number = Numbered.number(text);
        return number.isPresent() ? written.get(number.getAsLong()) : null;
    }

    Collection<Written> all() {
        return written.values();
    }

    /// For people.
    String name(UserId user) {
        return names.getOrDefault(user, user.value());
    }

    /// Everybody who has a device.
    Collection<UserId> users() {
        return names.keySet();
    }
}
