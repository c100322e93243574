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
import java.util.StringJoiner;

/** Offsets of the log, marks of senders and identities of requests: what is written beside the samples. */
final class LogProgress {
    private static final String[] SENDER_TYPES = {
        "text", "int4", "text", "text", "int8", "int8", "text", "text", "int8", "int8"
    };

    private static final String[] REQUEST_TYPES = {"text", "text", "text", "int4", "int8"};

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
        List<SenderKey> keys = new ArrayList<>(senders.keySet());
        keys.sort(Comparator.comparing(SenderKey::tenant)
                .thenComparing(SenderKey::agentId)
                .thenComparingLong(SenderKey::incarnation));
        Object[][] columns = new Object[SENDER_TYPES.length][keys.size()];
        for (int row = 0; row < keys.size(); row++) {
            SenderKey key = keys.get(row);
            SenderProgress progress = java.util.Objects.requireNonNull(senders.get(key));
            columns[0][row] = progress.partition().topicId();
            columns[1][row] = progress.partition().partition();
            columns[2][row] = key.tenant();
            columns[3][row] = key.agentId();
            columns[4][row] = key.incarnation();
            columns[5][row] = progress.marks().contiguous();
            columns[6][row] = pairs(progress.marks());
            columns[7][row] = LabelsJson.write(progress.targetLabels());
            columns[8][row] = progress.newestSampleMillis();
            columns[9][row] = progress.receivedAtMillis();
        }
        // One statement for all of them: a thousand senders are a thousand executions less on either side.
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO sender_mark AS s (topic_id, partition,"
                + " tenant, agent_id, incarnation, contiguous, above, target_labels, newest_sample, received_at)"
                + " SELECT topic_id, partition, tenant, agent_id, incarnation, contiguous, above::bigint[],"
                + " target_labels::jsonb, to_timestamp(newest / 1000.0), to_timestamp(received / 1000.0)"
                + " FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) n (topic_id, partition, tenant, agent_id, incarnation,"
                + " contiguous, above, target_labels, newest, received)"
                + " ON CONFLICT (topic_id, partition, tenant, agent_id, incarnation) DO UPDATE SET"
                + " contiguous = excluded.contiguous, above = excluded.above,"
                + " target_labels = excluded.target_labels,"
                + " newest_sample = greatest(s.newest_sample, excluded.newest_sample),"
                + " received_at = greatest(s.received_at, excluded.received_at)")) {
            for (int column = 0; column < SENDER_TYPES.length; column++) {
                upsert.setArray(column + 1, connection.createArrayOf(SENDER_TYPES[column], columns[column]));
            }
            upsert.executeUpdate();
        }
    }

    /** The ranges of some marks as the text of an array. */
    private static String pairs(SequenceMarks marks) {
        StringJoiner pairs = new StringJoiner(",", "{", "}");
        for (SequenceRange range : marks.above()) {
            pairs.add(String.valueOf(range.first()));
            pairs.add(String.valueOf(range.last()));
        }
        return pairs.toString();
    }

    static void writeRequests(Connection connection, List<RequestIdentity> requests) throws SQLException {
        if (requests.isEmpty()) {
            return;
        }
        List<RequestIdentity> sorted = new ArrayList<>(requests);
        sorted.sort(Comparator.comparing(RequestIdentity::tenant).thenComparing(RequestIdentity::identity));
        Object[][] columns = new Object[REQUEST_TYPES.length][sorted.size()];
        for (int row = 0; row < sorted.size(); row++) {
            RequestIdentity request = sorted.get(row);
            columns[0][row] = request.tenant();
            columns[1][row] = request.identity();
            columns[2][row] = request.partition().topicId();
            columns[3][row] = request.partition().partition();
            columns[4][row] = request.receivedAtMillis();
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO request_identity"
                + " (tenant, identity, topic_id, partition, received_at)"
                + " SELECT tenant, identity, topic_id, partition, to_timestamp(received / 1000.0)"
                + " FROM unnest(?, ?, ?, ?, ?) n (tenant, identity, topic_id, partition, received)"
                + " ON CONFLICT DO NOTHING")) {
            for (int column = 0; column < REQUEST_TYPES.length; column++) {
                insert.setArray(column + 1, connection.createArrayOf(REQUEST_TYPES[column], columns[column]));
            }
            insert.executeUpdate();
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
