package dev.godwit.testing.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.testing.history.Finale;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// A client process under torture: several users, each with a profile of their own. Its argument is the file with its
/// [ClientPlan].
///
/// It does what stdin says, one command a line, and answers each by a line that begins with `ok` and the command's
/// first
/// word, or with `failed`; between them it says every second how many messages it has seen acked. It ends with its
/// stdin.
final class TortureClient {
    private static final Duration SETTLING = Duration.ofSeconds(8);

    private final ShiftedClock clock;
    private final List<SeatLife> seats = new ArrayList<>();

    private TortureClient(ClientPlan plan) throws IOException {
        this.clock = new ShiftedClock(plan.clockError());
        for (ClientPlan.Place place : plan.places()) {
            seats.add(new SeatLife(plan, place, clock, plan.seed() + seats.size()));
        }
    }

    static void main(String[] arguments) throws IOException {
        var client = new TortureClient(ClientPlan.read(Path.of(arguments[0])));
        System.out.println("ok open");
        var ticking = Executors.newSingleThreadScheduledExecutor(
                work -> Thread.ofPlatform().daemon().unstarted(work));
        var _ = ticking.scheduleAtFixedRate(client::sayAcked, 1, 1, TimeUnit.SECONDS);
        client.obey();
        System.exit(0);
    }

    private void sayAcked() {
        System.out.println("acked " + seats.stream().mapToLong(SeatLife::acked).sum());
    }

    private void obey() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 2);
            try {
                System.out.println("ok " + words[0] + " " + obey(words[0], words.length > 1 ? words[1] : ""));
            } catch (IOException | SQLException | RuntimeException e) {
                System.out.println("failed " + words[0] + " " + e);
            }
        }
    }

    private String obey(String command, String argument) throws IOException, SQLException {
        switch (command) {
            case "rate" -> {
                double each = Double.parseDouble(argument) / seats.size();
                seats.forEach(seat -> seat.rate(each));
            }
            case "clock" -> clock.jump(Duration.ofMillis(Long.parseLong(argument)));
            case "try" -> seats.forEach(SeatLife::tryNow);
            case "finish" -> seats.forEach(SeatLife::finish);
            case "unsettled" -> {
                return unsettled();
            }
            case "views" -> {
                var views = new ArrayList<Finale.View>();
                for (SeatLife seat : seats) {
                    seat.view().ifPresent(views::add);
                }
                Views.write(views, Path.of(argument));
            }
            default -> throw new IllegalArgumentException("unknown command " + command);
        }
        return "";
    }

    private String unsettled() {
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = seats.stream()
                    .map(seat -> together.submit(() -> seat.unsettled(SETTLING)))
                    .toList();
            return answers.stream()
                    .map(answer -> {
                        try {
                            return answer.get();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            return "interrupted";
                        } catch (ExecutionException e) {
                            return String.valueOf(e.getCause());
                        }
                    })
                    .filter(answer -> !answer.isEmpty())
                    .reduce("", (one, other) -> one.isEmpty() ? other : one + "; " + other)
                    .replace('\n', ' ');
        }
    }
}
