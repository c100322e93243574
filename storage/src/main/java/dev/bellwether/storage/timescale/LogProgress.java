package dev.bellwether.storage.timescale;

import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.storage.Flush;
import dev.bellwether.storage.Flush.OffsetAdvance;
import dev.bellwether.storage.Flush.RequestIdentity;
import dev.bellwether.storage.Flush.SenderProgress;
import dev.bellwether.storage.OffsetConflictException;
import dev.bellwether.storage.PartitionId;
import dev.bellwether.storage.PartitionProgress;
import dev.bellwether.storage.SenderKey;
import dev.bellwether.storage.SequenceMarks;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Offsets of the log, marks of senders and identities of requests: what is written beside the samples. */
final class LogProgress {
    private LogProgress() {}

    /** The first offset of a partition that is not written; −1 where nothing ever was. */
    static long nextOffset(Connection connection, PartitionId partition) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT next_offset FROM log_position WHERE topic_id = ? AND partition = ?")) {
            select.setString(1, partition.topicId());
            select.setInt(2, partition.partition());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : -1;
            }
        }
    }

    static PartitionProgress read(Connection connection, PartitionId partition) throws SQLException {
        long nextOffset = nextOffset(connection, partition);
        Map<SenderKey, SequenceMarks> senders = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT tenant, agent_id, incarnation, contiguous, above"
                        + " FROM sender_mark WHERE topic_id = ? AND partition = ?")) {
            select.setString(1, partition.topicId());
            select.setInt(2, partition.partition());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    senders.put(
                            new SenderKey(rows.getString(1), rows.getString(2), rows.getLong(3)),
                            new SequenceMarks(rows.getLong(4), ranges(rows.getArray(5))));
                }
            }
        }
        return new PartitionProgress(nextOffset, senders);
    }

    private static List<SequenceRange> ranges(Array array) throws SQLException {
        Long[] pairs = (Long[]) array.getArray();
        List<SequenceRange> ranges = new ArrayList<>(pairs.length / 2);
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            ranges.add(new SequenceRange(pairs[i], pairs[i + 1]));
        }
        return ranges;
    }

    static Set<String> knownRequests(Connection connection, String tenant, Collection<String> identities)
            throws SQLException {
        Set<String> known = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT identity FROM request_identity WHERE tenant = ? AND identity = ANY (?)")) {
            select.setString(1, tenant);
            select.setArray(2, connection.createArrayOf("text", identities.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
            }
        }
        return known;
    }

    static void writeSenders(Connection connection, Map<SenderKey, SenderProgress> senders) throws SQLException {
        if (senders.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO sender_mark AS s (topic_id, partition,"
                + " tenant, agent_id, incarnation, contiguous, above, target_labels, newest_sample, received_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, to_timestamp(? / 1000.0), to_timestamp(? / 1000.0))"
                + " ON CONFLICT (topic_id, partition, tenant, agent_id, incarnation) DO UPDATE SET"
                + " contiguous = excluded.contiguous, above = excluded.above,"
                + " target_labels = excluded.target_labels,"
                + " newest_sample = greatest(s.newest_sample, excluded.newest_sample),"
                + " received_at = greatest(s.received_at, excluded.received_at)")) {
            List<SenderKey> keys = new ArrayList<>(senders.keySet());
            keys.sort(Comparator.comparing(SenderKey::tenant)
                    .thenComparing(SenderKey::agentId)
                    .thenComparingLong(SenderKey::incarnation));
            for (SenderKey key : keys) {
                SenderProgress progress = java.util.Objects.requireNonNull(senders.get(key));
                upsert.setString(1, progress.partition().topicId());
                upsert.setInt(2, progress.partition().partition());
                upsert.setString(3, key.tenant());
                upsert.setString(4, key.agentId());
                upsert.setLong(5, key.incarnation());
                upsert.setLong(6, progress.marks().contiguous());
                upsert.setArray(7, connection.createArrayOf("int8", pairs(progress.marks())));
                upsert.setString(8, LabelsJson.write(progress.targetLabels()));
                upsert.setLong(9, progress.newestSampleMillis());
                upsert.setLong(10, progress.receivedAtMillis());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static Object[] pairs(SequenceMarks marks) {
        Object[] pairs = new Object[2 * marks.above().size()];
        int next = 0;
        for (SequenceRange range : marks.above()) {
            pairs[next++] = range.first();
            pairs[next++] = range.last();
        }
        return pairs;
    }

    static void writeRequests(Connection connection, List<RequestIdentity> requests) throws SQLException {
        if (requests.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO request_identity"
                + " (tenant, identity, topic_id, partition, received_at)"
                + " VALUES (?, ?, ?, ?, to_timestamp(? / 1000.0)) ON CONFLICT DO NOTHING")) {
            List<RequestIdentity> sorted = new ArrayList<>(requests);
            sorted.sort(Comparator.comparing(RequestIdentity::tenant).thenComparing(RequestIdentity::identity));
            for (RequestIdentity request : sorted) {
                insert.setString(1, request.tenant());
                insert.setString(2, request.identity());
                insert.setString(3, request.partition().topicId());
                insert.setInt(4, request.partition().partition());
                insert.setLong(5, request.receivedAtMillis());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Moves the offsets on; the last statements of a flush.
     *
     * @throws OffsetConflictException where one is not what was expected
     */
    static void advance(Connection connection, List<OffsetAdvance> offsets) throws SQLException {
        List<OffsetAdvance> sorted = new ArrayList<>(offsets);
        sorted.sort(Comparator.comparing(
                        (OffsetAdvance advance) -> advance.partition().topicId())
                .thenComparingInt(advance -> advance.partition().partition()));
        for (Flush.OffsetAdvance advance : sorted) {
            if (advanceOne(connection, advance) != 1) {
                throw new OffsetConflictException(
                        "partition " + advance.partition().partition() + " of topic "
                                + advance.partition().topicId() + " is no longer at offset " + advance.expectedOffset()
                                + ": another writer went on with it");
            }
        }
    }

    private static int advanceOne(Connection connection, OffsetAdvance advance) throws SQLException {
        boolean first = advance.expectedOffset() < 0;
        String sql = first
                ? "INSERT INTO log_position (next_offset, topic_id, partition) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
                : "UPDATE log_position SET next_offset = ? WHERE topic_id = ? AND partition = ? AND next_offset = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, advance.nextOffset());
            statement.setString(2, advance.partition().topicId());
            statement.setInt(3, advance.partition().partition());
            if (!first) {
                statement.setLong(4, advance.expectedOffset());
            }
            return statement.executeUpdate();
        }
    }
}
