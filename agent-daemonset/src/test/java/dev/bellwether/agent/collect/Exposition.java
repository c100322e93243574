package dev.bellwether.agent.collect;

import dev.bellwether.agent.scrape.exposition.ExpositionParser;
import dev.bellwether.agent.scrape.text.TextDialect;
import dev.bellwether.agent.scrape.text.TextExpositionParser;
import dev.bellwether.model.MetricType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An exposition as maps: what a test compares. Labels without a value are absent. */
record Exposition(Map<String, Family> families, Map<Series, Double> values) {
    record Family(MetricType type, String help) {}

    record Series(String name, Map<String, String> labels) {
        Series without(String label) {
            Map<String, String> rest = new TreeMap<>(labels);
            rest.remove(label);
            return new Series(name, rest);
        }
    }

    static Exposition parse(String text) throws IOException {
        ExpositionParser parser = new TextExpositionParser(TextDialect.PROMETHEUS);
        parser.begin(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        Map<String, Family> families = new TreeMap<>();
        Map<Series, Double> values = new LinkedHashMap<>();
        while (parser.next() == ExpositionParser.Entry.SAMPLE) {
            families.put(
                    parser.family().name(),
                    new Family(parser.family().type(), parser.family().help()));
            Map<String, String> labels = new TreeMap<>();
            List<String> pairs = parser.labelPairs();
            for (int i = 0; i < pairs.size(); i += 2) {
                if (!pairs.get(i + 1).isEmpty()) {
                    labels.put(pairs.get(i), pairs.get(i + 1));
                }
            }
            Double twice = values.put(new Series(parser.metricName(), labels), parser.value());
            if (twice != null) {
                throw new IOException("series stands twice: " + parser.metricName() + labels);
            }
        }
        return new Exposition(families, values);
    }
}
