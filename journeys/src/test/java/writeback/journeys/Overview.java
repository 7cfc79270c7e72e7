package writeback.journeys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an overview card says of each step.
 *
 * @param done how many checks of each step are done, by the step's number
 * @param open the lines of what is not done, by the step's number
 */
record Overview(Map<String, Integer> done, Map<String, List<String>> open) {

    private static final Pattern STEP = Pattern.compile("([0-5][ab]?) · .+");
    private static final Pattern DONE = Pattern.compile("(\\d+) checks? (?:is|are) done\\.");
    private static final String END = "What is proven";

    static boolean isOne(Card card) {
        return card.text().contains(END);
    }

    static Overview of(Card card) {
        Map<String, Integer> done = new LinkedHashMap<>();
        Map<String, List<String>> open = new LinkedHashMap<>();
        String step = null;
        boolean verdict = false;
        for (String line : card.text().lines().toList()) {
            Matcher header = STEP.matcher(line);
            Matcher count = DONE.matcher(line);
            if (line.equals(END)) {
                break;
            } else if (header.matches()) {
                step = header.group(1);
                done.put(step, 0);
                open.put(step, new ArrayList<>());
                verdict = true;
            } else if (verdict) {
                verdict = false;
            } else if (step != null && count.matches()) {
                done.put(step, Integer.valueOf(count.group(1)));
            } else if (step != null && !line.startsWith("→")) {
                open.get(step).add(line);
            }
        }
        return new Overview(done, open);
    }

    /** Every line of what is not done. */
    List<String> lines() {
        return open.values().stream().flatMap(List::stream).toList();
    }
}
