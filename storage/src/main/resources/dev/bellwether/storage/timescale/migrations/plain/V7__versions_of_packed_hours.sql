-- Which version of its packed rows an hour has: drawn anew in each transaction that adds packed rows to the hour, gone
-- when they are dropped. An hour without a row here has no packed rows.
CREATE TABLE packed_hour (
    retention_class text NOT NULL,
    hour timestamptz NOT NULL,
    version uuid NOT NULL,
    PRIMARY KEY (retention_class, hour)
);

INSERT INTO packed_hour (retention_class, hour, version)
SELECT 'short', hour, gen_random_uuid() FROM (SELECT DISTINCT date_trunc('hour', start, 'UTC') AS hour FROM packed_short) h
UNION ALL
SELECT 'default', hour, gen_random_uuid() FROM (SELECT DISTINCT date_trunc('hour', start, 'UTC') AS hour FROM packed_default) h
UNION ALL
SELECT 'long', hour, gen_random_uuid() FROM (SELECT DISTINCT date_trunc('hour', start, 'UTC') AS hour FROM packed_long) h;
