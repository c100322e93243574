package dev.bellwether.storage.timescale;

class ColumnstoreViewsTest extends ViewsContract {
    ColumnstoreViewsTest() {
        super(Dialect.COLUMNSTORE);
    }
}
