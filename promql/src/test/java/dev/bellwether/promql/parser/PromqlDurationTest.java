package dev.bellwether.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases after the durations of Prometheus's common library. */
class PromqlDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0s",
        "0s, 0, 0s",
        "0w, 0, 0s",
        "324ms, 324, 324ms",
        "3s, 3000, 3s",
        "5m, 300000, 5m",
        "1h, 3600000, 1h",
        "4d, 345600000, 4d",
        "4d1h, 349200000, 4d1h",
        "14d, 1209600000, 2w",
        "3w, 1814400000, 3w",
        "3w2d1h, 1990800000, 23d1h",
        "10y, 315360000000, 10y",
        "5m30s, 330000, 5m30s",
        "90d, 7776000000, 90d",
        "1y2w3d4h5m6s7ms, 33019506007, 382d4h5m6s7ms",
        "0001m, 60000, 1m",
        "1500ms, 1500, 1s500ms",
        "120m, 7200000, 2h"
    })
    void durationsAreReadAndPrinted(String text, long millis, String canonical) {
        assertThat(PromqlDuration.parse(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(PromqlDuration.print(Duration.ofMillis(millis))).isEqualTo(canonical);
        assertThat(PromqlDuration.parse(canonical)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aNegativeDurationIsPrintedWithASign() {
        assertThat(PromqlDuration.print(Duration.ofSeconds(-90))).isEqualTo("-1m30s");
        assertThat(PromqlDuration.print(Duration.ofNanos(999_999))).isEqualTo("0s");
    }

    @ParameterizedTest
    @CsvSource({
        "1, not a valid duration string: \"1\"",
        "1y1m1d, not a valid duration string: \"1y1m1d\"",
        "-1w, not a valid duration string: \"-1w\"",
        "1.5d, not a valid duration string: \"1.5d\"",
        "d, not a valid duration string: \"d\"",
        "1m1m, not a valid duration string: \"1m1m\"",
        "5 m, not a valid duration string: \"5 m\"",
        "294y, duration out of range",
        "200y10400w, duration out of range",
        "99999999999999999999s, duration out of range",
        "5x, unknown unit \"x\" in duration \"5x\"",
        "'', empty duration string"
    })
    void whatIsNoDurationIsRefused(String text, String message) {
        assertThatThrownBy(() -> PromqlDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
