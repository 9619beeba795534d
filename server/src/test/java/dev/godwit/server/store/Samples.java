package dev.godwit.server.store;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Expect;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.log.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// People, conversations and entries for the tests; the same in every run.
public final class Samples {
    public static final UserId ALICE = UserId.random(new Random(1));
    public static final UserId BOB = UserId.random(new Random(2));
    public static final UserId CAROL = UserId.random(new Random(3));
    public static final DeviceId PHONE = DeviceId.random(new Random(4));
    public static final ConversationId ALICE_BOB = ConversationId.direct(ALICE, BOB);
    public static final ConversationId BOB_CAROL = ConversationId.direct(BOB, CAROL);
    public static final ConversationState STATE = stateOf(List.of(ALICE, BOB));
    public static final int PAGE_BYTES = 1 << 20;
    private static final long FIRST_AT = 1_700_000_000_000L;

    private Samples() {}

    public static Entry entry(long seq) {
        return entry(seq, "id-" + seq, "message " + seq);
    }

    public static Entry entry(long seq, String id, String text) {
        return new Entry(seq, FIRST_AT + seq, ALICE, PHONE, new ClientMessageId(id), Content.message(text));
    }

    public static Entry naming(long seq, String register, long version) {
        var plain = Content.message("names " + register);
        var content = new Content(
                plain.kind(),
                plain.target(),
                plain.mentions(),
                plain.blobs(),
                Optional.of(new Expect(register, version)),
                plain.body());
        return new Entry(seq, FIRST_AT + seq, ALICE, PHONE, new ClientMessageId("id-" + seq), content);
    }

    public static List<Entry> entries(long from, long to) {
        var entries = new ArrayList<Entry>();
        for (long seq = from; seq <= to; seq++) {
            entries.add(entry(seq));
        }
        return entries;
    }

    public static Append append(long expectedHead, Entry... entries) {
        return append(ALICE_BOB, expectedHead, List.of(entries));
    }

    /// Of Alice and Bob, who come in with the first entry.
    public static Append append(ConversationId conversation, long expectedHead, List<Entry> entries) {
        var touched = expectedHead == 0 ? Touched.people(List.of(ALICE, BOB)) : Touched.NOTHING;
        return new Append(conversation, expectedHead, entries, List.of(), STATE, touched);
    }

    /// One entry to any conversation.
    public static Append one(ConversationId conversation, long seq) {
        return append(conversation, seq - 1, List.of(entry(seq)));
    }

    /// These, members from the beginning.
    public static ConversationState stateOf(List<UserId> members) {
        var state = ConversationState.EMPTY;
        for (UserId each : members) {
            state = state.with(each, member());
        }
        return state;
    }

    private static Person member() {
        return new Person(List.of(Stay.from(1)), Optional.of(Role.MEMBER), false);
    }
}
