package dev.bellwether.alerting.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labels or annotations as Alertmanager's templates see them: a map of texts with the methods {@code SortedPairs},
 * {@code Names}, {@code Values} and {@code Remove}.
 *
 * @param entries values by names
 */
public record KeyValues(Map<String, String> entries) implements TemplateObject {
    private static final String ALERT_NAME = "alertname";

    public KeyValues {
        entries = Map.copyOf(entries);
    }

    @Override
    public String typeName() {
        return "template.KV";
    }

    @Override
    public Object missingEntry() {
        return "";
    }

    @Override
    public String text() {
        return sortedPairs().text();
    }

    @Override
    public @Nullable TemplateFunction method(String name) {
        return switch (name) {
            case "SortedPairs" -> TemplateFunction.of(call -> sortedPairs());
            case "Names" -> TemplateFunction.of(call -> sortedPairs().names());
            case "Values" -> TemplateFunction.of(call -> sortedPairs().values());
            case "String" -> TemplateFunction.of(call -> text());
            case "Remove" -> TemplateFunction.of(call -> without(call.list(0)), ParameterType.STRINGS);
            default -> null;
        };
    }

    private KeyValues without(List<?> names) {
        Map<String, String> rest = new HashMap<>(entries);
        names.forEach(rest::remove);
        return new KeyValues(rest);
    }

    /** The pairs by name, the alert's name first. */
    public Pairs sortedPairs() {
        List<Pair> pairs = new ArrayList<>();
        Map<String, String> rest = new HashMap<>(entries);
        String alertName = rest.remove(ALERT_NAME);
        if (alertName != null) {
            pairs.add(new Pair(ALERT_NAME, alertName));
        }
        rest.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(BuiltInFunctions::compare))
                .forEach(entry -> pairs.add(new Pair(entry.getKey(), entry.getValue())));
        return new Pairs(pairs);
    }

    /** A name and its value. */
    public record Pair(String name, String value) implements TemplateObject {
        @Override
        public String typeName() {
            return "template.Pair";
        }

        @Override
        public Map<String, ?> fields() {
            return NotificationData.ordered("Name", name, "Value", value);
        }
    }

    /** Pairs in their order. */
    public record Pairs(List<Pair> elements) implements TemplateObject {
        public Pairs {
            elements = List.copyOf(elements);
        }

        @Override
        public String typeName() {
            return "template.Pairs";
        }

        @Override
        public String text() {
            return String.join(
                    ", ",
                    elements.stream()
                            .map(pair -> pair.name() + "=" + pair.value())
                            .toList());
        }

        Strings names() {
            return new Strings(elements.stream().map(Pair::name).toList());
        }

        Strings values() {
            return new Strings(elements.stream().map(Pair::value).toList());
        }

        @Override
        public @Nullable TemplateFunction method(String name) {
            return switch (name) {
                case "Names" -> TemplateFunction.of(call -> names());
                case "Values" -> TemplateFunction.of(call -> values());
                case "String" -> TemplateFunction.of(call -> text());
                default -> null;
            };
        }
    }

    /** Texts that can be joined. */
    public record Strings(List<String> elements) implements TemplateObject {
        public Strings {
            elements = List.copyOf(elements);
        }

        @Override
        public String typeName() {
            return "template.Strings";
        }

        @Override
        public @Nullable TemplateFunction method(String name) {
            return name.equals("Join")
                    ? TemplateFunction.of(
                            call -> AlertmanagerFunctions.joined(call, call.string(0), elements), ParameterType.STRING)
                    : null;
        }
    }
}
