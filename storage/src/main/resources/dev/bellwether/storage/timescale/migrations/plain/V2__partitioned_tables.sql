-- PostgreSQL without TimescaleDB: native range partitions, made by the writer before they are needed.

CREATE TABLE sample_short (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    value double precision NOT NULL
) PARTITION BY RANGE (time);
CREATE INDEX sample_short_series_time ON sample_short (series_id, time);

CREATE TABLE histogram_short (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    histogram bytea NOT NULL
) PARTITION BY RANGE (time);
CREATE INDEX histogram_short_series_time ON histogram_short (series_id, time);

CREATE TABLE packed_short (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    start timestamptz NOT NULL,
    step integer NOT NULL,
    times integer[],
    "values" double precision[] NOT NULL
) PARTITION BY RANGE (start);
CREATE INDEX packed_short_series_start ON packed_short (series_id, start);

CREATE TABLE sample_default (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    value double precision NOT NULL
) PARTITION BY RANGE (time);
CREATE INDEX sample_default_series_time ON sample_default (series_id, time);

CREATE TABLE histogram_default (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    histogram bytea NOT NULL
) PARTITION BY RANGE (time);
CREATE INDEX histogram_default_series_time ON histogram_default (series_id, time);

CREATE TABLE packed_default (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    start timestamptz NOT NULL,
    step integer NOT NULL,
    times integer[],
    "values" double precision[] NOT NULL
) PARTITION BY RANGE (start);
CREATE INDEX packed_default_series_start ON packed_default (series_id, start);

CREATE TABLE sample_long (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    value double precision NOT NULL
) PARTITION BY RANGE (time);
CREATE INDEX sample_long_series_time ON sample_long (series_id, time);

CREATE TABLE histogram_long (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    histogram bytea NOT NULL
) PARTITION BY RANGE (time);
CREATE INDEX histogram_long_series_time ON histogram_long (series_id, time);

CREATE TABLE packed_long (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    start timestamptz NOT NULL,
    step integer NOT NULL,
    times integer[],
    "values" double precision[] NOT NULL
) PARTITION BY RANGE (start);
CREATE INDEX packed_long_series_start ON packed_long (series_id, start);

-- Buckets of five minutes. increase is null where the metric is no counter.
CREATE TABLE rollup_5m (
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
) PARTITION BY RANGE (bucket);

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
) PARTITION BY RANGE (bucket);
