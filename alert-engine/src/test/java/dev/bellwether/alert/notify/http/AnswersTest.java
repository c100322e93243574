package dev.bellwether.alert.notify.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alert.notify.Receiver.RetryLaterException;
import dev.bellwether.alert.notify.secret.Redaction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Redaction REDACTION = new Redaction(List.of("s3cret"));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void someAnswersAreGood(int status) {
        assertThatCode(() -> check(status, Map.of(), "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void someMeanLater(int status) {
        assertThatThrownBy(() -> check(status, Map.of(), ""))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the receiver answered " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 401, 403, 404, 405, 410, 413, 422})
    void othersMeanNever(int status) {
        assertThatThrownBy(() -> check(status, Map.of(), ""))
                .isInstanceOf(RefusedException.class)
                .hasMessage("the receiver answered " + status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | PT7S",
                "0 | PT0S",
                "0.5 | PT0.5S",
                "86400 | PT1H",
                "Thu, 01 Jan 2026 00:02:00 GMT | PT2M",
                "Wed, 31 Dec 2025 00:00:00 GMT | PT0S",
            })
    void aReceiverMaySayWhenToComeBack(String value, Duration wait) {
        assertThatThrownBy(() -> check(429, Map.of("retry-after", value), ""))
                .isInstanceOfSatisfying(
                        RetryLaterException.class,
                        later -> assertThat(later.after()).isEqualTo(wait));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", ""})
    void whatIsNoTimeToComeBackIsPassedOver(String value) {
        assertThatThrownBy(() -> check(503, Map.of("retry-after", value), "")).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void theBeginningOfTheBodyIsShownWithoutSecrets() {
        assertThatThrownBy(() -> check(400, Map.of(), "bad token\n s3cret: " + "x".repeat(300)))
                .hasMessage("the receiver answered 400: bad token …: " + "x".repeat(187) + "…");
    }

    private static void check(int status, Map<String, String> headers, String text)
            throws IOException, RefusedException {
        Answers.check(new HttpAnswer(status, headers, text), REDACTION, NOW);
    }
}
