package dev.bellwether.storage.timescale;

class HypertableSeriesReaderTest extends DialectSeriesReaderContract {
    HypertableSeriesReaderTest() {
        super(Dialect.HYPERTABLE);
    }
}
