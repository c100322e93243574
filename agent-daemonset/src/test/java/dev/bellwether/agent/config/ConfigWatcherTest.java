package dev.bellwether.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatcherTest {
    @TempDir
    Path directory;

    private final List<Path> reported = new ArrayList<>();

    @Test
    void newContentIsReportedOnce() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("agent.yaml"), "a");
        ConfigWatcher watcher = new ConfigWatcher(file, reported::add);

        // when
        boolean before = watcher.poll();
        Files.writeString(file, "b");
        boolean after = watcher.poll();
        boolean again = watcher.poll();

        // then
        assertThat(List.of(before, after, again)).containsExactly(false, true, false);
        assertThat(reported).containsExactly(file);
    }

    @Test
    void sameContentWrittenAnewIsNoNews() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("agent.yaml"), "a");
        ConfigWatcher watcher = new ConfigWatcher(file, reported::add);

        // when
        Path other = Files.writeString(directory.resolve("other.yaml"), "a");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        // then
        assertThat(watcher.poll()).isFalse();
    }

    @Test
    void aSwappedSymbolicLinkIsNoticedAsInAMountedConfigMap() throws IOException {
        // given
        Path first = Files.createDirectory(directory.resolve("..2026_01"));
        Files.writeString(first.resolve("agent.yaml"), "a");
        Path second = Files.createDirectory(directory.resolve("..2026_02"));
        Files.writeString(second.resolve("agent.yaml"), "b");
        Path data = Files.createSymbolicLink(directory.resolve("..data"), first);
        Path file = Files.createSymbolicLink(directory.resolve("agent.yaml"), Path.of("..data/agent.yaml"));
        ConfigWatcher watcher = new ConfigWatcher(file, reported::add);

        // when
        Path next = Files.createSymbolicLink(directory.resolve("..data_tmp"), second);
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        // then
        assertThat(watcher.poll()).isTrue();
        assertThat(reported).containsExactly(file);
    }

    @Test
    void aFileThatIsAwayForAWhileIsNoNewsUntilItComesBackChanged() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("agent.yaml"), "a");
        ConfigWatcher watcher = new ConfigWatcher(file, reported::add);

        // when
        Files.delete(file);
        boolean away = watcher.poll();
        Files.writeString(file, "a");
        boolean back = watcher.poll();
        Files.writeString(file, "b");
        boolean changed = watcher.poll();

        // then
        assertThat(List.of(away, back, changed)).containsExactly(false, false, true);
    }

    @Test
    void aFileThatAppearsLaterIsReported() throws IOException {
        // given
        Path file = directory.resolve("agent.yaml");
        ConfigWatcher watcher = new ConfigWatcher(file, reported::add);

        // when
        Files.writeString(file, "");

        // then
        assertThat(watcher.poll()).isTrue();
    }
}
