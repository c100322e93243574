package dev.bellwether.query.hosts;

import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows of numbers of one host, one row for each combination of the key labels.
 *
 * @param keys the labels that make a row, in the order in which they are shown
 * @param columns the numbers' expressions by name; {@code INSTANCE} stands for the condition on the instance
 */
record HostTable(List<String> keys, Map<String, String> columns) {
    /** File systems: size and use in bytes and inodes. */
    static final HostTable FILE_SYSTEMS = new HostTable(
            List.of("mountpoint", "device", "fstype"),
            columns(
                    "sizeBytes", "node_filesystem_size_bytes{INSTANCE}",
                    "freeBytes", "node_filesystem_free_bytes{INSTANCE}",
                    "availableBytes", "node_filesystem_avail_bytes{INSTANCE}",
                    "inodes", "node_filesystem_files{INSTANCE}",
                    "inodesFree", "node_filesystem_files_free{INSTANCE}",
                    "readOnly", "node_filesystem_readonly{INSTANCE}"));

    /** Block devices: traffic and how busy they are. */
    static final HostTable BLOCK_DEVICES = new HostTable(
            List.of("device"),
            columns(
                    "readBytesPerSecond", "rate(node_disk_read_bytes_total{INSTANCE}[2m])",
                    "writtenBytesPerSecond", "rate(node_disk_written_bytes_total{INSTANCE}[2m])",
                    "readsPerSecond", "rate(node_disk_reads_completed_total{INSTANCE}[2m])",
                    "writesPerSecond", "rate(node_disk_writes_completed_total{INSTANCE}[2m])",
                    "busyPercent", "100 * rate(node_disk_io_time_seconds_total{INSTANCE}[2m])"));

    /** Network interfaces: traffic, errors, link. */
    static final HostTable NETWORK_INTERFACES = new HostTable(
            List.of("device"),
            columns(
                    "receivedBytesPerSecond", "rate(node_network_receive_bytes_total{INSTANCE}[2m])",
                    "sentBytesPerSecond", "rate(node_network_transmit_bytes_total{INSTANCE}[2m])",
                    "receivedPacketsPerSecond", "rate(node_network_receive_packets_total{INSTANCE}[2m])",
                    "sentPacketsPerSecond", "rate(node_network_transmit_packets_total{INSTANCE}[2m])",
                    "receiveErrorsPerSecond", "rate(node_network_receive_errs_total{INSTANCE}[2m])",
                    "sendErrorsPerSecond", "rate(node_network_transmit_errs_total{INSTANCE}[2m])",
                    "receivedBytesTotal", "node_network_receive_bytes_total{INSTANCE}",
                    "sentBytesTotal", "node_network_transmit_bytes_total{INSTANCE}",
                    "up", "node_network_up{INSTANCE}"));

    /** Groups of processes under process-exporter's names. */
    static final HostTable PROCESS_GROUPS = new HostTable(
            List.of("groupname"),
            columns(
                    "processes", "namedprocess_namegroup_num_procs{INSTANCE}",
                    "threads", "namedprocess_namegroup_num_threads{INSTANCE}",
                    "cpuCores", "sum by (groupname) (rate(namedprocess_namegroup_cpu_seconds_total{INSTANCE}[2m]))",
                    "residentBytes", "namedprocess_namegroup_memory_bytes{memtype=\"resident\",INSTANCE}",
                    "virtualBytes", "namedprocess_namegroup_memory_bytes{memtype=\"virtual\",INSTANCE}",
                    "readBytesPerSecond", "rate(namedprocess_namegroup_read_bytes_total{INSTANCE}[2m])",
                    "writtenBytesPerSecond", "rate(namedprocess_namegroup_write_bytes_total{INSTANCE}[2m])",
                    "openFileDescriptors", "namedprocess_namegroup_open_filedesc{INSTANCE}",
                    "oldestStartSeconds", "namedprocess_namegroup_oldest_start_time_seconds{INSTANCE}"));

    /** The whole host in one row. */
    static final HostTable SUMMARY = new HostTable(
            List.of(),
            columns(
                    "cores", "count(count by (cpu) (node_cpu_seconds_total{INSTANCE}))",
                    "cpuPercent", "100 * (1 - avg(rate(node_cpu_seconds_total{mode=\"idle\",INSTANCE}[2m])))",
                    "load1", "max(node_load1{INSTANCE})",
                    "load5", "max(node_load5{INSTANCE})",
                    "load15", "max(node_load15{INSTANCE})",
                    "memoryTotalBytes", "max(node_memory_MemTotal_bytes{INSTANCE})",
                    "memoryAvailableBytes", "max(node_memory_MemAvailable_bytes{INSTANCE})",
                    "swapTotalBytes", "max(node_memory_SwapTotal_bytes{INSTANCE})",
                    "swapFreeBytes", "max(node_memory_SwapFree_bytes{INSTANCE})",
                    "rootSizeBytes", "max(node_filesystem_size_bytes{mountpoint=\"/\",INSTANCE})",
                    "rootAvailableBytes", "max(node_filesystem_avail_bytes{mountpoint=\"/\",INSTANCE})",
                    "receivedBytesPerSecond",
                            "sum(rate(node_network_receive_bytes_total{device!=\"lo\",INSTANCE}[2m]))",
                    "sentBytesPerSecond", "sum(rate(node_network_transmit_bytes_total{device!=\"lo\",INSTANCE}[2m]))",
                    "processesRunning", "max(node_procs_running{INSTANCE})",
                    "bootTimeSeconds", "max(node_boot_time_seconds{INSTANCE})"));

    private static Map<String, String> columns(String... namesAndExpressions) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndExpressions.length; i += 2) {
            columns.put(namesAndExpressions[i], namesAndExpressions[i + 1]);
        }
        return columns;
    }

    /** The rows with their numbers by column. */
    static final class Rows {
        private static final int SHOWN_DIGITS = 12;

        private final HostTable table;
        private final TreeMap<String, Map<String, String>> keys = new TreeMap<>();
        private final Map<String, Map<String, Double>> numbers = new LinkedHashMap<>();

        Rows(HostTable table) {
            this.table = table;
        }

        void add(String column, dev.bellwether.model.Labels labels, double value) {
            Map<String, String> key = new LinkedHashMap<>();
            for (String name : table.keys) {
                key.put(name, labels.getOrEmpty(name));
            }
            String row = key.toString();
            keys.put(row, key);
            numbers.computeIfAbsent(row, unused -> new LinkedHashMap<>()).put(column, rounded(value));
        }

        /** Without the last digits, which are the arithmetic's and not the host's. */
        private static double rounded(double value) {
            return Double.isFinite(value)
                    ? new BigDecimal(value).round(new MathContext(SHOWN_DIGITS)).doubleValue()
                    : value;
        }

        /** The numbers of a table without key labels. */
        Map<String, Double> only() {
            return numbers.getOrDefault("{}", Map.of());
        }

        /** An array of objects: the key labels, then the numbers that are known. */
        void write(JsonWriter json) throws IOException {
            json.beginArray();
            for (Map.Entry<String, Map<String, String>> row : keys.entrySet()) {
                json.beginObject();
                for (Map.Entry<String, String> key : row.getValue().entrySet()) {
                    json.name(key.getKey()).value(key.getValue());
                }
                for (Map.Entry<String, Double> number :
                        numbers.getOrDefault(row.getKey(), Map.of()).entrySet()) {
                    json.name(number.getKey()).value(number.getValue().doubleValue());
                }
                json.endObject();
            }
            json.endArray();
        }
    }
}
