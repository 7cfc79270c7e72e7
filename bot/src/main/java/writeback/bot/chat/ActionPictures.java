package writeback.bot.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import writeback.bot.runbook.Consent;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.RevokeRights;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** What a plan's actions do, cost and leave behind, in words. */
final class ActionPictures {

    /** Far longer than any entry that is planned: what is approved is not cut short. */
    private static final int LONGEST_ENTRY = 1000;

    private final Words words;

    ActionPictures(Words words) {
        this.words = words;
    }

    String title(Plan plan) {
        Action first = plan.actions().get(0);
        if (first instanceof SetMinimumPasswordAge set) {
            return words.get("change.title.minimumAge", Map.of("days", set.afterDays()));
        }
        if (first instanceof SetPsoMinimumAge set) {
            return words.get("change.title.psoAge", Map.of("name", set.name(), "age", age(set.after())));
        }
        if (first instanceof GrantRights grant) {
            return words.get("change.title.grantRights", Map.of("account", grant.trusteeName()));
        }
        if (first instanceof RevokeRights revoke) {
            return words.get("change.title.revokeRights", Map.of("account", revoke.trusteeName()));
        }
        return words.get("change.title.rehearsal", Map.of("account", accountName(first)));
    }

    List<Map<String, Object>> all(Plan plan) {
        return plan.actions().stream().map(this::action).toList();
    }

    Map<String, Object> action(Action action) {
        if (action instanceof SetMinimumPasswordAge set) {
            return diff(
                    words.get("action.minimumAge.text", Map.of("gpo", set.gpoName())),
                    age(Duration.ofDays(set.beforeDays())),
                    age(Duration.ofDays(set.afterDays())),
                    "action.minimumAge.undo");
        }
        if (action instanceof SetPsoMinimumAge set) {
            return diff(
                    words.get("action.psoAge.text", Map.of("name", set.name())),
                    age(set.before()),
                    age(set.after()),
                    "action.psoAge.undo");
        }
        if (action instanceof GrantRights grant) {
            return entries("action.grantRights", grant.trusteeName(), grant.target(), grant.entries());
        }
        if (action instanceof RevokeRights revoke) {
            return entries("action.revokeRights", revoke.trusteeName(), revoke.target(), revoke.entries());
        }
        String key = action instanceof RehearsePolicy ? "action.rehearsePolicy" : "action.rehearseChannel";
        return diff(
                words.get(key + ".text", Map.of("account", accountName(action), "domain", action.domain())),
                words.get("action.password.before"),
                words.get("action.password.after"),
                key + ".undo");
    }

    /** What it costs, each said once. */
    List<Map<String, Object>> costs(Plan plan) {
        Set<String> said = new LinkedHashSet<>();
        plan.actions().forEach(action -> said.addAll(costs(action)));
        return said.stream().map(text -> Map.<String, Object>of("text", text)).toList();
    }

    /** What its requester must accept; empty when there is nothing. */
    Optional<String> consent(Plan plan) {
        String all = plan.actions().stream()
                .filter(Consent::neededFor)
                .map(this::consent)
                .collect(Collectors.joining(" "));
        return Optional.of(all).filter(text -> !text.isEmpty());
    }

    private String consent(Action action) {
        return action instanceof SetPsoMinimumAge set
                ? words.get("consent.psoAge", Map.of("name", set.name(), "age", age(set.after())))
                : words.get("consent.minimumAge", Map.of("days", ((SetMinimumPasswordAge) action).afterDays()));
    }

    private List<String> costs(Action action) {
        boolean lowers = Consent.neededFor(action);
        if (action instanceof SetMinimumPasswordAge set) {
            return lowers
                    ? said(
                            "minimumAge.baseline",
                            "minimumAge.history",
                            "minimumAge.everybody",
                            "minimumAge.need",
                            "minimumAge.limits")
                    : List.of(words.get("cost.raise.minimumAge", Map.of("days", set.afterDays())));
        }
        if (action instanceof SetPsoMinimumAge set) {
            if (!lowers) {
                return List.of(words.get("cost.raise.psoAge", Map.of("name", set.name(), "age", age(set.after()))));
            }
            List<String> all = new ArrayList<>(said("minimumAge.baseline", "minimumAge.history"));
            all.add(words.get("cost.psoAge.bound", Map.of("name", set.name())));
            all.addAll(said("minimumAge.need", "minimumAge.limits"));
            return all;
        }
        if (action instanceof GrantRights grant) {
            return List.of(
                    words.get("cost.grantRights.reach", Map.of("account", grant.trusteeName())),
                    words.get("cost.grantRights.protected"),
                    words.get("cost.grantRights.spread"));
        }
        return action instanceof RevokeRights
                ? said("revokeRights.stops")
                : said("rehearsal.password", "rehearsal.signsIn");
    }

    private List<String> said(String... costs) {
        return List.of(costs).stream().map(cost -> words.get("cost." + cost)).toList();
    }

    private Map<String, Object> diff(String text, String before, String after, String undo) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("text", text);
        model.put("hasDiff", true);
        model.put("before", before);
        model.put("after", after);
        model.put("hasEntries", false);
        model.put("undo", words.get(undo));
        return model;
    }

    /** Entries of an access list: what each means, and the entry itself as it is approved. */
    private Map<String, Object> entries(String key, String account, String target, List<String> entries) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put(
                "text",
                words.get(key + ".text", Map.of("account", account, "target", target, "count", entries.size())));
        model.put("hasDiff", false);
        model.put("hasEntries", true);
        model.put(
                "entries",
                entries.stream()
                        .map(entry -> Map.of(
                                "text",
                                AccessEntry.meaning(entry, key, words),
                                "code",
                                Clean.text(entry, LONGEST_ENTRY)))
                        .toList());
        model.put("undo", words.get(key + ".undo"));
        return model;
    }

    /** Exact: an approver must see what is set. */
    private String age(Duration age) {
        if (age.toSeconds() % 86_400 == 0) {
            return words.get("action.minimumAge.value", Map.of("days", age.toDays()));
        }
        return age.toSeconds() % 3_600 == 0
                ? words.get("action.age.hours", Map.of("hours", age.toHours()))
                : words.get("action.age.seconds", Map.of("seconds", age.toSeconds()));
    }

    /** The first part of the distinguished name's value, for people. */
    private static String accountName(Action action) {
        String dn = action instanceof RehearsePolicy policy ? policy.account() : ((RehearseChannel) action).account();
        int comma = dn.indexOf(',');
        String first = comma < 0 ? dn : dn.substring(0, comma);
        return first.substring(first.indexOf('=') + 1);
    }
}
