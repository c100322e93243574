-- Every float sample. Stale markers are among them.
CREATE VIEW sample AS
SELECT metric_id, series_id, time, value FROM sample_short
UNION ALL
SELECT metric_id, series_id, time, value FROM sample_default
UNION ALL
SELECT metric_id, series_id, time, value FROM sample_long;

-- The newest day of it: what the views for people show sample by sample.
CREATE VIEW recent_sample AS
SELECT metric_id, series_id, time, value FROM sample_short WHERE time > now() - interval '1 day'
UNION ALL
SELECT metric_id, series_id, time, value FROM sample_default WHERE time > now() - interval '1 day'
UNION ALL
SELECT metric_id, series_id, time, value FROM sample_long WHERE time > now() - interval '1 day';
