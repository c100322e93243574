package dev.bellwether.storage.timescale;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Chunks of TimescaleDB's hypertables: made by TimescaleDB itself as rows arrive. */
final class HypertablePartitions implements Partitions {
    private final StorageConfig config;
    private final Dialect dialect;

    HypertablePartitions(StorageConfig config, Dialect dialect) {
        this.config = config;
        this.dialect = dialect;
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        for (PartitionedTable table : PartitionedTable.all(config, dialect)) {
            if (dialect == Dialect.HYPERTABLE) {
                call(
                        connection,
                        "SELECT create_hypertable(?, by_range(?), create_default_indexes => false,"
                                + " if_not_exists => true)",
                        table.name(),
                        table.timeColumn());
            }
            String options = TableOptions.of(table.name());
            if (!options.isEmpty()) {
                call(connection, "ALTER TABLE " + table.name() + " SET" + options.replace(" WITH", ""));
            }
            call(
                    connection,
                    "SELECT set_chunk_time_interval(?::regclass, make_interval(secs => ?::double precision))",
                    table.name(),
                    String.valueOf(table.width().toSeconds()));
        }
    }

    private static void call(Connection connection, String sql, String... texts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < texts.length; i++) {
                statement.setString(i + 1, texts[i]);
            }
            statement.execute();
        }
    }

    @Override
    public void ensure(PartitionedTable table, long[] timestampMillis) {
        // TimescaleDB makes chunks itself.
    }

    @Override
    public void forget() {
        // Nothing is remembered.
    }

    @Override
    public List<Part> list(Connection connection, PartitionedTable table) throws SQLException {
        List<Part> parts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT format('%I.%I', chunk_schema, chunk_name),"
                + " (extract(epoch FROM range_start) * 1000)::bigint,"
                + " (extract(epoch FROM range_end) * 1000)::bigint"
                + " FROM timescaledb_information.chunks"
                + " WHERE hypertable_schema = current_schema() AND hypertable_name = ?"
                + " ORDER BY range_start")) {
            select.setString(1, table.name());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    parts.add(new Part(rows.getString(1), rows.getLong(2), rows.getLong(3)));
                }
            }
        }
        return parts;
    }

    @Override
    public void drop(Connection connection, PartitionedTable table, Part part) throws SQLException {
        call(
                connection,
                "SELECT drop_chunks(?::regclass, older_than => to_timestamp(?::double precision),"
                        + " newer_than => to_timestamp(?::double precision))",
                table.name(),
                String.valueOf(part.endMillis() / 1_000),
                String.valueOf(part.startMillis() / 1_000));
    }
}
