package dev.bellwether.storage.timescale;

class ColumnstoreRollupReadingTest extends RollupReadingContract {
    ColumnstoreRollupReadingTest() {
        super(Dialect.COLUMNSTORE);
    }
}
