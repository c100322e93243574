package dev.bellwether.storage.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PackedCacheTest {
    private static final UUID VERSION = new UUID(1, 1);
    private static final PackedSamples SAMPLES = new PackedSamples(0, 15_000, null, new double[240]);

    @Test
    void givesOnlyTheVersionThatIsAskedFor() {
        // given
        PackedCache cache = new PackedCache(100_000);
        cache.keep(7, 0, VERSION, List.of(SAMPLES));

        // then
        assertThat(cache.find(7, 0, VERSION)).containsExactly(SAMPLES);
        assertThat(cache.find(7, 0, new UUID(1, 2))).isNull();
        assertThat(cache.find(8, 0, VERSION)).isNull();
        assertThat(cache.find(7, TimeSpan.HOUR, VERSION)).isNull();
    }

    @Test
    void anHourWithoutRowsIsKnownToo() {
        // given
        PackedCache cache = new PackedCache(100_000);
        cache.keep(7, 0, VERSION, List.of());

        // then
        assertThat(cache.find(7, 0, VERSION)).isEmpty();
    }

    @Test
    void whatWasUsedLongestAgoGoesWhereMemoryIsShort() {
        // given
        PackedCache cache = new PackedCache(10_000);

        // when
        for (int series = 1; series <= 100; series++) {
            cache.keep(series, 0, VERSION, List.of(SAMPLES));
            assertThat(cache.find(1, 0, VERSION)).isNotNull();
        }

        // then
        assertThat(cache.bytes()).isBetween(5_000L, 10_000L);
        assertThat(cache.find(100, 0, VERSION)).isNotNull();
        assertThat(cache.find(50, 0, VERSION)).isNull();
    }

    @Test
    void aLargeQueryDoesNotPushTheOthersOut() {
        PackedCache cache = new PackedCache(64L * 1024 * 1024);

        assertThat(cache.isFor(1_000, 6)).isTrue();
        assertThat(cache.isFor(10_000, 6)).isFalse();
        assertThat(new PackedCache(0).isFor(1, 1)).isFalse();
    }

    @Test
    void irregularAndRegularSamplesAreFoundByTheirTime() {
        PackedSamples irregular = new PackedSamples(1_000, 0, new int[] {0, 7, 500}, new double[] {1, 2, 3});

        assertThat(SAMPLES.indexOf(-1)).isZero();
        assertThat(SAMPLES.indexOf(15_001)).isEqualTo(2);
        assertThat(SAMPLES.indexOf(30_000)).isEqualTo(2);
        assertThat(SAMPLES.indexOf(Long.MAX_VALUE / 2)).isEqualTo(240);
        assertThat(irregular.indexOf(1_007)).isEqualTo(1);
        assertThat(irregular.indexOf(1_008)).isEqualTo(2);
        assertThat(irregular.indexOf(2_000)).isEqualTo(3);
    }
}
