package dev.godwit.cli.chat;

import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedStyle;

/// What each part looks like. Nothing is said by colour alone.
///
/// With 16 colours those of the terminal are used, which its owner has chosen to suit its background. With
/// true colours it is Godwit's own palette, for a light or a dark background, which somebody has to tell
/// us: terminals do not all answer.
record Theme(Depth depth) {
    enum Depth {
        NONE,
        SIXTEEN,
        LIGHT,
        DARK
    }

    enum Role {
        INK,
        SOFT,
        STRONG,
        MINE,
        LIVE,
        WAITING,
        FAILED,
        SELECTED
    }

    /// @param wanted `auto`, `light`, `dark` or `plain`
    static Theme of(String wanted, Map<String, String> environment) {
        boolean trueColour = Optional.ofNullable(environment.get("COLORTERM"))
                .filter(value -> value.equals("truecolor") || value.equals("24bit"))
                .isPresent();
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Theme(
                switch (wanted) {
                    case "plain" -> Depth.NONE;
                    case "light" -> trueColour ? Depth.LIGHT : Depth.SIXTEEN;
                    case "dark" -> trueColour ? Depth.DARK : Depth.SIXTEEN;
                    default -> unwanted ? Depth.NONE : Depth.SIXTEEN;
                });
    }

    boolean hasColour() {
        return depth != Depth.NONE;
    }

    AttributedStyle style(Role role) {
        return switch (role) {
            case INK -> AttributedStyle.DEFAULT;
            case SOFT -> hasColour() && depth != Depth.SIXTEEN ? colour(role) : AttributedStyle.DEFAULT.faint();
            case STRONG -> AttributedStyle.BOLD;
            case SELECTED -> AttributedStyle.DEFAULT.inverse();
            case MINE, LIVE, WAITING -> colour(role);
            case FAILED -> colour(role).bold();
        };
    }

    /// Names of others in a group, so that they can be told apart; always the same one for the same person.
    AttributedStyle person(String id) {
        if (depth != Depth.SIXTEEN) {
            return AttributedStyle.BOLD;
        }
        int[] names = {
            AttributedStyle.CYAN,
            AttributedStyle.GREEN,
            AttributedStyle.MAGENTA,
            AttributedStyle.BLUE,
            AttributedStyle.YELLOW
        };
        return AttributedStyle.BOLD.foreground(names[Math.floorMod(id.hashCode(), names.length)]);
    }

    private AttributedStyle colour(Role role) {
        return switch (depth) {
            case NONE -> AttributedStyle.DEFAULT;
            case SIXTEEN -> AttributedStyle.DEFAULT.foreground(sixteen(role));
            case LIGHT -> AttributedStyle.DEFAULT.foregroundRgb(light(role));
            case DARK -> AttributedStyle.DEFAULT.foregroundRgb(dark(role));
        };
    }

    private static int sixteen(Role role) {
        return switch (role) {
            case LIVE -> AttributedStyle.CYAN;
            case WAITING -> AttributedStyle.YELLOW;
            case FAILED, MINE -> AttributedStyle.RED;
            case INK, SOFT, STRONG, SELECTED -> AttributedStyle.WHITE;
        };
    }

    private static int light(Role role) {
        return switch (role) {
            case SOFT -> 0x6B655D;
            case MINE -> 0xA4492E;
            case LIVE -> 0x1F7A78;
            case WAITING -> 0x9A6A00;
            case FAILED -> 0xB3261E;
            case INK, STRONG, SELECTED -> 0x22201D;
        };
    }

    private static int dark(Role role) {
        return switch (role) {
            case SOFT -> 0xA39C92;
            case MINE -> 0xD9785A;
            case LIVE -> 0x5CC2BE;
            case WAITING -> 0xE0B04A;
            case FAILED -> 0xF2B8B5;
            case INK, STRONG, SELECTED -> 0xEDE9E3;
        };
    }
}
