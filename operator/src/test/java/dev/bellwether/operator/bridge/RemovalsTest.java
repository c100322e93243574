package dev.bellwether.operator.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.operator.bridge.BridgeStatus.Held;
import dev.bellwether.operator.bridge.Removals.Certainty;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RemovalsTest {
    private static final long START = 1_800_000_000_000L;

    private final Removals removals = new Removals(Duration.ofMillis(100), Duration.ofMinutes(10));

    @Test
    void aFewGoAsSoonAsTheyAreGathered() {
        // given
        add(0, 10, Certainty.GONE, START);

        // then
        assertThat(removals.due(20, "", START + 99)).isEmpty();
        assertThat(removals.due(20, "", START + 100)).hasSize(10);
        assertThat(removals.held(10)).isNull();
    }

    @Test
    void aFifthGoesAndMoreIsHeldBackAltogether() {
        // given
        add(0, 20, Certainty.GONE, START);
        assertThat(removals.due(100, "", START + 100)).hasSize(20);

        // when
        add(20, 21, Certainty.GONE, START + 200);

        // then
        assertThat(removals.due(80, "", START + 300)).isEmpty();
        Held held = Objects.requireNonNull(removals.held(80));
        assertThat(held.count()).isEqualTo(1);
    }

    @Test
    void whatIsHeldBackGoesWhenItIsConfirmed() {
        // given
        add(0, 50, Certainty.GONE, START);
        assertThat(removals.due(100, "", START + 100)).isEmpty();
        Held held = Objects.requireNonNull(removals.held(100));
        assertThat(held.reason()).isEqualTo("50 of 100 would go at once, more than a fifth");
        assertThat(held.until()).isEqualTo("2027-01-15T08:10:00Z");

        // then
        assertThat(removals.due(100, "yesterday", START + 200)).isEmpty();
        assertThat(removals.due(100, held.confirmation(), START + 200)).hasSize(50);
        assertThat(removals.held(50)).isNull();
    }

    @Test
    void whatIsHeldBackGoesWhenTheTimeIsOver() {
        add(0, 50, Certainty.GONE, START);
        assertThat(removals.due(100, "", START + 100)).isEmpty();
        assertThat(removals.due(100, "", START + 600_000)).isEmpty();
        assertThat(removals.due(100, "", START + 600_100)).hasSize(50);
    }

    @Test
    void whatComesBackStays() {
        // given
        add(0, 50, Certainty.GONE, START);
        assertThat(removals.due(100, "", START + 100)).isEmpty();

        // when
        for (int i = 0; i < 45; i++) {
            removals.keep("rule" + i);
        }

        // then
        assertThat(removals.due(100, "", START + 200)).hasSize(5);
        assertThat(removals.held(95)).isNull();
    }

    @Test
    void aConfirmationOfAnEarlierTimeCountsNoMore() {
        // given
        add(0, 50, Certainty.GONE, START);
        assertThat(removals.due(100, "", START + 100)).isEmpty();
        String confirmation = Objects.requireNonNull(removals.held(100)).confirmation();
        assertThat(removals.due(100, confirmation, START + 200)).hasSize(50);

        // when
        add(50, 80, Certainty.GONE, START + 120_000);

        // then
        assertThat(removals.due(50, confirmation, START + 120_100)).isEmpty();
        assertThat(removals.held(50)).isNotNull();
    }

    @Test
    void whatNobodyHasLookedAfterDoesNotGo() {
        add(0, 1, Certainty.UNVERIFIED, START);
        assertThat(removals.due(100, "", START + 700_000)).isEmpty();
        assertThat(removals.held(100)).isNull();
        assertThat(removals.uncertain()).containsExactly("rule0");
        removals.add("rule0", Certainty.GONE, START + 700_000);
        assertThat(removals.due(100, "", START + 700_000)).containsExactly("rule0");
    }

    @Test
    void whoseDefinitionIsGoneGoesOnlyWhenThatIsConfirmed() {
        // given
        add(0, 3, Certainty.UNSEEN, START);

        // then
        assertThat(removals.due(100, "", START + 100)).isEmpty();
        Held held = Objects.requireNonNull(removals.held(100));
        assertThat(held.until()).isEmpty();
        assertThat(held.reason())
                .isEqualTo(
                        "3 of 100 stay in force although their objects are not to be seen: their definition is gone");
        assertThat(removals.due(100, "", START + 10_000_000)).isEmpty();
        assertThat(removals.due(100, held.confirmation(), START + 10_000_000))
                .isEqualTo(List.of("rule0", "rule1", "rule2"));
    }

    @Test
    void whoseDefinitionWasGoneAndIsBackWithoutThemStayForAWhile() {
        // given
        add(0, 2, Certainty.UNSEEN, START);
        assertThat(removals.due(100, "", START + 100)).isEmpty();

        // when
        add(0, 2, Certainty.GONE, START + 900_000);

        // then
        assertThat(removals.due(100, "", START + 900_200)).isEmpty();
        Held held = Objects.requireNonNull(removals.held(100));
        assertThat(held.reason()).endsWith("their definition was gone, and is back without them");
        removals.keep("rule0");
        assertThat(removals.due(100, "", START + 1_500_000)).containsExactly("rule1");
    }

    private void add(int from, int to, Certainty certainty, long now) {
        for (int i = from; i < to; i++) {
            removals.add("rule" + i, certainty, now);
        }
    }
}
