package dev.bellwether.storage.timescale;

class ColumnstoreSeriesReaderTest extends DialectSeriesReaderContract {
    ColumnstoreSeriesReaderTest() {
        super(Dialect.COLUMNSTORE);
    }
}
