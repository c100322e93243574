package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.storage.Flush;
import dev.bellwether.storage.HistogramSample;
import dev.bellwether.storage.SampleColumns;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.SeriesId;
import dev.bellwether.storage.SeriesIdentity;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Storage in a fresh database of a test server, with short ways to write and look. */
final class TestStorage implements AutoCloseable {
    private final TestServer server;
    private final String url;
    private final TimescaleStorage storage;
    private final MutableClock clock = new MutableClock();
    private final SampleWriter writer;

    TestStorage(Dialect dialect) {
        this(dialect, UnaryOperator.identity());
    }

    TestStorage(Dialect dialect, UnaryOperator<StorageConfig> settings) {
        server = TestServer.of(dialect);
        url = server.freshDatabase();
        storage = TimescaleStorage.open(settings.apply(config(url)), clock);
        writer = storage.newWriter();
    }

    static StorageConfig config(String url) {
        return StorageConfig.of(url, "postgres", () -> "postgres");
    }

    String url() {
        return url;
    }

    TimescaleStorage storage() {
        return storage;
    }

    MutableClock clock() {
        return clock;
    }

    SampleWriter writer() {
        return writer;
    }

    SeriesReader reader() {
        return storage.reader("");
    }

    void write(List<StoredSample> samples) {
        writer.write(flush(writer, samples));
    }

    /** A flush of these samples alone, its series resolved. */
    static Flush flush(SampleWriter writer, List<StoredSample> samples) {
        List<Labels> labels =
                samples.stream().map(StoredSample::labels).distinct().toList();
        List<SeriesId> ids = writer.resolve(labels.stream()
                .map(each -> new SeriesIdentity("", each, MetricMetadata.UNKNOWN))
                .toList());
        SampleColumns columns = new SampleColumns(samples.size());
        List<HistogramSample> histograms = new ArrayList<>();
        for (StoredSample sample : samples) {
            SeriesId id = ids.get(labels.indexOf(sample.labels()));
            if (sample.histogram() == null) {
                columns.add(id, sample.timestampMillis(), sample.value());
            } else {
                histograms.add(new HistogramSample(id, sample.timestampMillis(), sample.histogram()));
            }
        }
        return new Flush(columns, histograms, Map.of(), List.of(), List.of());
    }

    /** Runs a statement as the owner of the schema. */
    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The rows of a query, each column as text. */
    List<List<@Nullable String>> query(String sql) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<@Nullable String>> found = new ArrayList<>();
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                found.add(row);
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The number that a query of one row and column gives. */
    long count(String sql) {
        return Long.parseLong(String.valueOf(query(sql).getFirst().getFirst()));
    }

    @Override
    public void close() {
        writer.close();
        storage.close();
        server.drop(url);
    }
}
