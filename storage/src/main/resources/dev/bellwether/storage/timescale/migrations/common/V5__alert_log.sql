-- What became of alerts: one row for each time that one began to fire or resolved.
CREATE TABLE alert_history (
    time timestamptz NOT NULL,
    id text NOT NULL,
    rule_uid text NOT NULL,
    rule_name text NOT NULL,
    expression text NOT NULL,
    fingerprint text NOT NULL,
    labels jsonb NOT NULL,
    annotations jsonb NOT NULL,
    state text NOT NULL,
    value double precision NOT NULL,
    threshold double precision,
    active_at timestamptz NOT NULL,
    fired_at timestamptz,
    ended_at timestamptz,
    data_state text NOT NULL,
    reason text NOT NULL,
    shadow boolean NOT NULL
);
CREATE INDEX alert_history_time ON alert_history (time);
CREATE INDEX alert_history_alert ON alert_history (fingerprint, time);
CREATE INDEX alert_history_rule ON alert_history (rule_uid, time);

-- Why somebody was, or was not, told of an alert. Rows about a whole group have neither rule nor fingerprint.
CREATE TABLE notification_log (
    time timestamptz NOT NULL,
    notifier_uid text NOT NULL,
    rule_uid text NOT NULL,
    fingerprint text NOT NULL,
    group_key text NOT NULL,
    notification_id text NOT NULL,
    decision text NOT NULL,
    detail text NOT NULL
);
CREATE INDEX notification_log_time ON notification_log (time);
CREATE INDEX notification_log_alert ON notification_log (fingerprint, time);
CREATE INDEX notification_log_notification ON notification_log (notification_id);
