package dev.bellwether.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.MetricType;
import org.junit.jupiter.api.Test;

class ExpositionSinkTest {
    private final ExpositionSink sink = new ExpositionSink();

    @Test
    void aFamilyOfTwoEntitiesIsWrittenOnce() {
        sink.entity("a");
        sink.family("x", MetricType.COUNTER, "Help\nwith \\ and \"quotes\".");
        sink.sample(1, "id", "a");
        sink.entity("b");
        sink.family("y", MetricType.UNKNOWN, "Y.");
        sink.sample(2.5);
        sink.family("x", MetricType.COUNTER, "Help.");
        sink.sample(3e18, "id", "\"b\"\n\\", "empty", "");
        assertThat(sink.text()).isEqualTo("""
                        # HELP x Help\\nwith \\\\ and "quotes".
                        # TYPE x counter
                        x{id="a"} 1
                        x{id="\\"b\\"\\n\\\\"} 3.0E18
                        # HELP y Y.
                        # TYPE y untyped
                        y 2.5
                        """);
    }

    @Test
    void suffixesAndSpecialValuesAreWritten() {
        sink.family("h", MetricType.HISTOGRAM, "H.");
        sink.suffixed("_bucket", Double.POSITIVE_INFINITY, "le", "+Inf");
        sink.suffixed("_sum", Double.NaN);
        assertThat(sink.text()).contains("h_bucket{le=\"+Inf\"} +Inf\n", "h_sum NaN\n", "# TYPE h histogram");
    }

    @Test
    void aSampleBeforeItsFamilyAndAnotherTypeAreMistakes() {
        assertThatThrownBy(() -> sink.sample(1)).hasMessageContaining("before its family");
        sink.family("x", MetricType.GAUGE, "");
        assertThatThrownBy(() -> sink.family("x", MetricType.COUNTER, "")).hasMessageContaining("GAUGE");
    }
}
