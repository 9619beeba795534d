package dev.godwit.testing.torture;

import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What a client process is told when it is started: one line of words for each thing.
///
/// @param clockError how wrong the device's clock is
/// @param seed       of what its users do
record ClientPlan(Path journals, Duration clockError, long seed, List<Place> places, List<Friend> friends) {
    /// One seat.
    ///
    /// @param profile directory
    /// @param blocks  of numbers, see [Numbers]: of all its lives so far, the last one for this life
    /// @param makes   how many groups its user makes
    record Place(
            Device device, String account, String password, String server, Path profile, List<Long> blocks, int makes) {
        String fileName() {
            return device.name().replace('/', '-');
        }

        /// Whether this device is the one that wrote it, in this life or an earlier one.
        boolean wrote(long number) {
            return blocks.contains(number - number % Numbers.BLOCK);
        }
    }

    /// Somebody to write to.
    record Friend(String name, UserId user) {}

    void write(Path file) {
        var lines = new ArrayList<String>();
        lines.add(String.join(
                "\t", "process", journals.toString(), Long.toString(clockError.toMillis()), Long.toString(seed)));
        for (Place place : places) {
            lines.add(String.join(
                    "\t",
                    "place",
                    place.device().name(),
                    place.device().user().value(),
                    place.account(),
                    place.password(),
                    place.server(),
                    place.profile().toString(),
                    place.blocks().stream().map(String::valueOf).collect(Collectors.joining(",")),
                    Integer.toString(place.makes())));
        }
        friends.forEach(friend ->
                lines.add("friend\t" + friend.name() + "\t" + friend.user().value()));
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ClientPlan read(Path file) throws IOException {
        List<Place> places = new ArrayList<>();
        List<Friend> friends = new ArrayList<>();
        String[] head = {};
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split("\t", -1);
            switch (words[0]) {
                case "process" -> head = words;
                case "friend" -> friends.add(new Friend(words[1], new UserId(words[2])));
                case "place" ->
                    places.add(new Place(
                            new Device(words[1], new UserId(words[2])),
                            words[3],
                            words[4],
                            words[5],
                            Path.of(words[6]),
                            Arrays.stream(words[7].split(","))
                                    .map(Long::valueOf)
                                    .toList(),
                            Integer.parseInt(words[8])));
                default -> throw new IOException("not understood: " + line);
            }
        }
        return new ClientPlan(
                Path.of(head[1]), Duration.ofMillis(Long.parseLong(head[2])), Long.parseLong(head[3]), places, friends);
    }
}
