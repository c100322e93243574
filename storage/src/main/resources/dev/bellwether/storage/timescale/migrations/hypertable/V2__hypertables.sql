-- TimescaleDB without a columnstore: hypertables of rows, closed hours packed by a job.

CREATE TABLE sample_short (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    value double precision NOT NULL
);
CREATE INDEX sample_short_series_time ON sample_short (series_id, time);

CREATE TABLE histogram_short (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    histogram bytea NOT NULL
);
CREATE INDEX histogram_short_series_time ON histogram_short (series_id, time);

-- The samples of a series within one hour. Times are start + i * step milliseconds, or start + times[i] where they are
-- irregular. Values are (base + offset) / scale where all of them are exactly that, with offsets of two or four bytes,
-- else they stand as they are: one of the three arrays is not null.
CREATE TABLE packed_short (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    start timestamptz NOT NULL,
    base bigint NOT NULL,
    scale double precision NOT NULL,
    step integer NOT NULL,
    times integer[],
    small_offsets smallint[],
    offsets integer[],
    "values" double precision[]
);
ALTER TABLE packed_short
    ALTER COLUMN times SET STORAGE MAIN,
    ALTER COLUMN small_offsets SET STORAGE MAIN,
    ALTER COLUMN offsets SET STORAGE MAIN,
    ALTER COLUMN "values" SET STORAGE MAIN;
CREATE INDEX packed_short_series_start ON packed_short (series_id, start);

CREATE TABLE sample_default (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    value double precision NOT NULL
);
CREATE INDEX sample_default_series_time ON sample_default (series_id, time);

CREATE TABLE histogram_default (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    histogram bytea NOT NULL
);
CREATE INDEX histogram_default_series_time ON histogram_default (series_id, time);

-- The samples of a series within one hour. Times are start + i * step milliseconds, or start + times[i] where they are
-- irregular. Values are (base + offset) / scale where all of them are exactly that, with offsets of two or four bytes,
-- else they stand as they are: one of the three arrays is not null.
CREATE TABLE packed_default (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    start timestamptz NOT NULL,
    base bigint NOT NULL,
    scale double precision NOT NULL,
    step integer NOT NULL,
    times integer[],
    small_offsets smallint[],
    offsets integer[],
    "values" double precision[]
);
ALTER TABLE packed_default
    ALTER COLUMN times SET STORAGE MAIN,
    ALTER COLUMN small_offsets SET STORAGE MAIN,
    ALTER COLUMN offsets SET STORAGE MAIN,
    ALTER COLUMN "values" SET STORAGE MAIN;
CREATE INDEX packed_default_series_start ON packed_default (series_id, start);

CREATE TABLE sample_long (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    value double precision NOT NULL
);
CREATE INDEX sample_long_series_time ON sample_long (series_id, time);

CREATE TABLE histogram_long (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    time timestamptz NOT NULL,
    histogram bytea NOT NULL
);
CREATE INDEX histogram_long_series_time ON histogram_long (series_id, time);

-- The samples of a series within one hour. Times are start + i * step milliseconds, or start + times[i] where they are
-- irregular. Values are (base + offset) / scale where all of them are exactly that, with offsets of two or four bytes,
-- else they stand as they are: one of the three arrays is not null.
CREATE TABLE packed_long (
    metric_id integer NOT NULL,
    series_id bigint NOT NULL,
    start timestamptz NOT NULL,
    base bigint NOT NULL,
    scale double precision NOT NULL,
    step integer NOT NULL,
    times integer[],
    small_offsets smallint[],
    offsets integer[],
    "values" double precision[]
);
ALTER TABLE packed_long
    ALTER COLUMN times SET STORAGE MAIN,
    ALTER COLUMN small_offsets SET STORAGE MAIN,
    ALTER COLUMN offsets SET STORAGE MAIN,
    ALTER COLUMN "values" SET STORAGE MAIN;
CREATE INDEX packed_long_series_start ON packed_long (series_id, start);

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
);
