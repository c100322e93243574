package dev.bellwether.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningTest {
    private final List<String> stopped = new ArrayList<>();
    private final Running running = new Running();

    private AutoCloseable part(String name) {
        return () -> stopped.add(name);
    }

    @Test
    void partsStopInTheReverseOrderOfTheirStartEachOnce() {
        // given
        running.add(part("log"));
        running.add(part("writer"));

        // when
        running.close();
        running.close();

        // then
        assertThat(stopped).containsExactly("writer", "log");
    }

    @Test
    void aPartThatFailsToStopDoesNotKeepTheOthersRunning() {
        // given
        running.add(part("log"));
        running.add(() -> {
            throw new IllegalStateException("stuck");
        });

        // when
        running.close();

        // then
        assertThat(stopped).containsExactly("log");
    }

    @Test
    void whatStartsAfterTheEndIsStoppedAtOnce() {
        // given
        running.close();

        // when
        running.add(part("late"));

        // then
        assertThat(stopped).containsExactly("late");
    }
}
