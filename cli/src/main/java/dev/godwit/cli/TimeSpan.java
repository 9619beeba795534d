package dev.godwit.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How long something is to hold, as people write it: `30m`, `8h`, `7d`, `2w`.
final class TimeSpan implements ITypeConverter<Duration> {
    private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,3})([mhdw])");

    @Override
    public Duration convert(String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("'" + Printable.line(text)
                    + "' is not a time. Use minutes, hours, days or weeks, like 30m, 8h, 7d, 2w.");
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2).charAt(0)) {
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            case 'd' -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }
}
