package dev.bellwether.agent.collect.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.agent.collect.Fixture;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessCollectorTest {
    @TempDir
    Path root;

    private final AtomicLong nanos = new AtomicLong();
    private Fixture fixture;
    private ProcessCollector collector;

    @BeforeEach
    void startMachine() throws Exception {
        fixture = new Fixture(root);
        fixture.write("=== proc/stat\nbtime 1000\n" + process(7, "worker", 100, 500));
        collector = new ProcessCollector(fixture.paths(), new ProcessCollector.Options(10, 1, false), nanos::get);
    }

    private static String process(int id, String name, long ticks, long start) {
        return "=== proc/" + id + "/stat\n" + id + " (" + name + ") S 1 1 1 0 -1 0 0 0 0 0 " + ticks
                + " 0 0 0 20 0 1 0 " + start + " 4096 10\n";
    }

    @Test
    void theBusiestProcessIsShownByTheCpusItKeptBusy() throws Exception {
        // given
        assertThat(Fixture.collect(collector)).doesNotContain("bellwether_process_cpu_ratio");
        // when
        nanos.addAndGet(10_000_000_000L);
        fixture.write(process(7, "worker", 600, 500) + process(8, "idle", 0, 900));
        // then
        assertThat(Fixture.collect(collector))
                .contains("bellwether_process_cpu_ratio{groupname=\"worker\",pid=\"7\"} 0.5\n");
    }

    @Test
    void aGroupsCounterDoesNotFallWhenAProcessEnds() throws Exception {
        // given
        Fixture.collect(collector);
        fixture.write(process(7, "worker", 600, 500));
        Fixture.collect(collector);
        // when
        fixture.write("=== proc/7/stat (absent)\n");
        // then
        assertThat(Fixture.collect(collector))
                .contains("namedprocess_namegroup_num_procs{groupname=\"worker\"} 0\n")
                .contains("namedprocess_namegroup_cpu_seconds_total{groupname=\"worker\",mode=\"user\"} 5\n");
    }

    @Test
    void aNumberUsedAgainIsAnotherProcess() throws Exception {
        // given
        Fixture.collect(collector);
        // when
        fixture.write(process(7, "worker", 30, 9_000));
        // then
        assertThat(Fixture.collect(collector))
                .contains("namedprocess_namegroup_cpu_seconds_total{groupname=\"worker\",mode=\"user\"} 0.3\n")
                .contains("namedprocess_namegroup_oldest_start_time_seconds{groupname=\"worker\"} 1090\n");
    }
}
