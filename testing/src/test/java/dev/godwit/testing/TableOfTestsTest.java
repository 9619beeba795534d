package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/testing.md names a test for each promise; a name that leads nowhere would be a promise without one.
class TableOfTestsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path TABLE = ROOT.resolve("docs").resolve("testing.md");

    /// A module, which holds for the names up to the next semicolon; or a class, with or without a method;
    /// or a method of the class before.
    private static final Pattern NAME = Pattern.compile(
            "`(?<module>protocol|server|client|cli)`:|`(?<class>(?:[a-z]+\\.)*[A-Z]\\w+Test)?(?:#(?<method>\\w+))?`|(?<end>;)");

    /// A file of the web app's tests, and the sentences in quotes behind it.
    private static final Pattern WEB =
            Pattern.compile("`(?<file>web/[\\w/.-]+\\.test\\.tsx?)`|\"(?<sentence>[^\"]+)\"");

    private static final String HERE = "testing";

    @Test
    void everyTestThatTheTableNamesExists() throws IOException {
        int names = 0;
        for (String row : Files.readAllLines(TABLE)) {
            if (row.startsWith("| ")) {
                names += check(row) + checkWeb(row);
            }
        }
        assertTrue(names > 60, "names found: " + names);
    }

    private static int check(String row) throws IOException {
        int names = 0;
        String module = HERE;
        String source = "";
        var name = NAME.matcher(row);
        while (name.find()) {
            if (name.group("module") != null) {
                module = name.group("module");
            } else if (name.group("end") != null) {
                module = HERE;
            } else {
                names++;
                source = name.group("class") == null ? source : source(module, name.group("class"), row);
                var method = name.group("method");
                var text = source;
                assertTrue(
                        method == null || text.contains(" " + method + "("),
                        () -> row + " names " + method + ", which is not there");
            }
        }
        return names;
    }

    private static int checkWeb(String row) throws IOException {
        int names = 0;
        String source = "";
        var name = WEB.matcher(row.substring(row.indexOf(" | ")));
        while (name.find()) {
            String file = name.group("file");
            if (file != null) {
                names++;
                assertTrue(Files.exists(ROOT.resolve(file)), () -> row + " names " + file + ", which is not there");
                source = Files.readString(ROOT.resolve(file));
            } else if (!source.isEmpty()) {
                String text = source;
                String sentence = name.group("sentence");
                assertTrue(
                        text.contains("'" + sentence + "'"),
                        () -> row + " names \"" + sentence + "\", which is not there");
            }
        }
        return names;
    }

    private static String source(String module, String className, String row) throws IOException {
        var end = Path.of(className.replace('.', '/') + ".java");
        try (var files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
            var found = files.filter(file -> file.endsWith(end)).toList();
            assertTrue(found.size() == 1, () -> row + " names " + className + ", of which there are " + found);
            return Files.readString(found.getFirst());
        }
    }
}
