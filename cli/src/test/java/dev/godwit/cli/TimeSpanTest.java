package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({"30m, PT30M", "8h, PT8H", "7d, PT168H", "2w, PT336H", "9999w, PT1679832H"})
    void isANumberAndAUnit(String text, Duration expected) {
        assertEquals(expected, new TimeSpan().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "d", "-1d", "0h", "1.5h", "7 d", "99999m", "1y"})
    void anythingElseIsRefused(String text) {
        assertThrows(TypeConversionException.class, () -> new TimeSpan().convert(text));
    }
}
