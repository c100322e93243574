package dev.bellwether.storage.timescale;

import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.storage.AlertLogReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code alert_history} and {@code notification_log}. */
final class TimescaleAlertLogReader implements AlertLogReader {
    private static final String SELECTED =
            " WHERE time >= to_timestamp(? / 1000.0) AND time <= to_timestamp(? / 1000.0)"
                    + " AND (? = '' OR rule_uid = ?) AND (? = '' OR fingerprint = ?) ORDER BY time DESC LIMIT ?";
    private static final String TRANSITIONS = "SELECT time, id, rule_uid, rule_name, expression, labels::text,"
            + " annotations::text, state, value, threshold, active_at, fired_at, ended_at, data_state, reason, shadow"
            + " FROM alert_history" + SELECTED;
    private static final String DECISIONS = "SELECT time, notifier_uid, rule_uid, fingerprint, group_key,"
            + " notification_id, decision, detail FROM notification_log";

    private final Database database;

    TimescaleAlertLogReader(Database database) {
        this.database = database;
    }

    private interface Parameters {
        void set(PreparedStatement select) throws SQLException;
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    @Override
    public List<AlertTransition> transitions(AlertLogSelection selection) {
        return read(TRANSITIONS, select -> set(select, selection), TimescaleAlertLogReader::transition);
    }

    @Override
    public List<NotificationDecision> decisions(AlertLogSelection selection) {
        return read(DECISIONS + SELECTED, select -> set(select, selection), TimescaleAlertLogReader::decision);
    }

    @Override
    public List<NotificationDecision> decisionsOfNotifications(List<String> notificationIds) {
        return read(
                DECISIONS + " WHERE notification_id = ANY (?) ORDER BY time",
                select -> select.setArray(1, select.getConnection().createArrayOf("text", notificationIds.toArray())),
                TimescaleAlertLogReader::decision);
    }

    private <T> List<T> read(String sql, Parameters parameters, Row<T> row) {
        try (Connection connection = database.read();
                PreparedStatement select = connection.prepareStatement(sql)) {
            parameters.set(select);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            connection.rollback();
            return found;
        } catch (SQLException e) {
            throw SqlFailures.translate("reading what became of alerts", e);
        }
    }

    private static void set(PreparedStatement select, AlertLogSelection selection) throws SQLException {
        select.setLong(1, selection.startMillis());
        select.setLong(2, selection.endMillis());
        select.setString(3, selection.ruleUid());
        select.setString(4, selection.ruleUid());
        select.setString(5, selection.fingerprint());
        select.setString(6, selection.fingerprint());
        select.setInt(7, selection.limit());
    }

    private static AlertTransition transition(ResultSet row) throws SQLException {
        double threshold = row.getDouble(10);
        Double known = row.wasNull() ? null : Double.valueOf(threshold);
        Map<String, String> annotations =
                LabelsJson.read(row.getString(7)).build().toMap();
        return new AlertTransition(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                new Alert(
                        LabelsJson.read(row.getString(6)).build(),
                        AlertState.valueOf(row.getString(8)),
                        row.getDouble(9),
                        millis(row.getTimestamp(11)),
                        millis(row.getTimestamp(12)),
                        millis(row.getTimestamp(13)),
                        true),
                annotations,
                known,
                millis(row.getTimestamp(1)),
                DataState.valueOf(row.getString(14)),
                row.getString(15),
                row.getBoolean(16));
    }

    private static NotificationDecision decision(ResultSet row) throws SQLException {
        return new NotificationDecision(
                millis(row.getTimestamp(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                NotificationDecision.Kind.valueOf(row.getString(7)),
                row.getString(8));
    }

    private static long millis(@Nullable Timestamp time) {
        return time == null ? 0 : time.getTime();
    }
}
