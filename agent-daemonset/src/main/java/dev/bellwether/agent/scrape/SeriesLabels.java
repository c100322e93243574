package dev.bellwether.agent.scrape;

import dev.bellwether.agent.scrape.exposition.ExpositionException;
import dev.bellwether.agent.scrape.exposition.ExpositionParser;
import dev.bellwether.agent.scrape.settings.ScrapeConfig;
import dev.bellwether.agent.scrape.settings.ScrapeLimits;
import dev.bellwether.agent.scrape.target.ScrapeTarget;
import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of an exposed series' labels: bounds written alike, conflicts with the target resolved, relabelled,
 * limited. Immutable.
 */
final class SeriesLabels {
    private static final String EXPORTED = "exported_";

    private final ScrapeConfig config;
    private final Labels targetLabels;

    /**
     * Labels ready to be sent.
     *
     * @param labels of the series
     * @param complete whether they include the target's, because they differ from the target's in one of them
     */
    record Resolved(Labels labels, boolean complete) {}

    SeriesLabels(ScrapeTarget target) {
        this.config = target.config();
        this.targetLabels = target.labels();
    }

    /**
     * The labels of the parser's present series, or empty where relabelling drops it.
     *
     * @throws ExpositionException where the labels are malformed, exceed a limit, or have no metric name left
     */
    Optional<Resolved> resolve(ExpositionParser parser) throws ExpositionException {
        Optional<Labels> relabeled = config.metricRelabeling().apply(withTarget(parser));
        if (relabeled.isEmpty()) {
            return Optional.empty();
        }
        Labels full = relabeled.get();
        if (!full.has(Labels.METRIC_NAME)) {
            throw new ExpositionException(parser.position() + ": relabelling took the metric's name away from " + full);
        }
        requireLimits(full, parser);
        return Optional.of(separate(full));
    }

    private Labels withTarget(ExpositionParser parser) throws ExpositionException {
        Labels.Builder labels = Labels.builder().set(Labels.METRIC_NAME, parser.metricName());
        Set<String> exposed = new HashSet<>();
        List<String> pairs = parser.labelPairs();
        String bound = boundLabel(parser.family().type());
        for (int i = 0; i < pairs.size(); i += 2) {
            String name = pairs.get(i);
            exposed.add(name);
            labels.set(name, name.equals(bound) ? BoundText.normalize(pairs.get(i + 1)) : pairs.get(i + 1));
        }
        List<String> conflicting = new ArrayList<>();
        targetLabels.forEach((name, value) -> {
            if (!exposed.contains(name)) {
                labels.set(name, value);
            } else if (!config.honorLabels()) {
                conflicting.add(name);
            }
        });
        conflicting.sort(Comparator.comparingInt(String::length));
        List<String> exposedValues = conflicting.stream()
                .map(name -> Optional.ofNullable(labels.get(name)).orElse(""))
                .toList();
        conflicting.forEach(name -> labels.set(name, targetLabels.getOrEmpty(name)));
        for (int i = 0; i < conflicting.size(); i++) {
            String name = EXPORTED + conflicting.get(i);
            while (labels.get(name) != null) {
                name = EXPORTED + name;
            }
            labels.set(name, exposedValues.get(i));
        }
        return labels.build();
    }

    private static String boundLabel(MetricType type) {
        return switch (type) {
            case HISTOGRAM, GAUGE_HISTOGRAM -> "le";
            case SUMMARY -> "quantile";
            default -> "";
        };
    }

    private void requireLimits(Labels full, ExpositionParser parser) throws ExpositionException {
        ScrapeLimits limits = config.limits();
        if (limits.labels() > 0 && full.size() > limits.labels()) {
            throw new ExpositionException(parser.position() + ": label_limit: " + full + " has " + full.size()
                    + " labels, allowed are " + limits.labels());
        }
        for (int i = 0; i < full.size() && (limits.labelNameBytes() > 0 || limits.labelValueBytes() > 0); i++) {
            int nameBytes = full.name(i).getBytes(StandardCharsets.UTF_8).length;
            if (limits.labelNameBytes() > 0 && nameBytes > limits.labelNameBytes()) {
                throw new ExpositionException(parser.position() + ": label_name_length_limit: the label name "
                        + LabelText.quote(full.name(i)) + " has " + nameBytes + " bytes, allowed are "
                        + limits.labelNameBytes());
            }
            int valueBytes = full.value(i).getBytes(StandardCharsets.UTF_8).length;
            if (limits.labelValueBytes() > 0 && valueBytes > limits.labelValueBytes()) {
                throw new ExpositionException(parser.position() + ": label_value_length_limit: the value of the label "
                        + LabelText.quote(full.name(i)) + " has " + valueBytes + " bytes, allowed are "
                        + limits.labelValueBytes());
            }
        }
    }

    private Resolved separate(Labels full) {
        for (int i = 0; i < targetLabels.size(); i++) {
            if (!targetLabels.value(i).equals(full.get(targetLabels.name(i)))) {
                return new Resolved(full, true);
            }
        }
        return new Resolved(full.without(targetLabels.toMap().keySet()), false);
    }
}
