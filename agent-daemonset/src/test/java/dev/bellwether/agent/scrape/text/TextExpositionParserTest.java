package dev.bellwether.agent.scrape.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.agent.scrape.exposition.ExpositionException;
import dev.bellwether.agent.scrape.exposition.ExpositionParser.Entry;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextExpositionParserTest {

    @Test
    void equalSeriesHaveEqualKeysFromPassToPass() throws IOException {
        // given
        TextExpositionParser parser = new TextExpositionParser(TextDialect.PROMETHEUS);
        begin(parser, "first{a=\"b\"} 1\n");
        parser.next();
        byte[] key = parser.seriesKey().toBytes();

        // when
        begin(parser, "other 1\n  first{a=\"b\"}   2 1000\n");
        parser.next();
        parser.next();

        // then
        assertThat(parser.seriesKey().contentEquals(key)).isTrue();
        assertThat(parser.value()).isEqualTo(2);
    }

    @Test
    void metadataStaysTheSameObjectWhileNothingOfItChanges() throws IOException {
        // given
        TextExpositionParser parser = new TextExpositionParser(TextDialect.PROMETHEUS);
        MetricMetadata before = metadata(parser, "# HELP a An a.\n# TYPE a gauge\na 1\n");

        // when
        MetricMetadata same = metadata(parser, "# HELP a An a.\n# TYPE a gauge\na 2\n");
        MetricMetadata changed = metadata(parser, "# HELP a Another a.\n# TYPE a gauge\na 2\n");

        // then
        assertThat(same).isSameAs(before);
        assertThat(changed).isEqualTo(new MetricMetadata(MetricType.GAUGE, "", "Another a."));
    }

    @Test
    void aFamilyThatOnePassDoesNotNameIsForgotten() throws IOException {
        // given
        TextExpositionParser parser = new TextExpositionParser(TextDialect.PROMETHEUS);
        metadata(parser, "# TYPE a gauge\na 1\n");
        metadata(parser, "b 1\n");

        // when
        MetricMetadata metadata = metadata(parser, "a 1\n");

        // then
        assertThat(metadata).isEqualTo(MetricMetadata.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1",
                "+1",
                "0.1",
                "1e3",
                "1E-3",
                "123456789012345",
                "1234567890123456789",
                "0.30000000000000004",
                "5e-324",
                "1.7976931348623157e308",
                "2.2250738585072014e-308",
                "9007199254740993",
                "1.",
                ".5",
                "1e23",
                "8.988465674311580e307",
                "00000000000000000000001",
                "0.000000000000000000000000000001"
            })
    void numbersAreReadWithCorrectRounding(String number) throws IOException {
        assertThat(Double.doubleToRawLongBits(value(number)))
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(number)));
    }

    @Test
    void randomNumbersAreReadAsTheJdkReadsThem() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            double expected = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(expected)) {
                assertThat(value(Double.toString(expected))).isEqualTo(expected);
                assertThat(value(Float.toString((float) random.nextInt(1_000_000) / 1_000)))
                        .isNotNaN();
            }
        }
    }

    @Test
    void infinitiesAndNotANumberAreReadInAnyCase() throws IOException {
        assertThat(value("+Inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value("inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value("-INFINITY")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(value("nan")).isNaN();
        assertThat(value("-NaN")).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0x10", "1_000", "1e", "e5", "--1", "1.2.3", "1f", "1d", "1e999", ".", "+", "infin", "1e5x"})
    void whatIsNoNumberIsRefusedWithItsLine(String number) {
        assertThatThrownBy(() -> value(number))
                .isInstanceOf(ExpositionException.class)
                .hasMessage("line 2: expected a number as the value of \"a\", found \"" + number + "\"");
    }

    @Test
    void aLineBeyondTheLongestIsRefused() {
        // given
        String line = "a{b=\"" + "x".repeat(LineReader.MAX_LINE_BYTES) + "\"} 1\n";

        // when, then
        assertThatThrownBy(() -> {
                    TextExpositionParser parser = new TextExpositionParser(TextDialect.PROMETHEUS);
                    begin(parser, line);
                    parser.next();
                })
                .hasMessage("line 1: the line is longer than 1048576 bytes, which is the most allowed");
    }

    @Test
    void linesLongerThanTheBufferAreReadWhole() throws IOException {
        // given
        String value = "x".repeat(100_000);
        TextExpositionParser parser = new TextExpositionParser(TextDialect.PROMETHEUS);

        // when
        begin(parser, "a 1\na{b=\"" + value + "\"} 2\na{c=\"" + value + "\"} 3\n");
        parser.next();
        parser.next();
        parser.next();

        // then
        assertThat(parser.labelPairs()).containsExactly("c", value);
        assertThat(parser.value()).isEqualTo(3);
        assertThat(parser.next()).isEqualTo(Entry.END);
    }

    @Test
    void damagedExpositionsGiveSamplesOrErrorsAndNothingElse() throws IOException {
        // given
        byte[] whole = ("# HELP a An \\\\ a.\n# TYPE a histogram\na_bucket{le=\"0.5\",x=\"\\\"\"} 1 1000\n"
                        + "{\"ü.x\",\"l m\"=\"v\"} -3.5e7 # {t=\"1\"} 1 2\n# UNIT a s\n# EOF\n")
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(7);

        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            TextExpositionParser parser =
                    new TextExpositionParser(random.nextBoolean() ? TextDialect.PROMETHEUS : TextDialect.OPEN_METRICS);

            // when
            parser.begin(new ByteArrayInputStream(damaged, 0, random.nextInt(damaged.length + 1)));
            int samples = 0;
            try {
                while (parser.next() != Entry.END) {
                    parser.labels();
                    parser.family();
                    samples++;
                }
            } catch (ExpositionException e) {
                assertThat(e).hasMessageStartingWith("line ");
            }

            // then
            assertThat(samples).isBetween(0, 10);
        }
    }

    private static double value(String number) throws IOException {
        TextExpositionParser parser = new TextExpositionParser(TextDialect.PROMETHEUS);
        begin(parser, "# a comment\na " + number + "\n");
        parser.next();
        return parser.value();
    }

    private static MetricMetadata metadata(TextExpositionParser parser, String exposition) throws IOException {
        begin(parser, exposition);
        parser.next();
        MetricMetadata metadata = parser.family().metadata();
        parser.next();
        return metadata;
    }

    private static void begin(TextExpositionParser parser, String exposition) {
        parser.begin(new ByteArrayInputStream(exposition.getBytes(StandardCharsets.UTF_8)));
    }
}
