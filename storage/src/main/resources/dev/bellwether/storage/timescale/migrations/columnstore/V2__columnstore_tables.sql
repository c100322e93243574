-- TimescaleDB 2.29 or newer, community licence: samples are compressed as they arrive. No segmentby: measured with
-- thousands of metrics, segments make many small batches. client_sorted stays off: with it, overlapping flushes come
-- back out of order.

CREATE TABLE sample_short (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    value double precision NOT NULL
) WITH (
    tsdb.hypertable,
    tsdb.partition_column = 'time',
    tsdb.create_default_indexes = false,
    tsdb.segmentby = '',
    tsdb.orderby = 'metric_id, series_id, time',
    tsdb.direct_compress
);

CREATE TABLE histogram_short (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    histogram bytea NOT NULL
) WITH (
    tsdb.hypertable,
    tsdb.partition_column = 'time',
    tsdb.create_default_indexes = false,
    tsdb.segmentby = '',
    tsdb.orderby = 'metric_id, series_id, time'
);
CREATE INDEX histogram_short_series_time ON histogram_short (series_id, time);

CREATE TABLE sample_default (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    value double precision NOT NULL
) WITH (
    tsdb.hypertable,
    tsdb.partition_column = 'time',
    tsdb.create_default_indexes = false,
    tsdb.segmentby = '',
    tsdb.orderby = 'metric_id, series_id, time',
    tsdb.direct_compress
);

CREATE TABLE histogram_default (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    histogram bytea NOT NULL
) WITH (
    tsdb.hypertable,
    tsdb.partition_column = 'time',
    tsdb.create_default_indexes = false,
    tsdb.segmentby = '',
    tsdb.orderby = 'metric_id, series_id, time'
);
CREATE INDEX histogram_default_series_time ON histogram_default (series_id, time);

CREATE TABLE sample_long (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    value double precision NOT NULL
) WITH (
    tsdb.hypertable,
    tsdb.partition_column = 'time',
    tsdb.create_default_indexes = false,
    tsdb.segmentby = '',
    tsdb.orderby = 'metric_id, series_id, time',
    tsdb.direct_compress
);

CREATE TABLE histogram_long (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    histogram bytea NOT NULL
) WITH (
    tsdb.hypertable,
    tsdb.partition_column = 'time',
    tsdb.create_default_indexes = false,
    tsdb.segmentby = '',
    tsdb.orderby = 'metric_id, series_id, time'
);
CREATE INDEX histogram_long_series_time ON histogram_long (series_id, time);

-- Rollups of five minutes, an hour of a series in one row: slots are the buckets that have samples, 0 to 11. increase is
-- null where the metric is no counter. Read them through the view rollup_5m.
CREATE TABLE rollup_5m_packed (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    bucket timestamptz NOT NULL,
    slots smallint[] NOT NULL,
    minimum double precision[] NOT NULL,
    maximum double precision[] NOT NULL,
    sum double precision[] NOT NULL,
    count integer[] NOT NULL,
    first double precision[] NOT NULL,
    last double precision[] NOT NULL,
    increase double precision[],
    PRIMARY KEY (series_id, bucket)
) WITH (
    tsdb.hypertable,
    tsdb.partition_column = 'bucket',
    tsdb.create_default_indexes = false,
    tsdb.columnstore = false
);
ALTER TABLE rollup_5m_packed
    ALTER COLUMN slots SET STORAGE MAIN,
    ALTER COLUMN minimum SET STORAGE MAIN,
    ALTER COLUMN maximum SET STORAGE MAIN,
    ALTER COLUMN sum SET STORAGE MAIN,
    ALTER COLUMN count SET STORAGE MAIN,
    ALTER COLUMN first SET STORAGE MAIN,
    ALTER COLUMN last SET STORAGE MAIN,
    ALTER COLUMN increase SET STORAGE MAIN;

-- Buckets of an hour. increase is null where the metric is no counter.
CREATE TABLE rollup_1h (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    bucket timestamptz NOT NULL,
    minimum double precision NOT NULL,
    maximum double precision NOT NULL,
    sum double precision NOT NULL,
    count bigint NOT NULL,
    first double precision NOT NULL,
    last double precision NOT NULL,
    increase double precision,
    PRIMARY KEY (series_id, bucket)
) WITH (
    tsdb.hypertable,
    tsdb.partition_column = 'bucket',
    tsdb.create_default_indexes = false,
    tsdb.segmentby = '',
    tsdb.orderby = 'series_id, bucket'
);
