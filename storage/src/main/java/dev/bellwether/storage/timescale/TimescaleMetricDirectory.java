package dev.bellwether.storage.timescale;

import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.storage.MetricDirectory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the metadata of metrics. */
final class TimescaleMetricDirectory implements MetricDirectory {
    private final Database database;

    TimescaleMetricDirectory(Database database) {
        this.database = database;
    }

    @Override
    public SortedMap<String, MetricMetadata> metadata(String metric) {
        try (Connection connection = database.read();
                PreparedStatement select = connection.prepareStatement("SELECT name, type, unit, help FROM metric"
                        + " JOIN metric_metadata ON metric_id = id WHERE ? = '' OR name = ?")) {
            select.setString(1, metric);
            select.setString(2, metric);
            SortedMap<String, MetricMetadata> metadata = new TreeMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    metadata.put(
                            rows.getString(1),
                            new MetricMetadata(
                                    MetricType.valueOf(rows.getString(2)), rows.getString(3), rows.getString(4)));
                }
            }
            connection.rollback();
            return metadata;
        } catch (SQLException e) {
            throw SqlFailures.translate("reading metadata", e);
        }
    }
}
