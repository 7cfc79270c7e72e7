package writeback.lab.graph;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The OData options of a request (Microsoft Learn, "Use query parameters to customize Microsoft Graph query
 * responses"). An option that the request's page does not list is refused.
 */
final class Query {
    private static final int LARGEST_PAGE = 999;

    private final Context ctx;
    private final Map<String, String> options = new LinkedHashMap<>();

    /** @throws GraphRefusal when there is an option that is not among the allowed ones */
    Query(Context ctx, String... allowed) throws GraphRefusal {
        this.ctx = ctx;
        for (String name : ctx.queryParamMap().keySet()) {
            String option = name.startsWith("$") ? name : "$" + name;
            if (!Set.of(allowed).contains(option)) {
                throw GraphRefusal.badRequest("The query option '" + name + "' is not supported here.");
            }
            Optional.ofNullable(ctx.queryParam(name)).ifPresent(value -> options.put(option, value));
        }
    }

    /**
     * The object as {@code $select} wants it.
     *
     * @param byDefault what is given without {@code $select}; empty for all
     * @throws GraphRefusal when it has no such property
     */
    Map<String, @Nullable Object> select(Map<String, @Nullable Object> whole, Set<String> byDefault)
            throws GraphRefusal {
        String select = options.get("$select");
        if (select == null && byDefault.isEmpty()) {
            return whole;
        }
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        for (String name : select == null ? byDefault : Set.of(select.split("\\s*,\\s*"))) {
            if (!whole.containsKey(name)) {
                throw GraphRefusal.badRequest("Could not find a property named '" + name + "'.");
            }
            part.put(name, whole.get(name));
        }
        return part;
    }

    /**
     * The list as {@code $filter}, {@code $orderby}, {@code $top} and {@code $skiptoken} want it.
     *
     * @param filterable properties {@code $filter} may name
     */
    Map<String, @Nullable Object> page(List<Map<String, @Nullable Object>> all, Set<String> filterable)
            throws GraphRefusal {
        return page(all, filterable, Set.of());
    }

    /** @param byDefault what is given of each without {@code $select}; empty for all */
    Map<String, @Nullable Object> page(
            List<Map<String, @Nullable Object>> all, Set<String> filterable, Set<String> byDefault)
            throws GraphRefusal {
        List<Map<String, @Nullable Object>> found = new ArrayList<>(all);
        String filter = options.get("$filter");
        if (filter != null) {
            found.removeIf(Filter.parse(filter, filterable).negate());
        }
        order(found, filterable);
        int from = Math.min(number("$skiptoken", 0, 0, Integer.MAX_VALUE), found.size());
        int to = Math.min(from + number("$top", LARGEST_PAGE, 1, LARGEST_PAGE), found.size());
        List<Map<String, @Nullable Object>> page = new ArrayList<>();
        for (Map<String, @Nullable Object> item : found.subList(from, to)) {
            page.add(select(item, byDefault));
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        if ("true".equals(options.get("$count"))) {
            answer.put("@odata.count", found.size());
        }
        if (to < found.size()) {
            answer.put("@odata.nextLink", nextLink(to));
        }
        answer.put("value", page);
        return answer;
    }

    private void order(List<Map<String, @Nullable Object>> found, Set<String> sortable) throws GraphRefusal {
        String order = options.get("$orderby");
        if (order == null) {
            return;
        }
        String[] parts = order.trim().split("\\s+");
        boolean known = sortable.contains(parts[0])
                && (parts.length == 1
                        || parts.length == 2 && Set.of("asc", "desc").contains(parts[1]));
        if (!known) {
            throw GraphRefusal.badRequest("Invalid order by clause");
        }
        found.sort(Comparator.comparing(item -> String.valueOf(Filter.at(item, parts[0]))));
        if (parts.length == 2 && parts[1].equals("desc")) {
            Collections.reverse(found);
        }
    }

    private int number(String option, int otherwise, int min, int max) throws GraphRefusal {
        String text = options.get(option);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw GraphRefusal.badRequest("Invalid value '" + text + "' for " + option + " query option found.");
    }

    private String nextLink(int from) {
        Map<String, String> following = new LinkedHashMap<>(options);
        following.put("$skiptoken", Integer.toString(from));
        return ctx.url() + "?"
                + following.entrySet().stream()
                        .map(option ->
                                option.getKey() + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }
}
