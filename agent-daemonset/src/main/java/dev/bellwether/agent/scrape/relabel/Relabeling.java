package dev.bellwether.agent.scrape.relabel;

import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;
import dev.bellwether.model.RegularExpression;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;

/**
 * Rules that are applied one after the other to a set of labels. Immutable and safe for use by many threads.
 *
 * @param rules in their order
 * @see <a href="https://github.com/prometheus/prometheus/blob/main/model/relabel/relabel.go">Prometheus's relabel.go</a>
 */
public record Relabeling(List<RelabelRule> rules) {
    /** No rule: everything stays as it is. */
    public static final Relabeling NONE = new Relabeling(List.of());

    public Relabeling {
        rules = List.copyOf(rules);
    }

    /**
     * The labels after all rules, or empty where one of them drops the whole.
     *
     * @throws IllegalStateException where an expression needs too many steps on a value
     */
    public Optional<Labels> apply(Labels labels) {
        if (rules.isEmpty()) {
            return Optional.of(labels);
        }
        TreeMap<String, String> values = new TreeMap<>(labels.toMap());
        for (RelabelRule rule : rules) {
            if (!apply(rule, values)) {
                return Optional.empty();
            }
        }
        return Optional.of(Labels.of(values));
    }

    private static boolean apply(RelabelRule rule, TreeMap<String, String> labels) {
        RegularExpression regex = RegularExpression.compile(rule.regex());
        String value = joined(rule, labels);
        switch (rule.action()) {
            case KEEP -> {
                return regex.matches(value);
            }
            case DROP -> {
                return !regex.matches(value);
            }
            case KEEPEQUAL -> {
                return value.equals(labels.getOrDefault(rule.targetLabel(), ""));
            }
            case DROPEQUAL -> {
                return !value.equals(labels.getOrDefault(rule.targetLabel(), ""));
            }
            case REPLACE -> replace(rule, regex, value, labels);
            case LOWERCASE -> set(labels, rule.targetLabel(), value.toLowerCase(Locale.ROOT));
            case UPPERCASE -> set(labels, rule.targetLabel(), value.toUpperCase(Locale.ROOT));
            case HASHMOD -> set(labels, rule.targetLabel(), hashModulo(value, rule.modulus()));
            case LABELMAP -> mapNames(rule, regex, labels);
            case LABELDROP -> labels.keySet().removeIf(regex::matches);
            case LABELKEEP -> labels.keySet().removeIf(name -> !regex.matches(name));
        }
        return true;
    }

    private static String joined(RelabelRule rule, Map<String, String> labels) {
        List<String> sources = rule.sourceLabels();
        if (sources.size() == 1) {
            return labels.getOrDefault(sources.getFirst(), "");
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < sources.size(); i++) {
            joined.append(i == 0 ? "" : rule.separator()).append(labels.getOrDefault(sources.get(i), ""));
        }
        return joined.toString();
    }

    private static void replace(RelabelRule rule, RegularExpression regex, String value, Map<String, String> labels) {
        Matcher match = regex.pattern().matcher(RegularExpression.bounded(value));
        if (!match.matches()) {
            return;
        }
        String target = Template.expand(rule.targetLabel(), regex, match);
        if (LabelText.isLegacyLabelName(target)) {
            set(labels, target, Template.expand(rule.replacement(), regex, match));
        }
    }

    private static void mapNames(RelabelRule rule, RegularExpression regex, Map<String, String> labels) {
        for (Map.Entry<String, String> label : List.copyOf(labels.entrySet())) {
            Matcher match = regex.pattern().matcher(RegularExpression.bounded(label.getKey()));
            if (match.matches()) {
                String name = Template.expand(rule.replacement(), regex, match);
                if (!name.isEmpty()) {
                    set(labels, name, label.getValue());
                }
            }
        }
    }

    private static void set(Map<String, String> labels, String name, String value) {
        if (value.isEmpty()) {
            labels.remove(name);
        } else {
            labels.put(name, value);
        }
    }

    /** The last eight bytes of the MD5 hash modulo the modulus: the same shards as Prometheus's. */
    private static String hashModulo(String value, long modulus) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
            BigInteger number = new BigInteger(1, hash, 8, 8);
            return number.mod(new BigInteger(Long.toUnsignedString(modulus))).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
