package dev.bellwether.storage.timescale;

class HypertableJobsTest extends JobsContract {
    HypertableJobsTest() {
        super(Dialect.HYPERTABLE);
    }
}
