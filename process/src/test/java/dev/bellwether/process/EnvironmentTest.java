package dev.bellwether.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    @TempDir
    Path directory;

    @Test
    void whatIsNotThereOrBlankIsAsUsual() {
        Environment environment = new Environment(Map.of("BLANK", "  "));
        assertThat(environment.text("BLANK")).isEmpty();
        assertThat(environment.text("ABSENT", "usual")).isEqualTo("usual");
        assertThat(environment.number("BLANK", 7)).isEqualTo(7);
        assertThat(environment.duration("ABSENT", Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(environment.flag("ABSENT")).isFalse();
        assertThat(environment.words("ABSENT")).isEmpty();
        assertThat(environment.secret("ABSENT").get()).isEmpty();
    }

    @Test
    void whatIsThereIsRead() {
        Environment environment = new Environment(
                Map.of("NUMBER", " 12 ", "DURATION", "PT5M", "FLAG", "true", "WORDS", "a, b,,c", "PATH", "/x"));
        assertThat(environment.number("NUMBER", 0)).isEqualTo(12);
        assertThat(environment.duration("DURATION", Duration.ZERO)).isEqualTo(Duration.ofMinutes(5));
        assertThat(environment.flag("FLAG")).isTrue();
        assertThat(environment.words("WORDS")).containsExactly("a", "b", "c");
        assertThat(environment.path("PATH")).contains(Path.of("/x"));
    }

    @Test
    void whatIsWrongIsNamedWithItsValueAndWhatIsAllowed() {
        Environment environment = new Environment(Map.of("A", "many", "B", "99999999999", "C", "5m", "D", "yes"));
        assertThatThrownBy(() -> environment.number("A", 1)).hasMessage("A is \"many\", a whole number is needed");
        assertThatThrownBy(() -> environment.number("B", 1)).hasMessageContaining("B is 99999999999, allowed are");
        assertThatThrownBy(() -> environment.duration("C", Duration.ZERO))
                .hasMessage("C is \"5m\", a duration such as PT30S, PT24H or P7D is needed");
        assertThatThrownBy(() -> environment.flag("D")).hasMessage("D is \"yes\", allowed are true and false");
        assertThatThrownBy(() -> environment.required("E")).hasMessage("E is not set; it is needed");
    }

    @Test
    void aSecretIsReadEachTimeSoThatARotatedOneIsPickedUp() throws Exception {
        // given
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        Supplier<String> secret = new Environment(Map.of("TOKEN_FILE", file.toString())).secret("TOKEN_FILE");
        assertThat(secret.get()).isEqualTo("first");

        // when
        Files.writeString(file, "second\n");

        // then
        assertThat(secret.get()).isEqualTo("second");
        Files.delete(file);
        assertThatThrownBy(secret::get)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("TOKEN_FILE names " + file);
    }

    @Test
    void aSecretThatCannotBeReadAtTheStartIsAWrongSetting() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        Environment environment = new Environment(Map.of("EMPTY", empty.toString(), "ABSENT", "/nowhere"));
        assertThatThrownBy(() -> environment.secret("EMPTY"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which is empty");
        assertThatThrownBy(() -> environment.secret("ABSENT"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ABSENT names /nowhere, which cannot be read");
    }
}
