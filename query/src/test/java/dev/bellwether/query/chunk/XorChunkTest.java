package dev.bellwether.query.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.SpecialValues;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XorChunkTest {
    @Test
    void aConstantRegularSeriesTakesTwoBitsASample() {
        XorEncoder encoder = new XorEncoder();
        for (int i = 0; i < 1_000; i++) {
            encoder.append(1_767_225_600_000L + i * 15_000L, 1.5);
        }

        assertThat(encoder.size()).isLessThan(2 + 6 + 8 + 4 + 1_000 / 4);
    }

    @Test
    void theLayoutIsThatOfPrometheus() {
        // given
        XorEncoder encoder = new XorEncoder();

        // when
        encoder.append(1_000, 1);
        encoder.append(2_000, 1);
        encoder.append(3_000, 2);

        // then: count; zigzag 1000; bits of 1.0; delta 1000; '0'; dod '0', xor '1' '1' 01 leading, 11 bits …
        assertThat(HexFormat.of().formatHex(encoder.toBytes()))
                .startsWith("0003" + "d00f" + "3ff0000000000000" + "e807");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsReadIsWhatWasWritten(int seed) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(300);
        long[] times = new long[count];
        double[] values = new double[count];
        XorEncoder encoder = new XorEncoder();
        long time = random.nextLong(2_000_000_000_000L) - 1_000_000_000_000L;
        for (int i = 0; i < count; i++) {
            time += switch (random.nextInt(6)) {
                case 0 -> 1;
                case 1 -> random.nextInt(70_000) + 1;
                case 2 -> random.nextInt(2_000_000) + 1;
                case 3 -> random.nextLong(1L << 40) + 1;
                default -> 15_000;
            };
            times[i] = time;
            values[i] = value(random);
            encoder.append(times[i], values[i]);
        }

        XorDecoder decoder = new XorDecoder(encoder.toBytes());
        assertThat(decoder.count()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            assertThat(decoder.next()).isTrue();
            assertThat(decoder.timeMillis()).isEqualTo(times[i]);
            assertThat(Double.doubleToRawLongBits(decoder.value())).isEqualTo(Double.doubleToRawLongBits(values[i]));
        }
        assertThat(decoder.next()).isFalse();
    }

    private static double value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> SpecialValues.STALE;
            case 1 -> Double.NaN;
            case 2 -> Double.POSITIVE_INFINITY;
            case 3 -> Double.longBitsToDouble(random.nextLong());
            case 4 -> 0;
            default -> random.nextInt(1_000);
        };
    }
}
