package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.storage.RejectedSampleException;
import dev.bellwether.storage.SeriesId;
import dev.bellwether.storage.SeriesIdentity;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Finds and creates metrics and series.
 *
 * <p>Rows are inserted in the order of their keys, so that writers that create the same ones wait for each other and
 * never lock crosswise. Not safe for use by many threads; every method leaves committing to the caller.
 */
final class SeriesRegistry {
    private final List<RetentionRule> rules;
    private final Map<String, Integer> metricIds = new HashMap<>();
    private final Map<Integer, RetentionClass> classes = new HashMap<>();
    private final Map<Integer, MetricMetadata> metadata = new HashMap<>();

    SeriesRegistry(List<RetentionRule> rules) {
        this.rules = rules;
    }

    private record SeriesHash(int metricId, String tenant, UUID labelsHash) implements Comparable<SeriesHash> {
        @Override
        public int compareTo(SeriesHash other) {
            int order = Integer.compare(metricId, other.metricId);
            order = order == 0 ? tenant.compareTo(other.tenant) : order;
            return order == 0 ? labelsHash.compareTo(other.labelsHash) : order;
        }
    }

    List<SeriesId> resolve(Connection connection, List<SeriesIdentity> wanted) throws SQLException {
        wanted.forEach(SeriesRegistry::requireStorable);
        resolveMetrics(connection, wanted);
        updateMetadata(connection, wanted);
        List<SeriesHash> hashes = new ArrayList<>(wanted.size());
        TreeMap<SeriesHash, Labels> missing = new TreeMap<>();
        for (SeriesIdentity series : wanted) {
            Labels labels = series.labels().without(Labels.METRIC_NAME);
            SeriesHash hash =
                    new SeriesHash(metricId(series.labels().metricName()), series.tenant(), LabelsJson.hash(labels));
            hashes.add(hash);
            missing.put(hash, labels);
        }
        Map<SeriesHash, Long> found = HashMap.newHashMap(missing.size());
        select(connection, missing, found);
        missing.keySet().removeAll(found.keySet());
        if (!missing.isEmpty()) {
            insert(connection, missing, found);
            missing.keySet().removeAll(found.keySet());
        }
        if (!missing.isEmpty()) {
            // Another writer created them between our two looks; it has committed by now.
            select(connection, missing, found);
        }
        List<SeriesId> ids = new ArrayList<>(hashes.size());
        for (SeriesHash hash : hashes) {
            Long id = found.get(hash);
            if (id == null) {
                throw new IllegalStateException("series " + hash + " was neither found nor created");
            }
            ids.add(new SeriesId(hash.metricId(), id));
        }
        return ids;
    }

