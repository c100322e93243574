package dev.bellwether.agent.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ByteKeyTableTest {

    @Test
    void behavesAsAMapThroughAddingAndRetaining() {
        // given
        Random random = new Random(3);
        Map<String, Integer> expected = new HashMap<>();
        ByteKeyTable<Integer> table = new ByteKeyTable<>();

        for (int round = 0; round < 20; round++) {
            // when
            for (int i = 0; i < 500; i++) {
                String key = "series" + random.nextInt(3_000);
                if (expected.putIfAbsent(key, i) == null) {
                    table.add(view(key), i);
                }
            }
            int divisor = 2 + round % 5;
            expected.values().removeIf(value -> value % divisor == 0);
            table.retainIf(value -> value % divisor != 0);

            // then
            assertThat(table.size()).isEqualTo(expected.size());
            expected.forEach((key, value) -> assertThat(table.get(view(key))).isEqualTo(value));
        }
        Set<Integer> visited = new HashSet<>();
        table.forEach(visited::add);
        assertThat(visited).isEqualTo(new HashSet<>(expected.values()));
    }

    @Test
    void findsNothingForUnknownBytes() {
        ByteKeyTable<Integer> table = new ByteKeyTable<>();
        table.add(view("a"), 1);

        assertThat(table.get(view("b"))).isNull();
        assertThat(table.get(view(""))).isNull();
    }

    private static ByteView view(String text) {
        byte[] bytes = ("xx" + text + "y").getBytes(StandardCharsets.UTF_8);
        return new ByteView().set(bytes, 2, bytes.length - 1);
    }
}
