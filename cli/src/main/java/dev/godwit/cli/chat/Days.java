package dev.godwit.cli.chat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times in words.
final class Days {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter ANY_YEAR = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_OTHER_YEAR = DateTimeFormatter.ofPattern("MMM yy", Locale.ENGLISH);

    private Days() {}

    static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    /// For the line above the first message of a day.
    static String name(Instant at, Instant now, ZoneId zone) {
        var day = at.atZone(zone).toLocalDate();
        var today = now.atZone(zone).toLocalDate();
        if (day.equals(today)) {
            return "Today";
        }
        if (day.equals(today.minusDays(1))) {
            return "Yesterday";
        }
        return (day.getYear() == today.getYear() ? THIS_YEAR : ANY_YEAR).format(day);
    }

    /// For lists: the time today, else the day.
    static String brief(Instant at, Instant now, ZoneId zone) {
        var day = at.atZone(zone).toLocalDate();
        var today = now.atZone(zone).toLocalDate();
        if (day.equals(today)) {
            return clock(at, zone);
        }
        return (day.getYear() == today.getYear() ? SHORT : SHORT_OTHER_YEAR).format(day);
    }

    /// "5 minutes ago"
    static String ago(Instant then, Instant now) {
        long minutes = Duration.between(then, now).toMinutes();
        if (minutes < 1) {
            return "just now";
        }
        if (minutes < 60) {
            return minutes == 1 ? "1 minute ago" : minutes + " minutes ago";
        }
        long hours = minutes / 60;
        if (hours < 24) {
            return hours == 1 ? "1 hour ago" : hours + " hours ago";
        }
        long days = hours / 24;
        return days == 1 ? "1 day ago" : days + " days ago";
    }
}
