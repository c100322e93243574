package dev.bellwether.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBackedTest {
    private static final long THREE_SECONDS = 3_000_000_000L;

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();

    private FileBacked<String> over(Path file) {
        return new FileBacked<>(
                List.of(file),
                () -> {
                    String text = Files.readString(file);
                    if (text.equals("bad")) {
                        throw new IllegalArgumentException("bad");
                    }
                    return text;
                },
                nanos::get);
    }

    @Test
    void aChangeIsSeenAfterTwoSeconds() throws Exception {
        // given
        Path file = Files.writeString(directory.resolve("f"), "one");
        FileBacked<String> backed = over(file);

        // when
        Files.writeString(file, "another");

        // then
        assertThat(backed.get()).isEqualTo("one");
        nanos.addAndGet(THREE_SECONDS);
        assertThat(backed.get()).isEqualTo("another");
    }

    @Test
    void aLinkThatIsTurnedIsAChange() throws Exception {
        // given
        Path first = Files.writeString(directory.resolve("a"), "one");
        Path second = Files.writeString(directory.resolve("b"), "two");
        Files.setLastModifiedTime(second, Files.getLastModifiedTime(first));
        Path link = Files.createSymbolicLink(directory.resolve("link"), first);
        FileBacked<String> backed = over(link);

        // when
        Files.delete(link);
        Files.createSymbolicLink(link, second);
        nanos.addAndGet(THREE_SECONDS);

        // then
        assertThat(backed.get()).isEqualTo("two");
    }

    @Test
    void whatWasThereStaysWhereTheNewIsOfNoUseAndComesWhenItIsMended() throws Exception {
        // given
        Path file = Files.writeString(directory.resolve("f"), "one");
        FileBacked<String> backed = over(file);

        // when, then
        Files.writeString(file, "bad");
        nanos.addAndGet(THREE_SECONDS);
        assertThat(backed.get()).isEqualTo("one");
        Files.delete(file);
        nanos.addAndGet(THREE_SECONDS);
        assertThat(backed.get()).isEqualTo("one");
        Files.writeString(file, "mended");
        nanos.addAndGet(THREE_SECONDS);
        assertThat(backed.get()).isEqualTo("mended");
    }

    @Test
    void atFirstItMustBeThere() {
        assertThatThrownBy(() -> over(directory.resolve("absent")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absent");
    }
}
