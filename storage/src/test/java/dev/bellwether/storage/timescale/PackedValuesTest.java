package dev.bellwether.storage.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.SpecialValues;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedValuesTest {
    private static void assertKept(PackedValues packed, double... values) {
        double[] unpacked = packed.unpack();
        assertThat(unpacked).hasSize(values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(Double.doubleToRawLongBits(unpacked[i]))
                    .as("value %s of %s", values[i], packed)
                    .isEqualTo(Double.doubleToRawLongBits(values[i]));
        }
    }

    @Test
    void wholeNumbersDecimalsAndPagesTakeTwoOrFourBytes() {
        record Case(boolean small, double scale, double... values) {}
        for (Case each : new Case[] {
            new Case(true, 1, 1, 2, 65_536),
            new Case(false, 1, 1, 2, 65_537),
            new Case(true, 100, 1_234_567.01, 1_234_567.02, 1_234_567.5),
            new Case(true, 1.0 / 4_096, 8_589_934_592.0, 8_589_938_688.0),
            new Case(true, 1.0 / 4_096, 0, 0, 0),
            new Case(true, 1.0 / 1_024, 1_024, 3_072),
            new Case(true, 10, -0.1, 0.1),
            new Case(false, 1, -2_147_483_648.0, 2_147_483_647.0),
            new Case(true, 1, 9_007_199_254_740_991.0, 9_007_199_254_740_990.0),
        }) {
            PackedValues packed = PackedValues.of(each.values(), each.values().length);
            assertThat(packed.values()).isNull();
            assertThat(packed.small()).isEqualTo(each.small());
            assertThat(packed.scale()).isEqualTo(each.scale());
            assertKept(packed, each.values());
        }
    }

    @Test
    void everythingElseStaysAsItIs() {
        for (double[] values : new double[][] {
            {1, SpecialValues.STALE},
            {Double.NaN},
            {Double.POSITIVE_INFINITY, 1},
            {-0.0, 1},
            {1.0 / 3},
            {0, 4_294_967_297.0},
            {Double.MIN_VALUE, Double.MAX_VALUE},
            {1e300, 1e300}
        }) {
            PackedValues packed = PackedValues.of(values, values.length);
            assertThat(packed.offsets()).isNull();
            assertKept(packed, values);
        }
    }

    @Test
    void anyValuesComeBackBitByBit() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            double[] values = new double[1 + random.nextInt(4)];
            double scale = Math.pow(10, random.nextInt(8) - 3);
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(10) == 0
                        ? Double.longBitsToDouble(random.nextLong())
                        : random.nextInt(1_000_000) / scale;
            }
            assertKept(PackedValues.of(values, values.length), values);
        }
    }
}
