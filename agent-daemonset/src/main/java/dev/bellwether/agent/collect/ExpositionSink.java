package dev.bellwether.agent.collect;

import dev.bellwether.model.MetricType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes samples and writes them in Prometheus' text exposition format 0.0.4: each family once, with the samples of every
 * entity below it. Used by one thread.
 */
public final class ExpositionSink implements SampleSink {
    /** Up to here a double holds every whole number. */
    private static final double EXACT_INTEGERS = 9_007_199_254_740_992.0;

    private final Map<String, FamilyText> families = new LinkedHashMap<>();
    private @Nullable FamilyText current;

    @Override
    public void entity(String key) {
        current = null;
    }

    @Override
    public void family(String name, MetricType type, String help) {
        FamilyText family = families.get(name);
        if (family == null) {
            family = new FamilyText(name, type, help);
            families.put(name, family);
        } else if (family.type != type) {
            throw new IllegalStateException("family " + name + " began as " + family.type + " and again as " + type);
        }
        current = family;
    }

    @Override
    public void sample(double value, String... labels) {
        suffixed("", value, labels);
    }

    @Override
    public void suffixed(String suffix, double value, String... labels) {
        FamilyText family = current;
        if (family == null) {
            throw new IllegalStateException("a sample came before its family");
        }
        family.append(suffix, value, labels);
    }

    /** The text so far. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (FamilyText family : families.values()) {
            text.append("# HELP ").append(family.name).append(' ');
            escape(text, family.help, false);
            text.append("\n# TYPE ")
                    .append(family.name)
                    .append(' ')
                    .append(typeName(family.type))
                    .append('\n')
                    .append(family.samples);
        }
        return text.toString();
    }

    private static String typeName(MetricType type) {
        return switch (type) {
            case COUNTER -> "counter";
            case GAUGE, INFO, STATE_SET -> "gauge";
            case HISTOGRAM -> "histogram";
            case SUMMARY -> "summary";
            case UNKNOWN, GAUGE_HISTOGRAM -> "untyped";
        };
    }

    private static void escape(StringBuilder text, String value, boolean quotes) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '"' -> text.append(quotes ? "\\\"" : "\"");
                default -> text.append(character);
            }
        }
    }

    private static void number(StringBuilder text, double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
            text.append((long) value);
        } else if (Double.isInfinite(value)) {
            text.append(value > 0 ? "+Inf" : "-Inf");
        } else {
            text.append(value);
        }
    }

    private static final class FamilyText {
        private final String name;
        private final MetricType type;
        private final String help;
        private final StringBuilder samples = new StringBuilder();

        private FamilyText(String name, MetricType type, String help) {
            this.name = name;
            this.type = type;
            this.help = help;
        }

        private void append(String suffix, double value, String... labels) {
            samples.append(name).append(suffix);
            char separator = '{';
            for (int i = 0; i < labels.length; i += 2) {
                if (labels[i + 1].isEmpty()) {
                    continue;
                }
                samples.append(separator).append(labels[i]).append("=\"");
                escape(samples, labels[i + 1], true);
                samples.append('"');
                separator = ',';
            }
            if (separator == ',') {
                samples.append('}');
            }
            samples.append(' ');
            number(samples, value);
            samples.append('\n');
        }
    }
}
