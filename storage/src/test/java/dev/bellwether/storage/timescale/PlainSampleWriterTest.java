package dev.bellwether.storage.timescale;

class PlainSampleWriterTest extends SampleWriterContract {
    PlainSampleWriterTest() {
        super(Dialect.PLAIN);
    }
}
