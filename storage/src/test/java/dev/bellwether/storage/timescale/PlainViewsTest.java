package dev.bellwether.storage.timescale;

class PlainViewsTest extends ViewsContract {
    PlainViewsTest() {
        super(Dialect.PLAIN);
    }
}
