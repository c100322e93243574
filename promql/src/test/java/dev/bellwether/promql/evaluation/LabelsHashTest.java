package dev.bellwether.promql.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Test vectors of xxHash64 with seed 0. */
class LabelsHashTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "'',EF46DB3751D8E999",
                "a,D24EC4F1A98C6E5B",
                "abc,44BC2CF5AD770999",
                "Nobody inspects the spammish repetition,FBCEA83C8A378BF1"
            })
    void hashesAsTheReferenceDoes(String text, String expected) {
        assertThat(Long.toHexString(LabelsHash.hash(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualToIgnoringCase(expected);
    }
}
