package dev.bellwether.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NAMES =
            List.of("rate", "irate", "increase", "histogram_quantile", "sort_by_label", "keepFiringFor");

    @ParameterizedTest
    @CsvSource({
        "rte, rate",
        "ratee, rate",
        "raet, rate",
        "IRATE, irate",
        "increse, increase",
        "histogram_quantil, histogram_quantile",
        "sort_by_lable, sort_by_label",
        "keep_firing_for, keepFiringFor"
    })
    void aTypingMistakeFindsTheName(String word, String name) {
        assertThat(NearestName.of(word, NAMES)).isEqualTo(name);
    }

    @Test
    void anotherWordFindsNothing() {
        assertThat(NearestName.of("completely_else", NAMES)).isNull();
        assertThat(NearestName.of("x".repeat(1_000_000), List.of("rate"))).isNull();
    }
}
