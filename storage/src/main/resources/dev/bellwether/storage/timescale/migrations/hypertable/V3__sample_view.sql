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
