package dev.bellwether.storage.timescale;

class ColumnstoreJobsTest extends JobsContract {
    ColumnstoreJobsTest() {
        super(Dialect.COLUMNSTORE);
    }
}
