package dev.bellwether.storage.timescale;

class HypertableViewsTest extends ViewsContract {
    HypertableViewsTest() {
        super(Dialect.HYPERTABLE);
    }
}
