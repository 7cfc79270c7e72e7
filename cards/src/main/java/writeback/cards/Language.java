package writeback.cards;

import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The languages the bot speaks. Numbers and plurals follow ICU's data and moments our own numeric patterns, so that
 * nothing depends on the locale data of the JDK, which differs from version to version.
 */
public enum Language {
    EN("en", new ULocale("en_CA"), "uuuu-MM-dd HH:mm 'UTC'"),
    FR("fr", new ULocale("fr_CA"), "uuuu-MM-dd, HH\u00a0'h'\u00a0mm\u00a0'UTC'");

    private final String tag;
    private final ULocale locale;
    private final DateTimeFormatter moment;

    Language(String tag, ULocale locale, String moment) {
        this.tag = tag;
        this.locale = locale;
        this.moment = DateTimeFormatter.ofPattern(moment, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /**
     * The language for a locale as clients send it: {@code fr-CA}, {@code fr_FR}, {@code FR}, {@code français}.
     *
     * @return French for everything that starts with {@code fr}; English for all else, also for null and garbage
     */
    public static Language of(@Nullable String localeTag) {
        if (localeTag == null) {
            return EN;
        }
        String lower = localeTag.strip().toLowerCase(Locale.ROOT);
        return lower.matches("(fr|fra|fre|fr[-_].*|français|francais|french)") ? FR : EN;
    }

    /** The BCP 47 tag that cards carry. */
    public String tag() {
        return tag;
    }

    /** A moment to the minute, in 24-hour UTC: {@code 2026-11-22 12:31 UTC} or {@code 2026-11-22, 12 h 31 UTC}. */
    public String format(Instant at) {
        return moment.format(at);
    }

    ULocale locale() {
        return locale;
    }
}
