package dev.bellwether.storage.timescale;

class PlainJobsTest extends JobsContract {
    PlainJobsTest() {
        super(Dialect.PLAIN);
    }
}
