package dev.bellwether.promql.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Go's formatting verbs write. */
class NumberTextTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0.1, 0.1",
        "123456, 123456",
        "1000000, 1e+06",
        "123456789, 1.23456789e+08",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "-2.5e-7, -2.5e-07",
        "1e100, 1e+100",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf",
        "-0.0, -0"
    })
    void shortestIsPercentG(double value, String expected) {
        assertThat(NumberText.shortest(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1e7, 10000000", "0.00001, 0.00001", "1.5, 1.5", "-0.0, -0", "NaN, NaN"})
    void plainHasNoExponent(double value, String expected) {
        assertThat(NumberText.plain(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0", "0, 0.0", "0.5, 0.5", "1e10, 1e+10", "Infinity, +Inf"})
    void openMetricsHasAPointOrAnExponent(double value, String expected) {
        assertThat(NumberText.openMetrics(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.123, 0.12", "2, 2", "12.6, 13", "126, 1.3e+02"})
    void twoDigitsIsPercentPointTwoG(double value, String expected) {
        assertThat(NumberText.twoDigits(value)).isEqualTo(expected);
    }
}
