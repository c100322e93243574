package dev.bellwether.storage.timescale;

class HypertableSampleWriterTest extends SampleWriterContract {
    HypertableSampleWriterTest() {
        super(Dialect.HYPERTABLE);
    }
}
