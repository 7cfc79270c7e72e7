package writeback.bot.chat;

import java.util.regex.Pattern;

/**
 * The one gate from a foreign value to a card: names, reasons, DNs, messages of other systems. What comes out is one line
 * of plain text that no client reads as Markdown, that turns no writing direction and hides nothing. Only what CommonMark
 * would obey is escaped, so that ordinary names such as {@code SSPR_0010} stay as they are.
 */
final class Clean {

    /** Long enough for a name or a short sentence, short enough that thirty of them fit on a card. */
    static final int LONGEST = 80;

    /** Emphasis, code, links, HTML and mentions, strikethrough: wherever they stand. */
    private static final String ANYWHERE = "\\`*[]<>~";

    /** Behind this comes what makes a heading, an item of a list or a ruler of the text that it begins. */
    private static final Pattern AT_START = Pattern.compile("^(\\d{1,9}(?=[.)]( |$))|(?=(#{1,6}|\\+|-+)( |$)))");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(\\p{Punct})");

    private Clean() {}

    static String text(String foreign) {
        return text(foreign, LONGEST);
    }

    /** @param longest in UTF-16 units of the input; what is cut off is replaced by an ellipsis */
    static String text(String foreign, int longest) {
        String line = flat(foreign);
        if (line.length() > longest) {
            int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
            line = line.substring(0, end) + "…";
        }
        StringBuilder out = new StringBuilder(line.length() + 8);
        for (int index = 0; index < line.length(); index++) {
            char letter = line.charAt(index);
            if (ANYWHERE.indexOf(letter) >= 0 || letter == '_' && !insideWord(line, index)) {
                out.append('\\');
            }
            out.append(letter);
        }
        return AT_START.matcher(out).replaceFirst("$1\\\\");
    }

    /** Texts with cleaned values in them, for places that read no Markdown, such as a notification. */
    static String plain(String text) {
        return ESCAPE.matcher(text).replaceAll("$1");
    }

    /** An underscore between two letters or digits opens and closes no emphasis; some clients know only ASCII's. */
    private static boolean insideWord(String line, int index) {
        return index > 0
                && index < line.length() - 1
                && alphanumeric(line.charAt(index - 1))
                && alphanumeric(line.charAt(index + 1));
    }

    private static boolean alphanumeric(char letter) {
        return letter < 128 && Character.isLetterOrDigit(letter);
    }

    /** For places that read no Markdown, such as an input's prefilled value. */
    static String flat(String foreign) {
        StringBuilder out = new StringBuilder(foreign.length());
        foreign.codePoints().forEach(point -> {
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                out.append(' ');
            } else if (!invisible(point)) {
                out.appendCodePoint(point);
            }
        });
        return out.toString().replaceAll(" {2,}", " ").strip();
    }

    /** Controls, formats (bidi overrides, zero-width joiners, tags), lone surrogates, private use. */
    private static boolean invisible(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED;
    }
}
