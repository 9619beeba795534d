package dev.godwit.server.store.rocks;

import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.log.Head;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Optional;

/// A head as it is kept.
///
/// @param floor first seq that retention has not dropped
record StoredHead(Head head, long floor) {
    static final StoredHead NONE = new StoredHead(new Head(0, 0, 0, ConversationState.EMPTY), 1);

    private static final byte VERSION = 2;

    StoredHead after(Append append, long stamp) {
        if (append.entries().isEmpty()) {
            return new StoredHead(new Head(head.seq(), head.at(), head.stamp(), append.state()), floor);
        }
        Entry last = append.entries().getLast();
        return new StoredHead(new Head(last.seq(), last.at(), stamp, append.state()), floor);
    }

    StoredHead withFloor(long newFloor) {
        return new StoredHead(head, newFloor);
    }

    byte[] encode() {
        var out = new ByteArrayOutputStream();
        try (var data = new DataOutputStream(out)) {
            data.writeByte(VERSION);
            data.writeLong(head.seq());
            data.writeLong(head.at());
            data.writeLong(head.stamp());
            data.writeLong(floor);
            var people = head.state().people();
            data.writeInt(people.size());
            for (var each : people.entrySet()) {
                data.writeUTF(each.getKey().value());
                data.writeUTF(each.getValue().role().map(Role::wire).orElse(""));
                data.writeBoolean(each.getValue().removed());
                data.writeInt(each.getValue().stays().size());
                for (var stay : each.getValue().stays()) {
                    data.writeLong(stay.from());
                    data.writeLong(stay.to());
                    data.writeLong(stay.end());
                }
            }
            data.writeInt(head.state().facts().size());
            for (var fact : head.state().facts().entrySet()) {
                data.writeUTF(fact.getKey());
                data.writeUTF(fact.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static StoredHead decode(byte[] value) {
        try (var in = new DataInputStream(new ByteArrayInputStream(value))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("a head of version " + version + ", this program reads " + VERSION);
            }
            long seq = in.readLong();
            long at = in.readLong();
            long stamp = in.readLong();
            long floor = in.readLong();
            var state = ConversationState.EMPTY;
            int people = in.readInt();
            for (int i = 0; i < people; i++) {
                var user = new UserId(in.readUTF());
                var role = Role.fromWire(in.readUTF());
                boolean removed = in.readBoolean();
                int count = in.readInt();
                var stays = new ArrayList<Stay>(count);
                for (int j = 0; j < count; j++) {
                    stays.add(new Stay(in.readLong(), in.readLong(), in.readLong()));
                }
                state = state.with(user, new Person(stays, role, removed));
            }
            int facts = in.readInt();
            for (int i = 0; i < facts; i++) {
                state = state.withFact(in.readUTF(), Optional.of(in.readUTF()));
            }
            return new StoredHead(new Head(seq, at, stamp, state), floor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
