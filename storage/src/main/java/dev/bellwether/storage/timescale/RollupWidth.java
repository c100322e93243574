package dev.bellwether.storage.timescale;

/** The two widths of rollups. Both are recomputed by the hour. */
enum RollupWidth {
    FIVE_MINUTES("rollup_5m_packed"),
    HOUR("rollup_1h");

    private final String table;

    RollupWidth(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }
}
