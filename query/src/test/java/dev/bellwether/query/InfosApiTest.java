package dev.bellwether.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.memory.InMemorySeries;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InfosApiTest {
    /** Tells with each cursor which function it was read for. */
    private record Telling(SeriesReader reader) implements SeriesReader {
        @Override
        public SeriesCursor select(Selection selection) {
            SeriesCursor cursor = reader.select(selection);
            return new SeriesCursor() {
                @Override
                public boolean nextSeries() {
                    return cursor.nextSeries();
                }

                @Override
                public Labels labels() {
                    return cursor.labels();
                }

                @Override
                public boolean nextChunk() {
                    return cursor.nextChunk();
                }

                @Override
                public SampleChunk chunk() {
                    return cursor.chunk();
                }

                @Override
                public List<String> infos() {
                    return List.of("PromQL info: read for " + selection.hints().function());
                }

                @Override
                public void close() {
                    cursor.close();
                }
            };
        }

        @Override
        public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return reader.series(matchers, startMillis, endMillis, limit);
        }

        @Override
        public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return reader.labelNames(matchers, startMillis, endMillis, limit);
        }

        @Override
        public List<String> labelValues(
                String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return reader.labelValues(labelName, matchers, startMillis, endMillis, limit);
        }
    }

    @Test
    void whatReadersTellStandsInTheAnswerOnce() {
        try (ApiFixture api = new ApiFixture(QueryConfig.DEFAULT, new Telling(new InMemorySeries()))) {
            assertThat(api.body(
                            "/api/v1/query",
                            "query",
                            "max_over_time(a[1h]) + max_over_time(b[1h]) + min_over_time(c[1h])"))
                    .contains("\"infos\":[\"PromQL info: read for max_over_time\","
                            + "\"PromQL info: read for min_over_time\"]");
            assertThat(api.body("/api/v1/query", "query", "1")).doesNotContain("infos");
        }
    }
}
