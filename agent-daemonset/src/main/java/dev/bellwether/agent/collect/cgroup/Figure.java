package dev.bellwether.agent.collect.cgroup;

import dev.bellwether.agent.collect.MetricFamily;

/** A number of a control group, with the family it belongs to and its labels beside those of the group. */
enum Figure {
    CPU_USAGE(counter("container_cpu_usage_seconds_total", "Cumulative cpu time consumed in seconds."), "cpu", "total"),
    CPU_USER(counter("container_cpu_user_seconds_total", "Cumulative user cpu time consumed in seconds.")),
    CPU_SYSTEM(counter("container_cpu_system_seconds_total", "Cumulative system cpu time consumed in seconds.")),
    CFS_PERIODS(counter("container_cpu_cfs_periods_total", "Number of elapsed enforcement period intervals.")),
    CFS_THROTTLED_PERIODS(
            counter("container_cpu_cfs_throttled_periods_total", "Number of throttled period intervals.")),
    CFS_THROTTLED_SECONDS(counter(
            "container_cpu_cfs_throttled_seconds_total", "Total time duration the container has been throttled.")),
    CFS_BURST_PERIODS(counter("container_cpu_cfs_burst_periods_total", "Number of periods when burst occurs.")),
    CFS_BURST_SECONDS(
            counter("container_cpu_cfs_burst_seconds_total", "Total time duration the container has been bursted.")),
    MEMORY_CACHE(gauge("container_memory_cache", "Number of bytes of page cache memory.")),
    MEMORY_RSS(gauge("container_memory_rss", "Size of RSS in bytes.")),
    MEMORY_KERNEL(gauge("container_memory_kernel_usage", "Size of kernel memory allocated in bytes.")),
    MEMORY_MAPPED_FILE(gauge("container_memory_mapped_file", "Size of memory mapped files in bytes.")),
    MEMORY_SWAP(gauge("container_memory_swap", "Container swap usage in bytes.")),
    MEMORY_FAILURES(counter("container_memory_failcnt", "Number of memory usage hits limits")),
    MEMORY_USAGE(gauge(
            "container_memory_usage_bytes",
            "Current memory usage in bytes, including all memory regardless of when it was accessed")),
    MEMORY_MAXIMUM(gauge("container_memory_max_usage_bytes", "Maximum memory usage recorded in bytes")),
    MEMORY_WORKING_SET(gauge("container_memory_working_set_bytes", "Current working set in bytes.")),
    MEMORY_ACTIVE_FILE(gauge("container_memory_total_active_file_bytes", "Current total active file in bytes.")),
    MEMORY_INACTIVE_FILE(gauge("container_memory_total_inactive_file_bytes", "Current total inactive file in bytes.")),
    FAULTS_CONTAINER(failures(), "failure_type", "pgfault", "scope", "container"),
    MAJOR_FAULTS_CONTAINER(failures(), "failure_type", "pgmajfault", "scope", "container"),
    FAULTS_HIERARCHY(failures(), "failure_type", "pgfault", "scope", "hierarchy"),
    MAJOR_FAULTS_HIERARCHY(failures(), "failure_type", "pgmajfault", "scope", "hierarchy"),
    OUT_OF_MEMORY(counter("container_oom_events_total", "Count of out of memory events observed for the container")),
    PROCESSES(gauge("container_processes", "Number of processes running inside the container.")),
    THREADS(gauge("container_threads", "Number of threads running inside the container")),
    THREADS_MAXIMUM(gauge(
            "container_threads_max",
            "Maximum number of threads allowed inside the container, infinity if value is zero")),
    PRESSURE_CPU_STALLED(pressure(
            "cpu_stalled", "Total time duration no tasks in the container could make progress due to CPU congestion.")),
    PRESSURE_CPU_WAITING(
            pressure("cpu_waiting", "Total time duration tasks in the container have waited due to CPU congestion.")),
    PRESSURE_MEMORY_STALLED(pressure(
            "memory_stalled",
            "Total time duration no tasks in the container could make progress due to memory congestion.")),
    PRESSURE_MEMORY_WAITING(pressure(
            "memory_waiting", "Total time duration tasks in the container have waited due to memory congestion.")),
    PRESSURE_IO_STALLED(pressure(
            "io_stalled", "Total time duration no tasks in the container could make progress due to IO congestion.")),
    PRESSURE_IO_WAITING(
            pressure("io_waiting", "Total time duration tasks in the container have waited due to IO congestion.")),
    SPEC_CPU_PERIOD(gauge("container_spec_cpu_period", "CPU period of the container.")),
    SPEC_CPU_QUOTA(gauge("container_spec_cpu_quota", "CPU quota of the container.")),
    SPEC_CPU_SHARES(gauge("container_spec_cpu_shares", "CPU share of the container.")),
    SPEC_MEMORY_LIMIT(gauge("container_spec_memory_limit_bytes", "Memory limit for the container.")),
    SPEC_MEMORY_SWAP_LIMIT(gauge("container_spec_memory_swap_limit_bytes", "Memory swap limit for the container.")),
    SPEC_MEMORY_RESERVATION(
            gauge("container_spec_memory_reservation_limit_bytes", "Memory reservation limit for the container.")),
    START_TIME(gauge("container_start_time_seconds", "Start time of the container since unix epoch in seconds.")),
    LAST_SEEN(gauge("container_last_seen", "Last time a container was seen by the exporter"));

    final MetricFamily family;
    private final String[] labels;

    Figure(MetricFamily family, String... labels) {
        this.family = family;
        this.labels = labels;
    }

    private static MetricFamily counter(String name, String help) {
        return MetricFamily.counter(name, help);
    }

    private static MetricFamily gauge(String name, String help) {
        return MetricFamily.gauge(name, help);
    }

    private static MetricFamily failures() {
        return counter("container_memory_failures_total", "Cumulative count of memory allocation failures.");
    }

    private static MetricFamily pressure(String name, String help) {
        return counter("container_pressure_" + name + "_seconds_total", help);
    }

    /** The labels of a group with those of this figure; the very same array where this has none. */
    String[] labels(String[] groupLabels) {
        if (labels.length == 0) {
            return groupLabels;
        }
        String[] all = new String[groupLabels.length + labels.length];
        System.arraycopy(groupLabels, 0, all, 0, groupLabels.length);
        System.arraycopy(labels, 0, all, groupLabels.length, labels.length);
        return all;
    }
}
