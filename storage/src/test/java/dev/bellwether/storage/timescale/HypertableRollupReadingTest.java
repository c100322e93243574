package dev.bellwether.storage.timescale;

class HypertableRollupReadingTest extends RollupReadingContract {
    HypertableRollupReadingTest() {
        super(Dialect.HYPERTABLE);
    }
}
