-- Names of metrics. A metric's retention class is fixed when it is first seen.
CREATE TABLE metric (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    retention_class text NOT NULL CHECK (retention_class IN ('short', 'default', 'long'))
);

CREATE TABLE metric_metadata (
    metric_id integer PRIMARY KEY REFERENCES metric,
    type text NOT NULL,
    unit text NOT NULL,
    help text NOT NULL
);

-- A series is its metric, its tenant and its other labels. Ids are never reused.
-- created_in lets a reader fetch what is new since it last looked, whatever the order of commits.
CREATE TABLE series (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    metric_id integer NOT NULL REFERENCES metric,
    tenant text NOT NULL,
    labels_hash uuid NOT NULL,
    labels jsonb NOT NULL,
    created_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    UNIQUE (metric_id, tenant, labels_hash)
);
CREATE INDEX series_created_in ON series (created_in);
CREATE INDEX series_labels ON series USING gin (labels jsonb_path_ops);

-- When a series has samples, rounded outwards, so that it is written rarely: it may have none at the edges.
CREATE TABLE series_activity (
    series_id bigint PRIMARY KEY REFERENCES series,
    first_time timestamptz NOT NULL,
    last_time timestamptz NOT NULL,
    changed_in xid8 NOT NULL DEFAULT pg_current_xact_id()
) WITH (fillfactor = 70);
CREATE INDEX series_activity_changed_in ON series_activity (changed_in);

-- The first offset of the log not yet written, by partition; moved on in the transaction of the samples.
CREATE TABLE log_position (
    topic_id text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    PRIMARY KEY (topic_id, partition)
);

-- Which batches of a sender's life are in: all up to contiguous, and pairs (first, last) above it.
CREATE TABLE sender_mark (
    topic_id text NOT NULL,
    partition integer NOT NULL,
    tenant text NOT NULL,
    agent_id text NOT NULL,
    incarnation bigint NOT NULL,
    contiguous bigint NOT NULL,
    above bigint[] NOT NULL,
    target_labels jsonb NOT NULL,
    newest_sample timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (topic_id, partition, tenant, agent_id, incarnation)
);
CREATE INDEX sender_mark_agent ON sender_mark (tenant, agent_id);

-- Requests without sequence numbers, remembered to find repeats.
CREATE TABLE request_identity (
    tenant text NOT NULL,
    identity text NOT NULL,
    topic_id text NOT NULL,
    partition integer NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, identity)
);
CREATE INDEX request_identity_received_at ON request_identity (received_at);

-- Hours whose rollups are out of date. The same hour may stand here many times: writers never wait for each other, the
-- job that recomputes an hour removes all its marks.
CREATE TABLE dirty_bucket (
    metric_id integer NOT NULL,
    bucket timestamptz NOT NULL
);
CREATE INDEX dirty_bucket_bucket ON dirty_bucket (bucket);

-- What was found when the schema was made.
CREATE TABLE storage_setting (
    name text PRIMARY KEY,
    value text NOT NULL
);
