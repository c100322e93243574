package dev.bellwether.alerting.unittest;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.script.SeriesDescription;
import java.time.Duration;
import java.util.List;

/**
 * Series and what is expected of rules and expressions that see them.
 *
 * @param name for people, may be empty
 * @param interval the distance of the samples
 * @param series the samples, from time 0 on
 * @param expectations what must hold
 * @param externalLabels the labels of the whole system, which templates see
 * @param externalUrl under which people reach the system, which templates see
 */
public record UnitTest(
        String name,
        Duration interval,
        List<SeriesDescription> series,
        List<Expectation> expectations,
        Labels externalLabels,
        String externalUrl) {
    public UnitTest {
        series = List.copyOf(series);
        expectations = List.copyOf(expectations);
    }
}
