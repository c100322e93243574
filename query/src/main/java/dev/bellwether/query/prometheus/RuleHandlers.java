package dev.bellwether.query.prometheus;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.query.RuleDirectory;
import dev.bellwether.query.RuleDirectory.ActiveAlert;
import dev.bellwether.query.RuleDirectory.AlertingRule;
import dev.bellwether.query.RuleDirectory.Rule;
import dev.bellwether.query.RuleDirectory.RuleGroup;
import dev.bellwether.query.exchange.Parameters;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** {@code /api/v1/rules}, {@code alerts} and {@code alertmanagers}. Safe for use by many threads. */
public final class RuleHandlers {
    private final RuleDirectory directory;
    private final List<Matcher> enforced;

    /**
     * Handlers over the rules in force.
     *
     * @param enforced rules and alerts whose labels do not fulfil these conditions are not shown
     */
    public RuleHandlers(RuleDirectory directory, List<Matcher> enforced) {
        this.directory = directory;
        this.enforced = List.copyOf(enforced);
    }

    /** All rules by group, filtered and in pages where asked for. */
    public Reply rules(Request request) {
        Parameters parameters = request.parameters();
        String type = parameters.first("type").toLowerCase(java.util.Locale.ROOT);
        if (!type.isEmpty() && !type.equals("alert") && !type.equals("record")) {
            throw PrometheusException.invalidParameter("type", "not supported value \"" + type + "\"");
        }
        boolean alertsShown = !booleanParameter(parameters, "exclude_alerts");
        int groupLimit = groupLimit(parameters);
        String token = parameters.first("group_next_token");
        List<List<Matcher>> matchers = SelectorParameter.read(parameters);

        List<RuleGroup> page = new ArrayList<>();
        String nextToken = "";
        boolean found = token.isEmpty();
        for (RuleGroup group : directory.groups()) {
            if (!found && !token.equals(tokenOf(group))) {
                continue;
            }
            found = true;
            if (!named(parameters, "rule_group[]", group.name()) || !named(parameters, "file[]", group.file())) {
                continue;
            }
            List<Rule> rules = group.rules().stream()
                    .filter(rule -> ofType(rule, type)
                            && named(parameters, "rule_name[]", rule.name())
                            && isAllowed(rule.labels())
                            && isSelected(rule.labels(), matchers))
                    .toList();
            if (rules.isEmpty()) {
                continue;
            }
            if (groupLimit > 0 && page.size() == groupLimit) {
                nextToken = tokenOf(group);
                break;
            }
            page.add(with(group, rules));
        }
        if (!found) {
            throw PrometheusException.invalidParameter(
                    "group_next_token", "invalid group_next_token '" + token + "'. were rule groups changed?");
        }
        String next = nextToken;
        return Success.reply(json -> RuleWriter.writeGroups(page, next, alertsShown, json));
    }

    /** Every alert that is pending or firing. */
    public Reply alerts(Request request) {
        List<ActiveAlert> alerts = new ArrayList<>();
        for (RuleGroup group : directory.groups()) {
            for (Rule rule : group.rules()) {
                if (rule instanceof AlertingRule alerting) {
                    alerting.alerts().stream()
                            .filter(alert -> isAllowed(alert.labels()))
                            .forEach(alerts::add);
                }
            }
        }
        return Success.reply(json -> {
            json.beginObject().name("alerts");
            RuleWriter.writeAlerts(alerts, json);
            json.endObject();
        });
    }

    /** Where alerts are sent to. */
    public Reply alertmanagers(Request request) {
        List<String> addresses = directory.alertmanagers();
        return Success.reply(json -> {
            json.beginObject().name("activeAlertmanagers").beginArray();
            for (String address : addresses) {
                json.beginObject().name("url").value(address).endObject();
            }
            json.endArray().name("droppedAlertmanagers").beginArray().endArray().endObject();
        });
    }

    private static boolean ofType(Rule rule, String type) {
        return type.isEmpty() || type.equals("alert") == (rule instanceof AlertingRule);
    }

    private static boolean named(Parameters parameters, String parameter, String name) {
        List<String> wanted = parameters.all(parameter);
        return wanted.isEmpty() || wanted.contains(name);
    }

    private boolean isAllowed(Labels labels) {
        return enforced.stream().allMatch(matcher -> matcher.matches(labels));
    }

    private static boolean isSelected(Labels labels, List<List<Matcher>> selectors) {
        return selectors.isEmpty()
                || selectors.stream()
                        .anyMatch(selector -> selector.stream().allMatch(matcher -> matcher.matches(labels)));
    }

    private static RuleGroup with(RuleGroup group, List<Rule> rules) {
        return new RuleGroup(
                group.name(),
                group.file(),
                group.interval(),
                group.limit(),
                group.evaluationTime(),
                group.lastEvaluation(),
                rules);
    }

    private static boolean booleanParameter(Parameters parameters, String name) {
        String text = parameters.first(name).toLowerCase(java.util.Locale.ROOT);
        return switch (text) {
            case "", "0", "f", "false" -> false;
            case "1", "t", "true" -> true;
            default ->
                throw PrometheusException.invalidParameter(
                        name,
                        "error converting " + name + ": strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
        };
    }

    private static int groupLimit(Parameters parameters) {
        String text = parameters.first("group_limit");
        if (text.isEmpty()) {
            if (!parameters.first("group_next_token").isEmpty()) {
                throw PrometheusException.invalidParameter(
                        "group_next_token", "group_limit needs to be present in order to paginate over the groups");
            }
            return 0;
        }
        int limit;
        try {
            limit = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw PrometheusException.invalidParameter(
                    "group_limit",
                    "group_limit needs to be a valid number: strconv.ParseInt: parsing \"" + text
                            + "\": invalid syntax");
        }
        if (limit <= 0) {
            throw PrometheusException.invalidParameter("group_limit", "group_limit needs to be greater than 0");
        }
        return limit;
    }

    private static String tokenOf(RuleGroup group) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((group.file() + ";" + group.name()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
