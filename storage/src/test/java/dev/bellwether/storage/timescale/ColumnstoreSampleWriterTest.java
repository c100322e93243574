package dev.bellwether.storage.timescale;

class ColumnstoreSampleWriterTest extends SampleWriterContract {
    ColumnstoreSampleWriterTest() {
        super(Dialect.COLUMNSTORE);
    }
}
