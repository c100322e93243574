package dev.bellwether.agent.collect.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.agent.collect.Fixture;
import dev.bellwether.agent.collect.read.FileSystemStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountProbeTest {
    private static final String MOUNTS = """
            === proc/1/mountinfo
            24 30 0:22 / /proc rw,nosuid shared:14 - proc proc rw
            29 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
            40 29 0:50 / /mnt/dead\\040share rw,relatime - nfs4 server:/export rw
            41 29 8:2 / /data ro,relatime - xfs /dev/sdb1 rw
            42 29 8:3 / /broken rw - ext4 /dev/sdc1 ro
            43 29 8:2 / /data ro,relatime - xfs /dev/sdb1 rw
            """;

    @TempDir
    Path root;

    private final CountDownLatch serverIsBack = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    private FileSystemStatus statusOf(String path) throws IOException {
        if (path.endsWith("/mnt/dead share")) {
            asked.incrementAndGet();
            try {
                serverIsBack.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            answered.countDown();
        }
        if (path.endsWith("/broken")) {
            throw new IOException("input/output error");
        }
        return new FileSystemStatus(1000, 600, 500, 100, 90);
    }

    private FilesystemCollector collector() throws IOException {
        Fixture fixture = new Fixture(root);
        fixture.write(MOUNTS);
        FilesystemCollector.Options defaults = FilesystemCollector.Options.DEFAULT;
        return new FilesystemCollector(
                fixture.paths(),
                new FilesystemCollector.Options(
                        "", defaults.mountPointsExclude(), "", defaults.typesExclude(), Duration.ofMillis(100)),
                this::statusOf);
    }

    @Test
    void aMountThatHangsDoesNotKeepTheOthersBack() throws Exception {
        // given
        FilesystemCollector collector = collector();
        // when
        String shown = Fixture.collect(collector);
        Fixture.collect(collector);
        // then
        assertThat(shown)
                .contains("node_filesystem_avail_bytes{device=\"/dev/sda1\",mountpoint=\"/\",fstype=\"ext4\"} 500\n")
                .contains("node_filesystem_size_bytes{device=\"/dev/sdb1\",mountpoint=\"/data\",fstype=\"xfs\"} 1000\n")
                .contains("node_filesystem_device_error{device=\"server:/export\",mountpoint=\"/mnt/dead share\","
                        + "fstype=\"nfs4\",device_error=\"mountpoint timeout\"} 1\n")
                .contains("device_error=\"input/output error\"} 1\n")
                .contains("node_filesystem_readonly{device=\"/dev/sdb1\",mountpoint=\"/data\",fstype=\"xfs\"} 1\n")
                .doesNotContain("mountpoint=\"/proc\"")
                .doesNotContain("node_filesystem_size_bytes{device=\"server:/export\"");
        assertThat(asked).as("how often the dead mount was asked").hasValue(1);
        serverIsBack.countDown();
    }

    @Test
    void aMountThatAnswersAgainIsShownAgain() throws Exception {
        // given
        FilesystemCollector collector = collector();
        Fixture.collect(collector);
        // when
        serverIsBack.countDown();
        answered.await();
        String shown = Fixture.collect(collector);
        while (!shown.contains("node_filesystem_size_bytes{device=\"server:/export\"")) {
            shown = Fixture.collect(collector);
        }
        // then
        assertThat(shown).doesNotContain("mountpoint timeout");
    }
}
