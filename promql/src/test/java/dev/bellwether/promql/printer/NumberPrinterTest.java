package dev.bellwether.promql.printer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberPrinterTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "-0.0, -0, -0",
        "1, 1, 1",
        "-1.5, -1.5, -1.5",
        "0.1, 0.1, 0.1",
        "100, 100, 100",
        "1e20, 100000000000000000000, 100000000000000000000",
        "1.5e21, 1500000000000000000000, 1.5e+21",
        "-2e100, -20000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000, -2e+100",
        "0.0001, 0.0001, 0.0001",
        "0.00001, 0.00001, 1e-05",
        "1.25e-7, 0.000000125, 1.25e-07",
        "NaN, NaN, NaN",
        "Infinity, +Inf, +Inf",
        "-Infinity, -Inf, -Inf"
    })
    void numbersAreFormattedAsGoDoes(double value, String plain, String general) {
        assertThat(NumberPrinter.plain(value)).isEqualTo(plain);
        assertThat(NumberPrinter.general(value)).isEqualTo(general);
    }
}
