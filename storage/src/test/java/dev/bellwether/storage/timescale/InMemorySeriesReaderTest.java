package dev.bellwether.storage.timescale;

import dev.bellwether.model.read.SeriesReader;
import java.util.List;

class InMemorySeriesReaderTest extends SeriesReaderContract {
    private final InMemorySeriesReader reader = new InMemorySeriesReader();

    @Override
    SeriesReader reader() {
        return reader;
    }

    @Override
    void write(List<StoredSample> samples) {
        reader.write(samples);
    }
}