    /** The class of a metric by its id; null where there is no such metric. */
    Map<Integer, RetentionClass> classes(Connection connection, Set<Integer> ids) throws SQLException {
        Set<Integer> unknown = new TreeSet<>(ids);
        unknown.removeAll(classes.keySet());
        if (!unknown.isEmpty()) {
            Array array = connection.createArrayOf("int4", unknown.toArray());
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT id, retention_class FROM metric WHERE id = ANY (?)")) {
                select.setArray(1, array);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        classes.put(rows.getInt(1), RetentionClass.of(rows.getString(2)));
                    }
                }
            }
        }
        return classes;
    }

    private static void requireStorable(SeriesIdentity series) {
        boolean storable = LabelsJson.isStorable(series.tenant());
        for (int i = 0; storable && i < series.labels().size(); i++) {
            storable = LabelsJson.isStorable(series.labels().name(i))
                    && LabelsJson.isStorable(series.labels().value(i));
        }
        if (!storable) {
            throw new RejectedSampleException(
                    "series " + series.labels() + " has a NUL character or half a surrogate pair in its labels");
        }
    }

    private int metricId(String name) {
        Integer id = metricIds.get(name);
        if (id == null) {
            throw new IllegalStateException("metric " + name + " was neither found nor created");
        }
        return id;
    }

    private void resolveMetrics(Connection connection, List<SeriesIdentity> wanted) throws SQLException {
        TreeSet<String> missing = new TreeSet<>();
        for (SeriesIdentity series : wanted) {
            String name = series.labels().metricName();
            if (!metricIds.containsKey(name)) {
                missing.add(name);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        selectMetrics(connection, missing);
        missing.removeAll(metricIds.keySet());
        if (missing.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>(missing);
        List<String> labels = new ArrayList<>(names.size());
        for (String name : names) {
            labels.add(classOf(name).label());
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO metric (name, retention_class) SELECT * FROM unnest(?, ?) ON CONFLICT DO NOTHING")) {
            insert.setArray(1, connection.createArrayOf("text", names.toArray()));
            insert.setArray(2, connection.createArrayOf("text", labels.toArray()));
            insert.executeUpdate();
        }
        selectMetrics(connection, missing);
    }

    private RetentionClass classOf(String metricName) {
        for (RetentionRule rule : rules) {
            if (rule.matches(metricName)) {
                return rule.retentionClass();
            }
        }
        return RetentionClass.DEFAULT;
    }

    private void selectMetrics(Connection connection, Collection<String> names) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, name, retention_class FROM metric WHERE name = ANY (?)")) {
            select.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    metricIds.put(rows.getString(2), rows.getInt(1));
                    classes.put(rows.getInt(1), RetentionClass.of(rows.getString(3)));
                }
            }
        }
    }

    /** What is known replaces what is not, and the newest replaces what differs. */
    private void updateMetadata(Connection connection, List<SeriesIdentity> wanted) throws SQLException {
        TreeMap<Integer, MetricMetadata> changed = new TreeMap<>();
        for (SeriesIdentity series : wanted) {
            MetricMetadata now = series.metadata();
            int id = metricId(series.labels().metricName());
            if (!now.equals(MetricMetadata.UNKNOWN) && !now.equals(metadata.get(id))) {
                changed.put(id, now);
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        List<Object[]> columns = new ArrayList<>();
        changed.forEach((id, now) -> {
            columns.add(new Object[] {id, now.type().name(), storable(now.unit()), storable(now.help())});
        });
        try (PreparedStatement upsert =
                connection.prepareStatement("INSERT INTO metric_metadata AS m (metric_id, type, unit, help)"
                        + " SELECT * FROM unnest(?, ?, ?, ?) ON CONFLICT (metric_id) DO UPDATE SET"
                        + " type = CASE WHEN excluded.type = '" + MetricType.UNKNOWN + "' THEN m.type"
                        + " ELSE excluded.type END,"
                        + " unit = coalesce(nullif(excluded.unit, ''), m.unit),"
                        + " help = coalesce(nullif(excluded.help, ''), m.help)"
                        + " WHERE (m.type, m.unit, m.help) IS DISTINCT FROM"
                        + " (excluded.type, excluded.unit, excluded.help)")) {
            String[] sqlTypes = {"int4", "text", "text", "text"};
            for (int column = 0; column < sqlTypes.length; column++) {
                int index = column;
                upsert.setArray(
                        column + 1,
                        connection.createArrayOf(
                                sqlTypes[column],
                                columns.stream().map(row -> row[index]).toArray()));
            }
            upsert.executeUpdate();
        }
        metadata.putAll(changed);
    }

    private static String storable(String text) {
        return LabelsJson.isStorable(text) ? text : "";
    }

    private static void select(Connection connection, Map<SeriesHash, Labels> wanted, Map<SeriesHash, Long> found)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT s.id, s.metric_id, s.tenant, s.labels_hash FROM series s"
                        + " JOIN unnest(?, ?, ?) w (metric_id, tenant, labels_hash)"
                        + " USING (metric_id, tenant, labels_hash)")) {
            setKeys(connection, select, wanted.keySet());
            read(select, found);
        }
    }

    private static void insert(Connection connection, TreeMap<SeriesHash, Labels> missing, Map<SeriesHash, Long> found)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO series (metric_id, tenant, labels_hash, labels)"
                        + " SELECT metric_id, tenant, labels_hash, labels::jsonb"
                        + " FROM unnest(?, ?, ?, ?) n (metric_id, tenant, labels_hash, labels)"
                        + " ON CONFLICT DO NOTHING RETURNING id, metric_id, tenant, labels_hash")) {
            setKeys(connection, insert, missing.keySet());
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "text",
                            missing.values().stream().map(LabelsJson::write).toArray()));
            read(insert, found);
        }
    }

    private static void setKeys(Connection connection, PreparedStatement statement, Collection<SeriesHash> keys)
            throws SQLException {
        statement.setArray(
                1,
                connection.createArrayOf(
                        "int4", keys.stream().map(SeriesHash::metricId).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "text", keys.stream().map(SeriesHash::tenant).toArray()));
        statement.setArray(
                3,
                connection.createArrayOf(
                        "uuid", keys.stream().map(SeriesHash::labelsHash).toArray()));
    }

    private static void read(PreparedStatement statement, Map<SeriesHash, Long> found) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.put(
                        new SeriesHash(rows.getInt(2), rows.getString(3), rows.getObject(4, UUID.class)),
                        rows.getLong(1));
            }
        }
    }

    /** Forgets what was cached of a transaction that did not commit. */
    void forget() {
        metricIds.clear();
        classes.clear();
        metadata.clear();
    }
}
