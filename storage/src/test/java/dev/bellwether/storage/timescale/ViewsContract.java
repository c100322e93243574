package dev.bellwether.storage.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.storage.SeriesIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people see who write SQL; the views go by the database's clock, so the samples lie around now. */
abstract class ViewsContract {
    private static final long TICK = 15_000;

    private final Dialect dialect;
    private final long now = System.currentTimeMillis() / TICK * TICK;
    private @Nullable TestStorage opened;

    ViewsContract(Dialect dialect) {
        this.dialect = dialect;
    }

    private TestStorage storage() {
        if (opened == null) {
            opened = new TestStorage(dialect);
            opened.clock().set(Instant.ofEpochMilli(now));
        }
        return Objects.requireNonNull(opened);
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private static Labels labels(String metric, String... more) {
        return Labels.of(more).toBuilder()
                .set("__name__", metric)
                .set("instance", "a")
                .build();
    }

    /** Two processors, one busy for a third of the time, and loads that are sampled two seconds later. */
    private static List<StoredSample> processors(long start, int ticks) {
        List<StoredSample> samples = new ArrayList<>();
        for (int tick = 0; tick < ticks; tick++) {
            long time = start + tick * TICK;
            for (String cpu : List.of("0", "1")) {
                double busy = cpu.equals("0") ? 5 : 0;
                samples.add(StoredSample.of(
                        labels("node_cpu_seconds_total", "cpu", cpu, "mode", "user"), time, 100 + tick * busy));
                samples.add(StoredSample.of(
                        labels("node_cpu_seconds_total", "cpu", cpu, "mode", "idle"),
                        time,
                        1_000 + tick * (15 - busy)));
            }
            samples.add(StoredSample.of(labels("node_load1"), time + 2_000, tick));
        }
        return samples;
    }

    @Test
    void processorsShowTheirUseSinceTheSampleBefore() {
        storage().write(processors(now - 4 * TICK, 3));

        assertThat(storage()
                        .query("SELECT agent, round(use_percent::numeric, 3)::text,"
                                + " round(user_percent::numeric, 3)::text, cores::text, load1::text, resolution::text"
                                + " FROM cpu_metrics ORDER BY time"))
                .containsExactly(
                        java.util.Arrays.asList("a", null, null, "2", null, "00:00:00"),
                        List.of("a", "16.667", "16.667", "2", "0", "00:00:00"),
                        List.of("a", "16.667", "16.667", "2", "1", "00:00:00"));
        assertThat(storage()
                        .query("SELECT cores::text FROM cpu_metrics WHERE agent = 'a'"
                                + " AND time > now() - interval '1 hour' ORDER BY time DESC LIMIT 1"))
                .containsExactly(List.of("2"));
        assertThat(storage().query("SELECT * FROM cpu_metrics WHERE agent = 'b'"))
                .isEmpty();
    }

    @Test
    void packedHoursAreAmongThem() {
        storage().write(processors(now - Duration.ofHours(6).toMillis(), 100));
        storage().storage().jobs().pack();
        storage().write(processors(now - 4 * TICK, 3));

        assertThat(storage().count("SELECT count(*) FROM cpu_metrics WHERE use_percent IS NOT NULL"))
                .isEqualTo(102);
    }

    @Test
    void olderDaysAreShownByRollups() {
        // given
        storage()
                .writer()
                .resolve(List.of(new SeriesIdentity(
                        "",
                        labels("node_cpu_seconds_total", "cpu", "0", "mode", "idle"),
                        new MetricMetadata(MetricType.COUNTER, "", ""))));
        long fiveMinutes = Duration.ofMinutes(5).toMillis();
        long twoDaysAgo = (now - Duration.ofDays(2).toMillis()) / fiveMinutes * fiveMinutes;
        long hour = Duration.ofHours(1).toMillis();
        long tenDaysAgo = (now - Duration.ofDays(10).toMillis()) / hour * hour;
        storage().write(processors(twoDaysAgo - TICK, 21));
        storage().write(processors(tenDaysAgo - TICK, 241));

        // when
        storage().storage().jobs().rollUp();

        // then
        assertThat(storage()
                        .query("SELECT round(use_percent::numeric, 3)::text, cores::text, resolution::text"
                                + " FROM cpu_metrics WHERE time IN (to_timestamp(" + twoDaysAgo / 1_000
                                + "), to_timestamp("
                                + tenDaysAgo / 1_000 + ")) ORDER BY time"))
                .containsExactly(List.of("16.667", "2", "01:00:00"), List.of("16.667", "2", "00:05:00"));
    }

    @Test
    void memoryDisksNetworksAndProcessesAreReadyToRead() {
        // given
        List<StoredSample> samples = new ArrayList<>();
        String[] file = {"device", "/dev/sda1", "mountpoint", "/", "fstype", "ext4"};
        record Point(Labels labels, double first, double second) {}
        for (Point point : List.of(
                new Point(labels("node_memory_MemTotal_bytes"), 1_000, 1_000),
                new Point(labels("node_memory_MemAvailable_bytes"), 500, 250),
                new Point(labels("node_memory_SwapTotal_bytes"), 100, 100),
                new Point(labels("node_memory_SwapFree_bytes"), 100, 40),
                new Point(labels("node_filesystem_size_bytes", file), 1_000, 1_000),
                new Point(labels("node_filesystem_free_bytes", file), 500, 400),
                new Point(labels("node_filesystem_avail_bytes", file), 400, 200),
                new Point(labels("node_filesystem_files", file), 10, 10),
                new Point(labels("node_filesystem_files_free", file), 9, 8),
                new Point(labels("node_network_receive_bytes_total", "device", "eth0"), 1_000, 4_000),
                new Point(labels("node_network_transmit_errs_total", "device", "eth0"), 30, 15),
                new Point(labels("namedprocess_namegroup_num_procs", "groupname", "java"), 3, 2),
                new Point(
                        labels("namedprocess_namegroup_cpu_seconds_total", "groupname", "java", "mode", "user"), 1, 4),
                new Point(
                        labels("namedprocess_namegroup_cpu_seconds_total", "groupname", "java", "mode", "system"),
                        1,
                        4),
                new Point(
                        labels("namedprocess_namegroup_memory_bytes", "groupname", "java", "memtype", "resident"),
                        5,
                        7))) {
            samples.addAll(StoredSample.regular(
                    point.labels(), now - 3 * TICK, TICK, point.first(), point.second(), SpecialValues.STALE));
        }
        storage().write(samples);

        // when, then
        String last = " ORDER BY time DESC LIMIT 1";
        assertThat(storage()
                        .query("SELECT total_bytes::text, used_bytes::text, used_percent::text,"
                                + " swap_used_bytes::text FROM memory_metrics" + last))
                .containsExactly(List.of("1000", "750", "75", "60"));
        assertThat(storage()
                        .query("SELECT device, mountpoint, file_system, used_bytes::text, available_bytes::text,"
                                + " used_percent::text, inodes_used::text, inodes_used_percent::text FROM disk_metrics"
                                + last))
                .containsExactly(List.of("/dev/sda1", "/", "ext4", "600", "200", "75", "2", "19.999999999999996"));
        assertThat(storage()
                        .query("SELECT device, receive_bytes_per_second::text, receive_bytes_total::text,"
                                + " transmit_errors_per_second::text FROM network_metrics" + last))
                .containsExactly(List.of("eth0", "200", "4000", "1"));
        assertThat(storage()
                        .query("SELECT process, processes::text, cpu_percent::text, resident_bytes::text"
                                + " FROM process_metrics" + last))
                .containsExactly(List.of("java", "2", "40", "7"));
    }
}
