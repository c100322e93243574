package dev.bellwether.agent.collect.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.agent.collect.Fixture;
import dev.bellwether.agent.collect.HostPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class InventoryCollectorTest {
    private static final String TEXT = "# TYPE x_info gauge\nx_info{a=\"b\"} 1\n";

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void theHardwareIsShownEachTimeAndReadOnlyWhenItIsOld() throws Exception {
        // given
        InventoryCollector collector = new InventoryCollector(
                () -> {
                    reads.incrementAndGet();
                    return TEXT;
                },
                Duration.ofHours(6),
                nanos::get);
        // when
        String first = Fixture.collect(collector);
        nanos.addAndGet(Duration.ofHours(5).toNanos());
        String second = Fixture.collect(collector);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        Fixture.collect(collector);
        // then
        assertThat(first).contains("x_info{a=\"b\"} 1").isEqualTo(second);
        assertThat(reads).hasValue(2);
    }

    @Test
    void aFailedReadingKeepsWhatWasKnownAndIsNotTriedEachTime() throws Exception {
        // given
        InventoryCollector collector = new InventoryCollector(
                () -> {
                    if (reads.incrementAndGet() > 1) {
                        throw new IOException("no such luck");
                    }
                    return TEXT;
                },
                Duration.ofHours(6),
                nanos::get);
        String first = Fixture.collect(collector);
        // when
        nanos.addAndGet(Duration.ofHours(6).toNanos());
        String failed = Fixture.collect(collector);
        String after = Fixture.collect(collector);
        // then
        assertThat(failed).isEqualTo("error: no such luck\n");
        assertThat(after).isEqualTo(first);
        assertThat(reads).hasValue(2);
    }

    @Test
    void theProcessOfItsOwnPrintsThisMachinesHardware() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/cpuinfo")), "this machine has no procfs");
        String text = new InventoryProcess(HostPaths.ofMachine(), Duration.ofSeconds(60)).run();
        assertThat(text)
                .contains("bellwether_hardware_processor_info{")
                .contains("bellwether_hardware_processors{level=\"thread\"} ")
                .contains("# TYPE bellwether_hardware_memory_bytes gauge");
    }

    @Test
    void aProcessThatTakesTooLongIsEnded() {
        assertThatThrownBy(() -> new InventoryProcess(HostPaths.ofMachine(), Duration.ofMillis(1)).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("took longer");
    }
}
