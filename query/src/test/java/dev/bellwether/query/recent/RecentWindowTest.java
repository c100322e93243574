package dev.bellwether.query.recent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentWindowTest {
    private static final long NOW = 1_767_226_200_000L;
    private static final RecentConfig CONFIG =
            new RecentConfig(Duration.ofHours(1), 1 << 20, Duration.ofMinutes(10), "");

    private final RecentStore store = new RecentStore();
    private final MovedClock clock = new MovedClock();
    private final RecentWindow window = new RecentWindow(store, CONFIG, clock);

    @Test
    void nothingIsUsableBeforeTheEndHasBeenReached() {
        window.missingBefore(window.wantedSinceMillis());
        assertThat(window.completeFromMillis()).isEmpty();

        window.readToEnd();

        assertThat(window.completeFromMillis())
                .hasValue(NOW - Duration.ofHours(1).toMillis());
    }

    @Test
    void aLogThatForgotTooMuchShortensTheWindow() {
        window.missingBefore(NOW - Duration.ofMinutes(30).toMillis());
        window.readToEnd();

        assertThat(window.completeFromMillis())
                .hasValue(NOW - Duration.ofMinutes(20).toMillis());
    }

    @Test
    void aReaderThatFallsSilentIsNotTrusted() {
        window.readToEnd();
        clock.millis += 16_000;

        assertThat(window.completeFromMillis()).isEmpty();
    }

    @Test
    void tooLittleMemoryShortensTheWindow() {
        Random random = new Random(1);
        for (int series = 0; series < 40; series++) {
            RecentStore.Target target = store.target(Labels.of("__name__", "m", "series", "" + series));
            for (int i = 0; i < 6_000; i++) {
                target.add(NOW - 3_600_000 + i * 600L, random.nextDouble());
            }
        }
        window.readToEnd();

        window.trim();

        assertThat(store.bytes()).isLessThanOrEqualTo(CONFIG.maxBytes());
        assertThat(window.completeFromMillis().getAsLong()).isGreaterThan(NOW - 3_600_000);
    }

    private static final class MovedClock extends Clock {
        private long millis = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }
    }
}
