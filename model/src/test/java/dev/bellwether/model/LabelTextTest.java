package dev.bellwether.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTextTest {

    @ParameterizedTest
    @CsvSource({
        "up, true, true",
        "_x9, true, true",
        "job:rate5m, true, false",
        "9x, false, false",
        "http.requests, false, false",
        "größe, false, false",
        "'', false, false",
        "a b, false, false"
    })
    void onlyLegacyNamesStandWithoutQuotes(String name, boolean metric, boolean label) {
        assertThat(LabelText.isLegacyMetricName(name)).isEqualTo(metric);
        assertThat(LabelText.isLegacyLabelName(name)).isEqualTo(label);
    }

    @Test
    void quotingEscapesAsGoDoes() {
        assertThat(LabelText.quote("plain ü 漢 😀")).isEqualTo("\"plain ü 漢 😀\"");
        assertThat(LabelText.quote("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
        assertThat(LabelText.quote("\u0007\b\f\n\r\t\u000b")).isEqualTo("\"\\a\\b\\f\\n\\r\\t\\v\"");
        assertThat(LabelText.quote("\0\u001f\u007f")).isEqualTo("\"\\x00\\x1f\\x7f\"");
        assertThat(LabelText.quote("\u0085\u00a0\u2028\ue000")).isEqualTo("\"\\u0085\\u00a0\\u2028\\ue000\"");
        assertThat(LabelText.quote(Character.toString(0xE0001))).isEqualTo("\"\\U000e0001\"");
        assertThat(LabelText.quote("\ud800x")).isEqualTo("\"\\ufffdx\"");
        assertThat(LabelText.quote("a\udcc5z")).isEqualTo("\"a\\xc5z\"");
    }
}
