package dev.bellwether.storage.timescale;

import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.storage.AlertLogWriter;
import dev.bellwether.storage.PartitionId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code alert_history} and {@code notification_log} over a connection of its own, which it opens when needed. */
final class TimescaleAlertLogWriter implements AlertLogWriter {
    private final Database database;
    private @Nullable Connection open;

    TimescaleAlertLogWriter(Database database) {
        this.database = database;
    }

    @Override
    public long nextOffset(PartitionId partition) {
        return inTransaction("reading the progress of the alert log", connection -> {
            return LogProgress.nextOffset(connection, partition);
        });
    }

    @Override
    public void write(AlertFlush flush) {
        inTransaction("writing the alert log", connection -> {
            writeTransitions(connection, flush.transitions());
            writeDecisions(connection, flush.decisions());
            LogProgress.advance(connection, flush.offsets());
            return 0L;
        });
    }

    private interface Work {
        long run(Connection connection) throws SQLException;
    }

    private long inTransaction(String doing, Work work) {
        boolean done = false;
        try {
            Connection connection = connection();
            long result = work.run(connection);
            connection.commit();
            done = true;
            return result;
        } catch (SQLException e) {
            throw SqlFailures.translate(doing, e);
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = open;
        if (connection == null) {
            connection = database.open("alert-log");
            open = connection;
        }
        return connection;
    }

    private static void writeTransitions(Connection connection, List<AlertTransition> transitions) throws SQLException {
        if (transitions.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO alert_history (time, id, rule_uid,"
                + " rule_name, expression, fingerprint, labels, annotations, state, value, threshold, active_at,"
                + " fired_at, ended_at, data_state, reason, shadow) VALUES (to_timestamp(? / 1000.0), ?, ?, ?, ?, ?,"
                + " ?::jsonb, ?::jsonb, ?, ?, ?, to_timestamp(? / 1000.0), to_timestamp(? / 1000.0),"
                + " to_timestamp(? / 1000.0), ?, ?, ?)")) {
            for (AlertTransition transition : transitions) {
                Alert alert = transition.alert();
                insert.setLong(1, transition.evaluatedAtMillis());
                insert.setString(2, LabelsJson.storable(transition.id()));
                insert.setString(3, LabelsJson.storable(transition.ruleUid()));
                insert.setString(4, LabelsJson.storable(transition.ruleName()));
                insert.setString(5, LabelsJson.storable(transition.expression()));
                insert.setString(6, LabelsJson.storable(transition.fingerprint()));
                insert.setString(7, LabelsJson.write(alert.labels().toMap()));
                insert.setString(8, LabelsJson.write(transition.annotations()));
                insert.setString(9, alert.state().name());
                insert.setDouble(10, alert.value());
                Double threshold = transition.threshold();
                if (threshold == null) {
                    insert.setNull(11, Types.DOUBLE);
                } else {
                    insert.setDouble(11, threshold);
                }
                insert.setLong(12, alert.activeAtMillis());
                time(insert, 13, alert.firedAtMillis());
                time(insert, 14, alert.endedAtMillis());
                insert.setString(15, transition.data().name());
                insert.setString(16, LabelsJson.storable(transition.reason()));
                insert.setBoolean(17, transition.shadow());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void time(PreparedStatement insert, int index, long millis) throws SQLException {
        if (millis == 0) {
            insert.setNull(index, Types.BIGINT);
        } else {
            insert.setLong(index, millis);
        }
    }

    private static void writeDecisions(Connection connection, List<NotificationDecision> decisions)
            throws SQLException {
        if (decisions.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO notification_log (time, notifier_uid,"
                + " rule_uid, fingerprint, group_key, notification_id, decision, detail)"
                + " VALUES (to_timestamp(? / 1000.0), ?, ?, ?, ?, ?, ?, ?)")) {
            for (NotificationDecision decision : decisions) {
                insert.setLong(1, decision.atMillis());
                insert.setString(2, LabelsJson.storable(decision.notifierUid()));
                insert.setString(3, LabelsJson.storable(decision.ruleUid()));
                insert.setString(4, LabelsJson.storable(decision.fingerprint()));
                insert.setString(5, LabelsJson.storable(decision.groupKey()));
                insert.setString(6, LabelsJson.storable(decision.notificationId()));
                insert.setString(7, decision.kind().name());
                insert.setString(8, LabelsJson.storable(decision.detail()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public void close() {
        Connection connection = open;
        open = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // It is broken: nothing is left to close.
            }
        }
    }
}
