package dev.bellwether.storage.timescale;

class PlainSeriesReaderTest extends DialectSeriesReaderContract {
    PlainSeriesReaderTest() {
        super(Dialect.PLAIN);
    }
}
