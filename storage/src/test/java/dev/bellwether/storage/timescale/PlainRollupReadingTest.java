package dev.bellwether.storage.timescale;

class PlainRollupReadingTest extends RollupReadingContract {
    PlainRollupReadingTest() {
        super(Dialect.PLAIN);
    }
}
