package dev.bellwether.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ByteKeyCacheTest {
    private final ByteKeyCache<Integer> cache = new ByteKeyCache<>(20);

    @Test
    void aValueIsFoundByEqualBytesWhereverTheyStand() {
        // given
        byte[] source = text("the quick brown fox");

        // when
        cache.put(source, 4, 11, 1);
        source[0] = 'x';

        // then
        assertThat(get("quick brown")).isEqualTo(1);
        assertThat(cache.get(text("a quick brown"), 2, 11)).isEqualTo(1);
        assertThat(get("quick brow")).isNull();
        assertThat(get("quick crown")).isNull();
        assertThat(get("")).isNull();
    }

    @Test
    void storedBytesAreACopy() {
        // given
        byte[] source = text("quick");

        // when
        cache.put(source, 0, 5, 1);
        source[0] = 'Q';

        // then
        assertThat(get("quick")).isEqualTo(1);
        assertThat(get("Quick")).isNull();
    }

    @Test
    void whatIsAskedForStaysAndTheRestIsForgotten() {
        // given
        put("wanted", -1);

        // when
        for (int i = 0; i < 1_000; i++) {
            put("number " + i, i);
            assertThat(get("wanted")).isEqualTo(-1);
        }

        // then
        assertThat(get("number 999")).isEqualTo(999);
        assertThat(get("number 1")).isNull();
        assertThat(cache.size()).isLessThanOrEqualTo(20);
    }

    @Test
    void longKeysAreNotKept() {
        // given
        byte[] longest = new byte[ByteKeyCache.MAX_KEY_BYTES];
        byte[] tooLong = new byte[ByteKeyCache.MAX_KEY_BYTES + 1];

        // when
        cache.put(longest, 0, longest.length, 1);
        cache.put(tooLong, 0, tooLong.length, 2);

        // then
        assertThat(cache.get(longest, 0, longest.length)).isEqualTo(1);
        assertThat(cache.get(tooLong, 0, tooLong.length)).isNull();
    }

    @Test
    void aCapacityBelowTwoIsRefused() {
        assertThatThrownBy(() -> new ByteKeyCache<>(1)).hasMessage("capacity is 1, at least 2 are needed");
    }

    private void put(String key, int value) {
        cache.put(text(key), 0, key.length(), value);
    }

    private @Nullable Integer get(String key) {
        return cache.get(text(key), 0, key.length());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
