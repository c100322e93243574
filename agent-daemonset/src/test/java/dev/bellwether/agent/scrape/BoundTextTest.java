package dev.bellwether.agent.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTextTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "0, 0.0",
        "-1, -1.0",
        "-0, -0.0",
        "0.5, 0.5",
        "0.50, 0.5",
        "10, 10.0",
        "100000, 100000.0",
        "1000000, 1e+06",
        "123456789, 1.23456789e+08",
        "1e6, 1e+06",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1.25e-7, 1.25e-07",
        "1e100, 1e+100",
        "+Inf, +Inf",
        "Inf, +Inf",
        "-Inf, -Inf",
        "NaN, NaN",
        "many, many",
        "1_0, 1_0",
        "'', ''",
        "--1, --1"
    })
    void aBoundIsWrittenAsOpenMetricsWritesIt(String text, String expected) {
        assertThat(BoundText.normalize(text)).isEqualTo(expected);
    }
}
