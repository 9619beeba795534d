package dev.godwit.server.identity;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What Unicode's UTS #39 says of names that pass for others. Only new names are asked about: who has a
/// name keeps it.
final class Lookalikes {
    /// UTS #39, 5.4. More of them are drawn over what stands above and below.
    private static final int MAX_MARKS = 4;

    private Lookalikes() {}

    /// Made when the first new name comes: a server that only starts does without the tables.
    private static final class Tables {
        static final SpoofChecker CHECKER = new SpoofChecker.Builder()
                .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.MIXED_NUMBERS | SpoofChecker.INVISIBLE)
                .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
                .build();
    }

    /// Which rule a new name breaks, for people.
    ///
    /// @param key as [AccountName#key] gives it
    static Optional<String> objection(String key) {
        var unseen = key.codePoints()
                .filter(each -> UCharacter.hasBinaryProperty(each, UProperty.DEFAULT_IGNORABLE_CODE_POINT))
                .findFirst();
        if (unseen.isPresent()) {
            return Optional.of(String.format(
                    Locale.ROOT, "A name has no invisible characters, and U+%04X is one.", unseen.getAsInt()));
        }
        var result = new SpoofChecker.CheckResult();
        boolean bad = Tables.CHECKER.failsChecks(key, result);
        if (bad && (result.checks & SpoofChecker.RESTRICTION_LEVEL) != 0) {
            return Optional.of("A name keeps to one writing system, so that it cannot pass for another. This one mixes "
                    + scripts(key) + ".");
        }
        if (bad && (result.checks & SpoofChecker.MIXED_NUMBERS) != 0) {
            return Optional.of("A name keeps to digits of one kind.");
        }
        if (bad || longestRunOfMarks(key) > MAX_MARKS) {
            return Optional.of("A name has at most " + MAX_MARKS + " marks on a letter, and none twice.");
        }
        return Optional.empty();
    }

    /// Two names pass for each other if they share one of these. There are up to two, because a name is
    /// shown with its capitals and found without them: `paypaI` looks like `paypal` and is the same as
    /// `paypai`. What looks alike in capitals only counts too.
    static SortedSet<String> skeletons(String shown, String key) {
        var skeletons = new TreeSet<String>();
        skeletons.add(skeleton(shown));
        skeletons.add(skeleton(key));
        return skeletons;
    }

    private static String skeleton(String text) {
        String once = Tables.CHECKER.getSkeleton(text).toLowerCase(Locale.ROOT);
        return Tables.CHECKER.getSkeleton(once).toLowerCase(Locale.ROOT);
    }

    private static int longestRunOfMarks(String key) {
        int longest = 0;
        int run = 0;
        for (int each : key.codePoints().toArray()) {
            run = Character.getType(each) == Character.NON_SPACING_MARK ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static String scripts(String key) {
        return key.codePoints()
                .map(UScript::getScript)
                .filter(script -> script != UScript.COMMON && script != UScript.INHERITED)
                .mapToObj(UScript::getName)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
    }
}
