package writeback.bot.coverage;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of comma-separated values (RFC 4180): every cell quoted, ended by CR LF. A cell that a spreadsheet could take for a
 * formula gets an apostrophe in front (OWASP, "CSV Injection"); what was there stays readable behind it.
 */
final class Csv {

    /** Makes spreadsheets read what follows as UTF-8. */
    static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What begins a formula, also in the full-width forms that some spreadsheets take for the same. */
    private static final String DANGEROUS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private Csv() {}

    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String harmless = dangerous(text) ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }

    /** Blanks, no-break ones and invisible characters in front of it hide a formula from the eye and not from the program. */
    private static boolean dangerous(String text) {
        return text
                .codePoints()
                .filter(point -> point == '\t' || point == '\r' || point == '\n' || !blank(point))
                .findFirst()
                .stream()
                .anyMatch(point -> DANGEROUS.indexOf(point) >= 0);
    }

    private static boolean blank(int point) {
        return Character.isSpaceChar(point)
                || Character.isWhitespace(point)
                || Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT
                || point == '"'
                || point == '\'';
    }
}
