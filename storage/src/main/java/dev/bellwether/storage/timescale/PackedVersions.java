package dev.bellwether.storage.timescale;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Which version of its packed rows an hour has, so that readers may keep what they have read. Whoever adds or drops packed
 * rows says so here, in the same transaction. Versions are drawn at random: none comes twice, also after a restore.
 */
final class PackedVersions {
    private PackedVersions() {}

    /** The packed rows of these hours change. */
    static void renew(Connection connection, RetentionClass retentionClass, List<Long> hours) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement("INSERT INTO packed_hour (retention_class, hour, version)"
                        + " SELECT ?, to_timestamp(h / 1000.0), gen_random_uuid() FROM unnest(?) h"
                        + " ON CONFLICT (retention_class, hour) DO UPDATE SET version = excluded.version")) {
            upsert.setString(1, retentionClass.label());
            upsert.setArray(2, connection.createArrayOf("int8", hours.toArray()));
            upsert.executeUpdate();
        }
    }

    /** The packed rows of these hours are dropped. */
    static void remove(Connection connection, RetentionClass retentionClass, long startMillis, long endMillis)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM packed_hour WHERE retention_class = ?"
                + " AND hour >= to_timestamp(? / 1000.0) AND hour < to_timestamp(? / 1000.0)")) {
            delete.setString(1, retentionClass.label());
            delete.setLong(2, startMillis);
            delete.setLong(3, endMillis);
            delete.executeUpdate();
        }
    }

    /** The end of a query for versions; takes the first and the last time, both included, as parameters. */
    static String within(RetentionClass retentionClass) {
        return " FROM packed_hour v WHERE v.retention_class = '" + retentionClass.label()
                + "' AND v.hour >= to_timestamp(? / 1000.0) AND v.hour <= to_timestamp(? / 1000.0)";
    }
}
