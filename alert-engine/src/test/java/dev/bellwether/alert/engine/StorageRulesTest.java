package dev.bellwether.alert.engine;

import static dev.bellwether.alert.engine.EngineHarness.START;
import static dev.bellwether.alert.engine.TestRules.alert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.memory.InMemorySeries;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StorageRulesTest {
    private static final String LONG = "avg_over_time(node_load1[12h]) > 4";

    private final EngineHarness engine = new EngineHarness();
    private final AtomicBoolean away = new AtomicBoolean();

    @Test
    void aRuleThatReachesFartherThanWindowsReadsStorageAndSaysSo() {
        engine.storage(storage());
        engine.start(
                alert("long", LONG).rule(), alert("short", "node_load1 > 4").rule());
        engine.sample("a", 0, 9);
        waitFor("FIRING b");

        assertThat(engine.status("default/long").note())
                .isEqualTo("reads storage: its window of PT12H5M is longer than PT6H");
        assertThat(engine.transitions()).contains("FIRING a", "FIRING b");
    }

    @Test
    void storageThatIsAwayTurnsOffThatRuleAloneAndKeepsItsState() {
        engine.storage(storage());
        engine.start(
                alert("long", LONG).rule(), alert("short", "node_load1 > 4").rule());
        waitFor("FIRING b");

        away.set(true);
        engine.sample("a", 100, 9);
        while (engine.status("default/long").error().isEmpty()) {
            engine.pass(Duration.ofSeconds(15));
        }

        assertThat(engine.status("default/long").error()).contains("away");
        assertThat(engine.state("default/long").alerts()).hasSize(1);
        assertThat(engine.transitions()).containsExactly("FIRING b", "FIRING a");
    }

    private void waitFor(String transition) {
        while (!engine.transitions().contains(transition)) {
            engine.pass(Duration.ofSeconds(15));
            Thread.onSpinWait();
        }
    }

    private SeriesReader storage() {
        InMemorySeries stored = new InMemorySeries();
        for (int hours = -24; hours < 24 * 90; hours++) {
            stored.add(Labels.of("__name__", "node_load1", "instance", "b"), START + hours * 3_600_000L, 9);
        }
        return new SeriesReader() {
            @Override
            public SeriesCursor select(Selection selection) {
                if (away.get()) {
                    throw new SeriesReadException("the database is away", new IllegalStateException());
                }
                return stored.select(selection);
            }

            @Override
            public List<Labels> series(List<List<Matcher>> matchers, long start, long end, int limit) {
                return stored.series(matchers, start, end, limit);
            }

            @Override
            public List<String> labelNames(List<List<Matcher>> matchers, long start, long end, int limit) {
                return stored.labelNames(matchers, start, end, limit);
            }

            @Override
            public List<String> labelValues(
                    String labelName, List<List<Matcher>> matchers, long start, long end, int limit) {
                return stored.labelValues(labelName, matchers, start, end, limit);
            }
        };
    }
}
