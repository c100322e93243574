-- Views for people who write SQL. The newest day is shown sample by sample, the days before up to a week by rollups of
-- five minutes, everything older by rollups of an hour; the column resolution says which. A question about one agent or
-- a span of time reads little more than it needs. Stale markers are skipped.

-- Rollups of five minutes, a row each.
CREATE VIEW rollup_5m AS
SELECT
    r.metric_id,
    r.series_id,
    r.bucket + b.slot * interval '5 minutes' AS bucket,
    b.minimum,
    b.maximum,
    b.sum,
    b.count,
    b.first,
    b.last,
    b.increase
FROM rollup_5m_packed r
CROSS JOIN LATERAL unnest(r.slots, r.minimum, r.maximum, r.sum, r.count, r.first, r.last, r.increase)
    b (slot, minimum, maximum, sum, count, first, last, increase);

-- A stored point of a series: its value (the mean of a rollup's bucket) and, for a counter, its increase per second.
CREATE VIEW metric_point AS
SELECT
    r.time,
    interval '0' AS resolution,
    r.tenant,
    r.agent,
    r.metric,
    r.labels,
    r.value,
    CASE
        WHEN r.value < r.previous_value THEN r.value
        ELSE r.value - r.previous_value
    END / nullif(extract(epoch FROM r.time - r.previous_time), 0)::double precision AS rate
FROM (
    SELECT
        p.time,
        s.tenant,
        s.labels ->> 'instance' AS agent,
        m.name AS metric,
        s.labels,
        p.value,
        p.previous_value,
        p.previous_time
    FROM metric m
    JOIN series s ON s.metric_id = m.id
    -- Series by series: only those asked for are unpacked, and each is sorted by itself.
    CROSS JOIN LATERAL (
        SELECT
            time,
            value,
            lag(value) OVER in_order AS previous_value,
            lag(time) OVER in_order AS previous_time
        FROM recent_sample
        WHERE series_id = s.id AND metric_id = s.metric_id AND value <> 'NaN'
        WINDOW in_order AS (ORDER BY time)
    ) p
) r
UNION ALL
SELECT p.bucket, interval '5 minutes', s.tenant, s.labels ->> 'instance', m.name, s.labels, p.sum / p.count,
    p.increase / 300
FROM metric m
JOIN series s ON s.metric_id = m.id
JOIN (
    SELECT r.series_id, r.bucket AS hour, r.bucket + b.slot * interval '5 minutes' AS bucket, b.sum, b.count, b.increase
    FROM rollup_5m_packed r
    CROSS JOIN LATERAL unnest(r.slots, r.sum, r.count, r.increase) b (slot, sum, count, increase)
) p ON p.series_id = s.id
WHERE p.hour <= now() - interval '1 day' AND p.bucket <= now() - interval '1 day'
    AND p.hour > now() - interval '7 days'
UNION ALL
SELECT p.bucket, interval '1 hour', s.tenant, s.labels ->> 'instance', m.name, s.labels, p.sum / p.count,
    p.increase / 3600
FROM metric m
JOIN series s ON s.metric_id = m.id
JOIN rollup_1h p ON p.series_id = s.id
WHERE p.bucket <= now() - interval '7 days';
COMMENT ON VIEW metric_point IS
    'Points of every series with value and increase per second: the newest day as sampled, then rollups';

-- The loads may be sampled at other times than the processors: each row shows the newest ones up to its time.
CREATE VIEW cpu_metrics AS
SELECT
    time,
    tenant,
    agent,
    100 * (1 - idle / nullif(total, 0)) AS use_percent,
    100 * user_mode / nullif(total, 0) AS user_percent,
    100 * system_mode / nullif(total, 0) AS system_percent,
    100 * iowait / nullif(total, 0) AS iowait_percent,
    100 * steal / nullif(total, 0) AS steal_percent,
    cores,
    load1,
    load5,
    load15,
    resolution
FROM (
    SELECT
        time,
        resolution,
        tenant,
        agent,
        idle,
        user_mode,
        system_mode,
        iowait,
        steal,
        total,
        cores,
        max(load1) OVER load AS load1,
        max(load5) OVER load AS load5,
        max(load15) OVER load AS load15
    FROM (
        SELECT *, count(load1) OVER (PARTITION BY tenant, agent ORDER BY time) AS loads
        FROM (
            SELECT
                time,
                resolution,
                tenant,
                agent,
                sum(cpu) FILTER (WHERE mode = 'idle') AS idle,
                sum(cpu) FILTER (WHERE mode IN ('user', 'nice')) AS user_mode,
                sum(cpu) FILTER (WHERE mode IN ('system', 'irq', 'softirq')) AS system_mode,
                sum(cpu) FILTER (WHERE mode = 'iowait') AS iowait,
                sum(cpu) FILTER (WHERE mode = 'steal') AS steal,
                sum(cpu) AS total,
                nullif(count(*) FILTER (WHERE mode = 'idle'), 0) AS cores,
                max(value) FILTER (WHERE metric = 'node_load1') AS load1,
                max(value) FILTER (WHERE metric = 'node_load5') AS load5,
                max(value) FILTER (WHERE metric = 'node_load15') AS load15
            FROM (
                SELECT
                    time,
                    resolution,
                    tenant,
                    agent,
                    metric,
                    labels ->> 'mode' AS mode,
                    value,
                    CASE WHEN metric = 'node_cpu_seconds_total' THEN rate END AS cpu
                FROM metric_point
                WHERE metric IN ('node_cpu_seconds_total', 'node_load1', 'node_load5', 'node_load15')
            ) point
            GROUP BY time, resolution, tenant, agent
        ) at_time
    ) counted
    WINDOW load AS (PARTITION BY tenant, agent, loads)
) filled
WHERE cores IS NOT NULL;
COMMENT ON VIEW cpu_metrics IS
    'Processors: use in percent since the sample before, loads, number of cores; the first sample has no use yet';

CREATE VIEW memory_metrics AS
SELECT
    time,
    tenant,
    agent,
    total_bytes,
    total_bytes - available_bytes AS used_bytes,
    100 * (1 - available_bytes / nullif(total_bytes, 0)) AS used_percent,
    available_bytes,
    free_bytes,
    cached_bytes,
    buffers_bytes,
    swap_total_bytes,
    swap_total_bytes - swap_free_bytes AS swap_used_bytes,
    resolution
FROM (
    SELECT
        time,
        resolution,
        tenant,
        agent,
        max(value) FILTER (WHERE metric = 'node_memory_MemTotal_bytes') AS total_bytes,
        max(value) FILTER (WHERE metric = 'node_memory_MemAvailable_bytes') AS available_bytes,
        max(value) FILTER (WHERE metric = 'node_memory_MemFree_bytes') AS free_bytes,
        max(value) FILTER (WHERE metric = 'node_memory_Cached_bytes') AS cached_bytes,
        max(value) FILTER (WHERE metric = 'node_memory_Buffers_bytes') AS buffers_bytes,
        max(value) FILTER (WHERE metric = 'node_memory_SwapTotal_bytes') AS swap_total_bytes,
        max(value) FILTER (WHERE metric = 'node_memory_SwapFree_bytes') AS swap_free_bytes
    FROM metric_point
    WHERE metric IN (
        'node_memory_MemTotal_bytes',
        'node_memory_MemAvailable_bytes',
        'node_memory_MemFree_bytes',
        'node_memory_Cached_bytes',
        'node_memory_Buffers_bytes',
        'node_memory_SwapTotal_bytes',
        'node_memory_SwapFree_bytes'
    )
    GROUP BY time, resolution, tenant, agent
) at_time;
COMMENT ON VIEW memory_metrics IS 'Memory and swap in bytes';

CREATE VIEW disk_metrics AS
SELECT
    time,
    tenant,
    agent,
    device,
    mountpoint,
    file_system,
    size_bytes,
    size_bytes - free_bytes AS used_bytes,
    available_bytes,
    100 * (size_bytes - free_bytes) / nullif(size_bytes - free_bytes + available_bytes, 0) AS used_percent,
    inodes,
    inodes - inodes_free AS inodes_used,
    100 * (1 - inodes_free / nullif(inodes, 0)) AS inodes_used_percent,
    read_only = 1 AS read_only,
    resolution
FROM (
    SELECT
        time,
        resolution,
        tenant,
        agent,
        labels ->> 'device' AS device,
        labels ->> 'mountpoint' AS mountpoint,
        labels ->> 'fstype' AS file_system,
        max(value) FILTER (WHERE metric = 'node_filesystem_size_bytes') AS size_bytes,
        max(value) FILTER (WHERE metric = 'node_filesystem_free_bytes') AS free_bytes,
        max(value) FILTER (WHERE metric = 'node_filesystem_avail_bytes') AS available_bytes,
        max(value) FILTER (WHERE metric = 'node_filesystem_files') AS inodes,
        max(value) FILTER (WHERE metric = 'node_filesystem_files_free') AS inodes_free,
        max(value) FILTER (WHERE metric = 'node_filesystem_readonly') AS read_only
    FROM metric_point
    WHERE metric IN (
        'node_filesystem_size_bytes',
        'node_filesystem_free_bytes',
        'node_filesystem_avail_bytes',
        'node_filesystem_files',
        'node_filesystem_files_free',
        'node_filesystem_readonly'
    )
    GROUP BY time, resolution, tenant, agent, device, mountpoint, file_system
) at_time;
COMMENT ON VIEW disk_metrics IS 'File systems: bytes and inodes; use in percent of what users may fill, as df counts';

CREATE VIEW network_metrics AS
SELECT
    time,
    tenant,
    agent,
    device,
    receive_bytes_per_second,
    receive_packets_per_second,
    receive_errors_per_second,
    receive_drops_per_second,
    transmit_bytes_per_second,
    transmit_packets_per_second,
    transmit_errors_per_second,
    transmit_drops_per_second,
    receive_bytes_total,
    receive_packets_total,
    receive_errors_total,
    receive_drops_total,
    transmit_bytes_total,
    transmit_packets_total,
    transmit_errors_total,
    transmit_drops_total,
    resolution
FROM (
    SELECT
        time,
        resolution,
        tenant,
        agent,
        labels ->> 'device' AS device,
        max(rate) FILTER (WHERE metric = 'node_network_receive_bytes_total') AS receive_bytes_per_second,
        max(rate) FILTER (WHERE metric = 'node_network_receive_packets_total') AS receive_packets_per_second,
        max(rate) FILTER (WHERE metric = 'node_network_receive_errs_total') AS receive_errors_per_second,
        max(rate) FILTER (WHERE metric = 'node_network_receive_drop_total') AS receive_drops_per_second,
        max(rate) FILTER (WHERE metric = 'node_network_transmit_bytes_total') AS transmit_bytes_per_second,
        max(rate) FILTER (WHERE metric = 'node_network_transmit_packets_total') AS transmit_packets_per_second,
        max(rate) FILTER (WHERE metric = 'node_network_transmit_errs_total') AS transmit_errors_per_second,
        max(rate) FILTER (WHERE metric = 'node_network_transmit_drop_total') AS transmit_drops_per_second,
        max(value) FILTER (WHERE metric = 'node_network_receive_bytes_total') AS receive_bytes_total,
        max(value) FILTER (WHERE metric = 'node_network_receive_packets_total') AS receive_packets_total,
        max(value) FILTER (WHERE metric = 'node_network_receive_errs_total') AS receive_errors_total,
        max(value) FILTER (WHERE metric = 'node_network_receive_drop_total') AS receive_drops_total,
        max(value) FILTER (WHERE metric = 'node_network_transmit_bytes_total') AS transmit_bytes_total,
        max(value) FILTER (WHERE metric = 'node_network_transmit_packets_total') AS transmit_packets_total,
        max(value) FILTER (WHERE metric = 'node_network_transmit_errs_total') AS transmit_errors_total,
        max(value) FILTER (WHERE metric = 'node_network_transmit_drop_total') AS transmit_drops_total
    FROM metric_point
    WHERE metric IN (
        'node_network_receive_bytes_total',
        'node_network_receive_packets_total',
        'node_network_receive_errs_total',
        'node_network_receive_drop_total',
        'node_network_transmit_bytes_total',
        'node_network_transmit_packets_total',
        'node_network_transmit_errs_total',
        'node_network_transmit_drop_total'
    )
    GROUP BY time, resolution, tenant, agent, device
) at_time;
COMMENT ON VIEW network_metrics IS 'Network devices: bytes, packets, errors and drops, per second since the sample before and in total';

CREATE VIEW process_metrics AS
SELECT
    time,
    tenant,
    agent,
    process,
    processes,
    threads,
    100 * cpu AS cpu_percent,
    resident_bytes,
    virtual_bytes,
    open_files,
    read_bytes_per_second,
    write_bytes_per_second,
    to_timestamp(oldest_start) AS oldest_started_at,
    resolution
FROM (
    SELECT
        time,
        resolution,
        tenant,
        agent,
        labels ->> 'groupname' AS process,
        max(value) FILTER (WHERE metric = 'namedprocess_namegroup_num_procs') AS processes,
        max(value) FILTER (WHERE metric = 'namedprocess_namegroup_num_threads') AS threads,
        sum(rate) FILTER (WHERE metric = 'namedprocess_namegroup_cpu_seconds_total') AS cpu,
        max(value) FILTER (WHERE metric = 'namedprocess_namegroup_memory_bytes' AND labels ->> 'memtype' = 'resident') AS resident_bytes,
        max(value) FILTER (WHERE metric = 'namedprocess_namegroup_memory_bytes' AND labels ->> 'memtype' = 'virtual') AS virtual_bytes,
        max(value) FILTER (WHERE metric = 'namedprocess_namegroup_open_filedesc') AS open_files,
        max(rate) FILTER (WHERE metric = 'namedprocess_namegroup_read_bytes_total') AS read_bytes_per_second,
        max(rate) FILTER (WHERE metric = 'namedprocess_namegroup_write_bytes_total') AS write_bytes_per_second,
        max(value) FILTER (WHERE metric = 'namedprocess_namegroup_oldest_start_time_seconds') AS oldest_start
    FROM metric_point
    WHERE metric IN (
        'namedprocess_namegroup_num_procs',
        'namedprocess_namegroup_num_threads',
        'namedprocess_namegroup_cpu_seconds_total',
        'namedprocess_namegroup_memory_bytes',
        'namedprocess_namegroup_open_filedesc',
        'namedprocess_namegroup_read_bytes_total',
        'namedprocess_namegroup_write_bytes_total',
        'namedprocess_namegroup_oldest_start_time_seconds'
    )
    GROUP BY time, resolution, tenant, agent, process
) at_time;
COMMENT ON VIEW process_metrics IS 'Groups of processes by name: processor use in percent of one core, memory, threads, files';
