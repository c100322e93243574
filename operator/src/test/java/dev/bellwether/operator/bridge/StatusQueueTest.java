package dev.bellwether.operator.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.operator.bridge.StatusQueue.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusQueueTest {
    private static final ObjectKey KEY = key(0);

    private record Status(String state, long time) {}

    private final StatusQueue<Status> queue = new StatusQueue<>(status -> new Status(status.state(), 0));

    @Test
    void aStatusThatIsAsWantedIsNotWritten() {
        queue.observed(KEY, new Status("a", 1), 0);
        queue.want(KEY, new Status("a", 1), true);
        assertThat(queue.due(0)).isEmpty();
    }

    @Test
    void whatIsUrgentIsWrittenAtOnceAndOnce() {
        // given
        queue.want(KEY, new Status("a", 1), true);

        // when
        List<Write<Status>> due = queue.due(0);

        // then
        assertThat(due).extracting(Write::status).containsExactly(new Status("a", 1));
        assertThat(queue.due(0)).isEmpty();
        queue.written(due.getFirst());
        queue.observed(KEY, new Status("a", 1), 0);
        assertThat(queue.due(100_000)).isEmpty();
    }

    @Test
    void manyChangesWithinASecondAreOneWriteOfTheNewest() {
        // given
        queue.want(KEY, new Status("a", 1), false);
        queue.written(queue.due(0).getFirst());

        // when
        for (int i = 0; i < 50; i++) {
            queue.want(KEY, new Status("b" + i, 1), false);
            assertThat(queue.due(i * 10)).isEmpty();
        }

        // then
        assertThat(queue.due(1_000)).extracting(Write::status).containsExactly(new Status("b49", 1));
    }

    @Test
    void whoseTimesAloneGoOnIsWrittenEveryHalfMinute() {
        queue.observed(KEY, new Status("a", 1), 0);
        queue.want(KEY, new Status("a", 2), false);
        queue.written(queue.due(0).getFirst());
        queue.want(KEY, new Status("a", 3), false);
        assertThat(queue.due(29_999)).isEmpty();
        assertThat(queue.due(30_000)).extracting(Write::status).containsExactly(new Status("a", 3));
    }

    @Test
    void ofThoseNoMoreThanTenASecondAreWritten() {
        for (int i = 0; i < 100; i++) {
            queue.observed(key(i), new Status("a", 1), 0);
            queue.want(key(i), new Status("a", 2), false);
        }
        assertThat(queue.due(0)).hasSize(10);
        assertThat(queue.due(500)).hasSize(5);
    }

    @Test
    void aChangeDuringAWriteIsWrittenAfterwards() {
        // given
        queue.want(KEY, new Status("a", 1), true);
        Write<Status> first = queue.due(0).getFirst();
        queue.want(KEY, new Status("b", 1), true);
        assertThat(queue.due(0)).isEmpty();

        // when
        queue.written(first);

        // then
        assertThat(queue.due(1_000)).extracting(Write::status).containsExactly(new Status("b", 1));
    }

    @Test
    void aWriteThatFailedIsTriedAgain() {
        queue.want(KEY, new Status("a", 1), true);
        queue.failed(queue.due(0).getFirst());
        assertThat(queue.due(999)).isEmpty();
        assertThat(queue.due(1_000)).hasSize(1);
    }

    @Test
    void whatSomebodyElseHasChangedIsPutRight() {
        queue.want(KEY, new Status("a", 1), true);
        queue.written(queue.due(0).getFirst());
        queue.observed(KEY, new Status("x", 1), 0);
        assertThat(queue.due(2_000)).extracting(Write::status).containsExactly(new Status("a", 1));
    }

    @Test
    void anObjectThatIsGoneIsForgottenAndMakesRoomForOthers() {
        for (int i = 0; i < 200; i++) {
            queue.want(key(i), new Status("a", 1), true);
        }
        assertThat(queue.due(0)).hasSize(32);
        for (int i = 0; i < 32; i++) {
            queue.forget(key(i));
        }
        assertThat(queue.due(0)).hasSize(32);
    }

    private static ObjectKey key(int number) {
        return new ObjectKey(ObjectKind.ALERT_RULE, "shop", "rule" + number);
    }
}
