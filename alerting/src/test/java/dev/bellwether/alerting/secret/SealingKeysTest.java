package dev.bellwether.alerting.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.alert.SecretSource.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealingKeysTest {
    private static final String PLACE = "team/chat#slack.token";

    @Test
    void aSealedValueOpensAtItsPlaceAlone() {
        // given
        SealingKeys keys = SealingKeys.generate();

        // when
        Sealed sealed = keys.seal("s3cret ü", PLACE);

        // then
        assertThat(keys.open(sealed)).isEqualTo("s3cret ü");
        assertThat(sealed.toString() + sealed.box() + keys).doesNotContain("s3cret");
        assertThatThrownBy(() -> keys.open(sealed.at("other/chat#slack.token")))
                .isInstanceOf(SealedValueException.class)
                .hasMessageContaining("sealed for another place");
    }

    @Test
    void theSameValueIsNeverSealedTheSameWayTwice() {
        SealingKeys keys = SealingKeys.generate();
        assertThat(keys.seal("a", PLACE).box())
                .isNotEqualTo(keys.seal("a", PLACE).box());
    }

    @Test
    void afterARotationTheNewestSealsAndTheOneBeforeStillOpens() {
        // given
        SealingKeys first = SealingKeys.generate();
        SealingKeys second = first.rotated();
        SealingKeys third = second.rotated();

        // then
        assertThat(second.open(first.seal("a", PLACE))).isEqualTo("a");
        assertThat(second.seal("a", PLACE).keyId()).isEqualTo(second.newest()).isNotEqualTo(first.newest());
        assertThatThrownBy(() -> third.open(first.seal("a", PLACE)))
                .isInstanceOf(SealedValueException.class)
                .hasMessageStartingWith("it is sealed under the key " + first.newest());
    }

    @Test
    void keysAreWrittenAndRead() {
        SealingKeys keys = SealingKeys.generate().rotated();
        SealingKeys read = SealingKeys.parse("# sealing keys\n\n" + keys.format());
        assertThat(read).isEqualTo(keys);
        assertThat(read.open(keys.seal("a", PLACE))).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | there are 0 sealing keys, 1 to 2 are needed",
                "`a c2hvcnQ=` | line 1 of the sealing keys is no key; an id, a space and 32 bytes in Base64 are needed",
                "`a !!!` | line 1 of the sealing keys is no key",
                "`s3cret` | line 1 of the sealing keys is no key"
            })
    void keysThatAreNoneAreRefusedWithoutShowingThem(String text, String message) {
        assertThatThrownBy(() -> SealingKeys.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aKeyFileIsReadAgainWhenItHasChanged(@TempDir Path directory) throws IOException {
        // given
        Path file = directory.resolve("key");
        SealingKeys first = SealingKeys.generate();
        Files.writeString(file, first.format());
        SealingKeyFile opener = new SealingKeyFile(file);
        assertThat(opener.open(first.seal("a", PLACE))).isEqualTo("a");

        // when
        SealingKeys second = first.rotated();
        Files.writeString(file, second.format());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

        // then
        assertThat(opener.open(second.seal("b", PLACE))).isEqualTo("b");
    }
}
