package dev.bellwether.agent.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueKindTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1ms, 1",
        "15s, 15000",
        "1m, 60000",
        "2h, 7200000",
        "1d, 86400000",
        "1w, 604800000",
        "1y, 31536000000",
        "1h30m, 5400000",
        "1m500ms, 60500",
        "1y2w3d4h5m6s7ms, 33019506007"
    })
    void durationsAreReadAsPrometheusWritesThem(String text, long millis) {
        assertThat(ValueKind.duration(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "s", "-1s", "1.5s", "1m1h", "1s1s", "1S", "1 s", "99999999999999999y", "9999999999y"})
    void otherDurationsAreRefused(String text) {
        assertThat(ValueKind.duration(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "100, 100",
        "100B, 100",
        "1K, 1024",
        "1KB, 1024",
        "1KiB, 1024",
        "8MiB, 8388608",
        "8 MB, 8388608",
        "1GiB, 1073741824",
        "2TB, 2199023255552"
    })
    void sizesCountIn1024s(String text, long bytes) {
        assertThat(ValueKind.BYTES.reader().apply(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1", "1.5MiB", "1kb", "1Kib", "999999999999999TiB"})
    void otherSizesAreRefused(String text) {
        assertThat(ValueKind.BYTES.reader().apply(text)).isEmpty();
    }

    @Test
    void theAllowedRangeIsNamedInTheLargestFittingUnit() {
        assertThat(ValueKind.bytes(1L << 20, 1536L << 20).allowed())
                .isEqualTo("a size from 1MiB to 1536MiB such as 8MiB");
    }
}
