-- Every float sample, as a row or in a packed hour. Stale markers are among them; a sample that came twice may
-- stand here twice.
CREATE VIEW sample AS
SELECT metric_id, series_id, time, value FROM sample_short
UNION ALL
SELECT metric_id, series_id, time, value FROM sample_default
UNION ALL
SELECT metric_id, series_id, time, value FROM sample_long
UNION ALL
SELECT
    p.metric_id,
    p.series_id,
    p.start + coalesce(p.times[v.number], (v.number - 1) * p.step) * interval '1 millisecond',
    v.value
FROM packed_short p
CROSS JOIN LATERAL unnest(p."values") WITH ORDINALITY v (value, number)
UNION ALL
SELECT
    p.metric_id,
    p.series_id,
    p.start + coalesce(p.times[v.number], (v.number - 1) * p.step) * interval '1 millisecond',
    v.value
FROM packed_default p
CROSS JOIN LATERAL unnest(p."values") WITH ORDINALITY v (value, number)
UNION ALL
SELECT
    p.metric_id,
    p.series_id,
    p.start + coalesce(p.times[v.number], (v.number - 1) * p.step) * interval '1 millisecond',
    v.value
FROM packed_long p
CROSS JOIN LATERAL unnest(p."values") WITH ORDINALITY v (value, number);

-- The newest day of it: what the views for people show sample by sample.
CREATE VIEW recent_sample AS
SELECT metric_id, series_id, time, value FROM sample_short WHERE time > now() - interval '1 day'
UNION ALL
SELECT metric_id, series_id, time, value FROM sample_default WHERE time > now() - interval '1 day'
UNION ALL
SELECT metric_id, series_id, time, value FROM sample_long WHERE time > now() - interval '1 day'
UNION ALL
SELECT u.metric_id, u.series_id, u.time, u.value
FROM (
    SELECT
        p.metric_id,
        p.series_id,
        p.start + coalesce(p.times[v.number], (v.number - 1) * p.step) * interval '1 millisecond' AS time,
        v.value
    FROM packed_short p
    CROSS JOIN LATERAL unnest(p."values") WITH ORDINALITY v (value, number)
    WHERE p.start > now() - interval '25 hours'
) u
WHERE u.time > now() - interval '1 day'
UNION ALL
SELECT u.metric_id, u.series_id, u.time, u.value
FROM (
    SELECT
        p.metric_id,
        p.series_id,
        p.start + coalesce(p.times[v.number], (v.number - 1) * p.step) * interval '1 millisecond' AS time,
        v.value
    FROM packed_default p
    CROSS JOIN LATERAL unnest(p."values") WITH ORDINALITY v (value, number)
    WHERE p.start > now() - interval '25 hours'
) u
WHERE u.time > now() - interval '1 day'
UNION ALL
SELECT u.metric_id, u.series_id, u.time, u.value
FROM (
    SELECT
        p.metric_id,
        p.series_id,
        p.start + coalesce(p.times[v.number], (v.number - 1) * p.step) * interval '1 millisecond' AS time,
        v.value
    FROM packed_long p
    CROSS JOIN LATERAL unnest(p."values") WITH ORDINALITY v (value, number)
    WHERE p.start > now() - interval '25 hours'
) u
WHERE u.time > now() - interval '1 day';
