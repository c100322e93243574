package dev.bellwether.storage.timescale;

/** Storage options of the parts of a table; native partitions do not inherit them. */
final class TableOptions {
    private TableOptions() {}

    /** The {@code WITH} clause, empty where the defaults are right. */
    static String of(String tableName) {
        if (tableName.endsWith("_packed") || tableName.startsWith("packed_")) {
            // Arrays of an hour are smaller than the page's usual threshold for compressing: always compress.
            return " WITH (toast_tuple_target = 128)";
        }
        return "";
    }
}
