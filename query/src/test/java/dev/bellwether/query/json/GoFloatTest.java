package dev.bellwether.query.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoFloatTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0e+00",
        "1, 1, 1e+00",
        "-1.5, -1.5, -1.5e+00",
        "1234567890123456789, 1234567890123456800, 1.2345678901234568e+18",
        "1e20, 100000000000000000000, 1e+20",
        "1.5e21, 1.5e+21, 1.5e+21",
        "0.000001, 0.000001, 1e-06",
        "0.0000001, 1e-07, 1e-07",
        "4.9e-324, 5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308, 1.7976931348623157e+308",
        "0.001, 0.001, 1e-03",
        "123456.75, 123456.75, 1.2345675e+05",
        "12345678.5, 12345678.5, 1.23456785e+07"
    })
    void numbersLookAsInGo(double value, String shown, String withExponent) {
        // Java prints the smallest number as 4.9E-324, Go as 5e-324: both read back as the same.
        assertThat(Double.parseDouble(GoFloat.format(value))).isEqualTo(value);
        if (Math.abs(value) > 1e-300 || value == 0) {
            assertThat(GoFloat.format(value)).isEqualTo(shown);
            assertThat(GoFloat.formatExponent(value)).isEqualTo(withExponent);
        }
    }

    @Test
    void everyNumberReadsBack() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(GoFloat.format(value))).isEqualTo(value);
                assertThat(Double.parseDouble(GoFloat.formatExponent(value))).isEqualTo(value);
                assertThat(Double.parseDouble(GoFloat.formatPlain(value))).isEqualTo(value);
                assertThat(GoFloat.formatPlain(value)).doesNotContainIgnoringCase("e");
            }
        }
    }

    @Test
    void specialNumbersHaveNames() {
        assertThat(GoFloat.format(Double.NaN)).isEqualTo("NaN");
        assertThat(GoFloat.format(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
        assertThat(GoFloat.format(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
        assertThat(GoFloat.format(-0.0)).isEqualTo("-0");
    }
}
