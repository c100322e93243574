package dev.bellwether.storage.timescale;

import dev.bellwether.model.read.SeriesReader;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The contract against one dialect, each test in a fresh database. */
abstract class DialectSeriesReaderContract extends SeriesReaderContract {
    private final Dialect dialect;
    private @Nullable TestStorage storage;

    DialectSeriesReaderContract(Dialect dialect) {
        this.dialect = dialect;
    }

    TestStorage storage() {
        if (storage == null) {
            storage = new TestStorage(dialect);
        }
        return Objects.requireNonNull(storage);
    }

    @AfterEach
    void close() {
        if (storage != null) {
            storage.close();
        }
    }

    @Override
    SeriesReader reader() {
        return storage().reader();
    }

    @Override
    void write(List<StoredSample> samples) {
        storage().write(samples);
    }
}
