package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/testing.md names a test for each promise; a name that leads nowhere would be a promise without one.
class TableOfTestsTest {
    private static final Path TABLE = Path.of("..", "docs", "testing.md");
    private static final Pattern NAME = Pattern.compile("`((?:power\\.)?[A-Z]\\w+Test)?(?:#(\\w+))?`");

    @Test
    void everyTestThatTheTableNamesExists() throws IOException, ClassNotFoundException {
        int names = 0;
        for (String row : Files.readAllLines(TABLE)) {
            if (!row.startsWith("| ")) {
                continue;
            }
            String className = "";
            var name = NAME.matcher(row);
            while (name.find()) {
                className = name.group(1) != null ? name.group(1) : className;
                var type = Class.forName("dev.godwit.testing." + className);
                String method = name.group(2);
                if (method != null) {
                    names++;
                    assertTrue(
                            Arrays.stream(type.getDeclaredMethods())
                                    .anyMatch(each -> each.getName().equals(method)),
                            () -> row + " names " + method + ", which is not in " + type.getSimpleName());
                }
            }
        }
        assertTrue(names > 30, "names found: " + names);
    }
}
