package dev.bellwether.agent.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On a real file system of 256 KiB. */
@EnabledOnOs(OS.LINUX)
class SmallDiskTest {
    @TempDir
    Path directory;

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    @Test
    void aFullDiskIsSurvivedAndLeftBehind() throws IOException, InterruptedException {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", directory.toString()) == 0;
        assumeThat(mounted).as("mounting a small tmpfs needs root").isTrue();
        try {
            WalSettings settings =
                    new WalSettings(directory, FsyncPolicy.ALWAYS, Duration.ofSeconds(1), 32 * 1024, 1 << 20);
            try (WriteAheadLog log = WriteAheadLog.open(settings, "agent-1", Clock.systemUTC())) {
                // given a disk that fills up
                int number = 0;
                while (log.append(Drafts.large(++number))) {
                    assertThat(number).isLessThan(10_000);
                }
                assertThat(log.status().trouble()).contains("disk full");
                // when the gateway takes what is there
                long last = Drafts.readAll(log).getLast().seq();
                assertThat(last).isEqualTo(number - 1);
                log.acknowledge(last);
                // then there is room again
                assertThat(log.append(Drafts.large(number))).isTrue();
                assertThat(log.status().trouble()).isEmpty();
                assertThat(Drafts.readAll(log)).hasSize(1);
            }
        } finally {
            run("umount", directory.toString());
        }
    }
}
