-- Every float sample. Stale markers are among them.
CREATE VIEW sample AS
SELECT metric_id, series_id, time, value FROM sample_short
UNION ALL
SELECT metric_id, series_id, time, value FROM sample_default
UNION ALL
SELECT metric_id, series_id, time, value FROM sample_long;
