package dev.bellwether.agent.scrape.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.agent.scrape.GoldenFiles;
import dev.bellwether.agent.scrape.exposition.ExpositionException;
import dev.bellwether.agent.scrape.exposition.ExpositionParser;
import dev.bellwether.agent.scrape.exposition.ExpositionParser.Entry;
import dev.bellwether.model.MetricMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextExpositionGoldenTest {

    static List<Path> scenarios() throws IOException {
        return GoldenFiles.scenarios("dev/bellwether/agent/scrape/text");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theSamplesOrTheErrorOfAnExpositionAreAsExpected(Path scenario) throws IOException {
        boolean openMetrics = Files.exists(scenario.resolve("in.om"));
        TextDialect dialect = openMetrics ? TextDialect.OPEN_METRICS : TextDialect.PROMETHEUS;
        byte[] exposition = Files.readAllBytes(scenario.resolve(openMetrics ? "in.om" : "in.prom"));
        TextExpositionParser parser = new TextExpositionParser(dialect);

        String first = listing(parser, new ByteArrayInputStream(exposition));
        String byByte = listing(parser, new OneByteAtATime(exposition));

        GoldenFiles.assertOutput(scenario, first);
        assertThat(byByte).isEqualTo(first);
    }

    private static String listing(ExpositionParser parser, InputStream stream) throws IOException {
        StringBuilder listing = new StringBuilder();
        parser.begin(stream);
        try {
            while (parser.next() != Entry.END) {
                listing.append(parser.labels()).append(' ').append(parser.value());
                if (parser.hasTimestamp()) {
                    listing.append(" @").append(parser.timestampMillis());
                }
                MetricMetadata metadata = parser.family().metadata();
                listing.append(" <- ")
                        .append(parser.family().name())
                        .append(' ')
                        .append(metadata.type());
                if (!metadata.unit().isEmpty()) {
                    listing.append(" in ").append(metadata.unit());
                }
                listing.append(": ").append(metadata.help().replace("\n", "⏎")).append('\n');
            }
        } catch (ExpositionException e) {
            listing.append("error: ").append(e.getMessage()).append('\n');
        }
        return listing.toString();
    }

    private static final class OneByteAtATime extends InputStream {
        private final byte[] bytes;
        private int position;

        OneByteAtATime(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return position < bytes.length ? bytes[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int next = read();
            if (next < 0) {
                return -1;
            }
            target[offset] = (byte) next;
            return 1;
        }
    }
}
