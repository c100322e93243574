package dev.bellwether.alert.notify.http;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alert.notify.Receiver.RetryLaterException;
import dev.bellwether.alert.notify.secret.Redaction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What the answers of HTTP receivers mean for a notification. */
final class Answers {
    private static final int SHOWN = 200;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private Answers() {}

    /** Lets 2xx pass; 408, 425, 429 and 5xx mean later; all others, redirects among them, never. */
    static void check(HttpAnswer answer, Redaction redaction, Instant now) throws IOException, RefusedException {
        if (answer.isSuccess()) {
            return;
        }
        int status = answer.status();
        String text = "the receiver answered " + status + shown(answer, redaction);
        boolean mayHelpLater = status >= 500 || status == 408 || status == 425 || status == 429;
        if (!mayHelpLater) {
            throw new RefusedException(text);
        }
        Optional<Duration> wait = retryAfter(answer, now);
        if (wait.isPresent()) {
            throw new RetryLaterException(text, wait.get());
        }
        throw new IOException(text);
    }

    /** The beginning of an answer's body in one line, without secrets. */
    private static String shown(HttpAnswer answer, Redaction redaction) {
        // Secrets go first: a cut through one would leave a part of it.
        String text =
                redaction.of(answer.text()).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (text.isEmpty()) {
            return "";
        }
        return ": " + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
    }

    /** The header {@code Retry-After}: seconds or a date; an hour at most. */
    static Optional<Duration> retryAfter(HttpAnswer answer, Instant now) {
        return answer.header("retry-after").flatMap(value -> wait(value, now)).map(Answers::bounded);
    }

    private static Optional<Duration> wait(String value, Instant now) {
        if (value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000)));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, until));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
