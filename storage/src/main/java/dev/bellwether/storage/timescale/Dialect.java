package dev.bellwether.storage.timescale;

import java.util.Locale;

/** What the database at hand can do; found at start. */
public enum Dialect {
    /** TimescaleDB 2.29 or newer with the community licence: samples are compressed as they arrive. */
    COLUMNSTORE,

    /** TimescaleDB without the community licence, or older: hypertables of rows, closed hours packed by us. */
    HYPERTABLE,

    /** PostgreSQL 15 or newer without TimescaleDB: native range partitions, closed hours packed by us. */
    PLAIN;

    /** The name in logs, status and folders of migrations. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
