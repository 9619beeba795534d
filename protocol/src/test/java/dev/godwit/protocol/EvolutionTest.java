package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class EvolutionTest {
    @TestFactory
    Stream<DynamicTest> whatALaterVersionAddsIsReadAsIfItWereNotThere() {
        return Golden.list("evolution.json").stream()
                .map(vector -> DynamicTest.dynamicTest(Golden.text(vector, "name"), () -> {
                    var wire = Wire.from(Golden.text(vector, "from"));
                    String readAs = Golden.text(vector, "read_as");
                    Object frame = wire.read(Golden.text(vector, "bytes").getBytes(UTF_8));
                    assertEquals(wire.read(readAs.getBytes(UTF_8)), frame);
                    assertEquals(readAs, new String(wire.write(frame), UTF_8));
                }));
    }
}
