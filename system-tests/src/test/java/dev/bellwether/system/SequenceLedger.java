package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Counts in the database what {@link SequenceAgent}s have sent: each sample by itself, so that nothing hides. */
final class SequenceLedger {
    private static final String STORED = """
            SELECT count(*), count(DISTINCT (p.series_id, p.value))
            FROM sample p
            JOIN series s ON s.id = p.series_id
            JOIN metric m ON m.id = s.metric_id
            WHERE m.name = ? AND s.labels ->> 'instance' = ?
            """;
    private static final String MISSING = """
            SELECT n FROM generate_series(1, ?::bigint) n
            EXCEPT
            SELECT p.value::bigint
            FROM sample p
            JOIN series s ON s.id = p.series_id
            JOIN metric m ON m.id = s.metric_id
            WHERE m.name = ? AND s.labels ->> 'instance' = ?
            ORDER BY 1
            LIMIT 20
            """;

    private final ReaderDatabase database;

    /** What is stored of an agent: its samples, and how many differ in series or number. */
    record Stored(long samples, long distinct) {}

    SequenceLedger(ReaderDatabase database) {
        this.database = database;
    }

    Stored stored(SequenceAgent agent) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(STORED)) {
            query.setString(1, SequenceAgent.METRIC);
            query.setString(2, agent.instance());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Stored(row.getLong(1), row.getLong(2));
            }
        }
    }

    /** Waits until everything that agents appended is stored, then makes sure that nothing is stored twice. */
    void requireExactlyOnce(List<SequenceAgent> agents) throws SQLException {
        for (SequenceAgent agent : agents) {
            requireExactlyOnce(agent, agent.appended());
        }
    }

    /**
     * The same for one agent of which some batches were refused.
     *
     * @param batches how many are to be stored, the newest among them
     */
    void requireExactlyOnce(SequenceAgent agent, long batches) throws SQLException {
        long expected = batches * agent.series();
        Waiting.until(
                () -> "all of " + agent.instance() + " is stored: " + describe(agent),
                () -> stored(agent).distinct() >= expected);
        assertThat(stored(agent))
                .as(() -> "samples of " + agent.instance() + ": " + describe(agent))
                .isEqualTo(new Stored(expected, expected));
    }

    private String describe(SequenceAgent agent) {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(MISSING)) {
            query.setLong(1, agent.appended());
            query.setString(2, SequenceAgent.METRIC);
            query.setString(3, agent.instance());
            List<Long> missing = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    missing.add(rows.getLong(1));
                }
            }
            return agent.appended() + " batches of " + agent.series() + " samples appended, " + agent.waiting()
                    + " wait, " + stored(agent) + ", batches not stored (the first 20): " + missing + ", "
                    + agent.senderStatus();
        } catch (SQLException e) {
            return "the database does not answer: " + e.getMessage();
        }
    }
}
