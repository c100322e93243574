package dev.bellwether.promql.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void runsOfDigitsAreNumbers() {
        // given
        List<String> sorted = List.of("1", "2", "10", "a", "a1", "a2b1", "a2b10", "a10", "b");
        List<String> shuffled = new ArrayList<>(sorted);
        Collections.reverse(shuffled);

        // when
        shuffled.sort(NaturalOrder::compare);

        // then
        assertThat(shuffled).isEqualTo(sorted);
    }
}
