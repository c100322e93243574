package dev.bellwether.protocol.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionKeyTest {

    /** These never change: data stands where they say. */
    @ParameterizedTest
    @CsvSource({"node-a, 4, 3", "node-b, 4, 0", "'', 4, 3", "ü, 12, 6"})
    void aKeyKeepsItsPartitionForEver(String key, int partitions, int expected) {
        assertThat(PartitionKey.partition(key, partitions)).isEqualTo(expected);
    }

    @Test
    void aThousandAgentsSpreadEvenly() {
        int[] counts = new int[8];
        IntStream.range(0, 8_000).forEach(i -> counts[PartitionKey.partition("node-" + i, 8)]++);
        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(880, 1_120));
    }
}
