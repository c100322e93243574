package dev.bellwether.alert.notify.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.model.alert.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReaderTest {
    private final SecretReader reader = new SecretReader(Map.of("TOKEN", " abcd\n")::get);

    @Test
    void aValueIsWhatItIs() throws Exception {
        assertThat(reader.read("slack.token", new SecretSource.Plain("abcd"))).isEqualTo("abcd");
    }

    @Test
    void aVariableIsReadWithoutWhiteSpaceAroundIt() throws Exception {
        assertThat(reader.read("slack.token", new SecretSource.Environment("TOKEN")))
                .isEqualTo("abcd");
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        assertThatThrownBy(() -> reader.read("slack.token", new SecretSource.Environment("OTHER")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("slack.token: the environment variable OTHER is not set");
    }

    @Test
    void aFileIsReadAgainWhenItChanges(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        SecretSource source = new SecretSource.File(file);
        assertThat(reader.read("slack.token", source)).isEqualTo("first");

        Files.writeString(file, "other\n");
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 1000));

        assertThat(reader.read("slack.token", source)).isEqualTo("other");
    }

    @Test
    void aLinkThatIsSwappedIsAChangeEvenAtTheSameTimeAndSize(@TempDir Path directory) throws Exception {
        Path first = Files.writeString(directory.resolve("first"), "aaaa");
        Path second = Files.writeString(directory.resolve("second"), "bbbb");
        Files.setLastModifiedTime(second, Files.getLastModifiedTime(first));
        Path link = Files.createSymbolicLink(directory.resolve("token"), first);
        SecretSource source = new SecretSource.File(link);
        assertThat(reader.read("slack.token", source)).isEqualTo("aaaa");

        Files.delete(link);
        Files.createSymbolicLink(link, second);

        assertThat(reader.read("slack.token", source)).isEqualTo("bbbb");
    }

    @Test
    void aFileThatIsAwayMayComeBack(@TempDir Path directory) {
        assertThatThrownBy(() -> reader.read("slack.token", new SecretSource.File(directory.resolve("none"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("slack.token: the file " + directory.resolve("none") + " cannot be read");
    }

    @Test
    void anEmptyFileAndOneOfTwoLinesAreRefusedWithoutBeingShown(@TempDir Path directory) throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        Path two = Files.writeString(directory.resolve("two"), "s3cret\nX-Evil: 1\n");

        assertThatThrownBy(() -> reader.read("slack.token", new SecretSource.File(empty)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("slack.token: the file " + empty + " is empty");
        assertThatThrownBy(() -> reader.read("slack.token", new SecretSource.File(two)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("more than one line")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void redactionTakesOutSecretsAsTheyAreAndEncoded() {
        Redaction redaction = new Redaction(List.of("p&ss word", "abc", "p&ss word and more"));

        assertThat(redaction.of("abc p&ss word and more, p&ss word, p%26ss+word"))
                .isEqualTo("abc …, …, …");
    }
}
