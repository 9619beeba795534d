package dev.godwit.server.store.rocks;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Role;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.log.Touched;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;

/// A conversation's people and facts, a row each, so that a change of one of ten thousand writes one.
final class StateRows {
    private static final int STAY = 3 * Long.BYTES;

    private StateRows() {}

    /// Exactly what is touched.
    static List<Row> of(ConversationId conversation, ConversationState state, Touched touched) {
        byte[] key = Keys.conversation(conversation);
        var rows = new ArrayList<Row>();
        for (var user : touched.people()) {
            var person = state.person(user).orElseThrow();
            rows.add(new Row(Family.STATE, Keys.person(key, user), encode(person)));
            rows.add(new Row(Family.MEMBERS, Keys.member(user, conversation), Values.PRESENT));
        }
        for (var name : touched.facts()) {
            byte[] value = state.fact(name)
                    .map(fact -> fact.getBytes(StandardCharsets.UTF_8))
                    .orElse(null);
            rows.add(new Row(Family.STATE, Keys.fact(key, name), value));
        }
        return rows;
    }

    static ConversationState read(View view, ConversationId conversation) throws RocksDBException {
        byte[] prefix = Keys.conversation(conversation);
        var state = new ConversationState[] {ConversationState.EMPTY};
        view.scan(Family.STATE, prefix, (key, value) -> {
            state[0] = Keys.isPerson(key, prefix)
                    ? state[0].with(Keys.userOfPerson(key), decode(value))
                    : state[0].withFact(
                            Keys.nameOfFact(key, prefix), Optional.of(new String(value, StandardCharsets.UTF_8)));
        });
        return state[0];
    }

    private static byte[] encode(Person person) {
        var out = ByteBuffer.allocate(2 + person.stays().size() * STAY)
                .put(person.role().map(StateRows::code).orElse((byte) 0))
                .put((byte) (person.removed() ? 1 : 0));
        for (var stay : person.stays()) {
            out.putLong(stay.from()).putLong(stay.to()).putLong(stay.end());
        }
        return out.array();
    }

    private static Person decode(byte[] value) {
        var in = ByteBuffer.wrap(value);
        var role = role(in.get());
        boolean removed = in.get() == 1;
        var stays = new ArrayList<Stay>(in.remaining() / STAY);
        while (in.hasRemaining()) {
            stays.add(new Stay(in.getLong(), in.getLong(), in.getLong()));
        }
        return new Person(stays, role, removed);
    }

    /// The numbers are the format's; the order of the constants is not.
    private static byte code(Role role) {
        return switch (role) {
            case MEMBER -> 1;
            case ADMIN -> 2;
            case OWNER -> 3;
        };
    }

    private static Optional<Role> role(byte code) {
        return switch (code) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(Role.MEMBER);
            case 2 -> Optional.of(Role.ADMIN);
            case 3 -> Optional.of(Role.OWNER);
            default -> throw new IllegalStateException("a role with the number " + code);
        };
    }
}
