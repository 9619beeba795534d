package dev.godwit.server.store.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.server.log.LogStoreCrashContract;
import dev.godwit.server.store.ChildJvm;
import dev.godwit.server.store.CrashWorkload;
import dev.godwit.server.store.StoreUnderTest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// A process killed with -9 while it appends. What the power takes is tested elsewhere, with a disk that forgets.
final class RocksCrashTest extends LogStoreCrashContract {
    @Override
    protected StoreUnderTest crash(Path directory, Random random, int completed, List<CrashWorkload.Acked> acked)
            throws Exception {
        Path log = directory.resolve("log");
        var child = ChildJvm.start(ChildJvm.command(RocksCrashChild.class, log.toString()));
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            for (int i = 0; i < completed; i++) {
                acked.add(CrashWorkload.Acked.parse(out.readLine()));
            }
            // Through the handle: the process itself would close its output unread.
            child.toHandle().destroyForcibly();
            // What it had said before it died counts as well; the last line may be half a line.
            String line = out.readLine();
            for (String next = out.readLine(); next != null; next = out.readLine()) {
                acked.add(CrashWorkload.Acked.parse(line));
                line = next;
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return new RocksUnderTest(log);
    }
}
