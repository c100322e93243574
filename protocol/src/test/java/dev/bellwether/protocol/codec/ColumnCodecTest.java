package dev.bellwether.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.SpecialValues;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnCodecTest {

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.0,
                -0.0,
                1,
                -1,
                0.1,
                0.3,
                12345.67,
                -273.15,
                1e-11,
                1e-12,
                1e22,
                1e300,
                9007199254740991.0,
                9007199254740992.0,
                9007199254740993.0,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.NaN,
                Math.PI,
                0.1 + 0.2
            })
    void aValueComesBackExactToTheBit(double value) {
        assertThat(roundTrip(value)).containsExactly(Double.doubleToRawLongBits(value));
    }

    @Test
    void staleAndAbsentKeepTheirBits() {
        assertThat(roundTrip(SpecialValues.STALE, SpecialValues.ABSENT, Double.NaN))
                .containsExactly(
                        SpecialValues.STALE_BITS, SpecialValues.ABSENT_BITS, Double.doubleToRawLongBits(Double.NaN));
    }

    @Test
    void anyColumnComesBackExactToTheBit() {
        Random random = new Random(20_261_121);
        for (int round = 0; round < 2_000; round++) {
            double[] column = new double[random.nextInt(40)];
            for (int i = 0; i < column.length; i++) {
                column[i] = switch (random.nextInt(6)) {
                    case 0 -> 0.0;
                    case 1 -> random.nextInt(1_000_000);
                    case 2 -> random.nextInt(1_000_000_000) / 100.0;
                    case 3 -> Double.longBitsToDouble(random.nextLong());
                    case 4 -> random.nextGaussian();
                    default -> random.nextLong(1L << 54) / 1e3;
                };
            }
            assertThat(roundTrip(column)).containsExactly(bits(column));
        }
    }

    @Test
    void whatMachinesReportTakesFewBytes() {
        double[] column = {0, 0, 0, 0, 1, 5, 12345.67, 0.25};
        assertThat(ColumnCodec.encode(column, column.length)).hasSize(4 + 1 + 1 + 4 + 1);
    }

    @Test
    void aColumnCutAnywhereIsRefused() {
        byte[] encoded = ColumnCodec.encode(new double[] {1, Math.PI, 12345.67, 0}, 4);
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThatThrownBy(() -> ColumnCodec.decode(cut, 4)).isInstanceOf(InvalidBatchException.class);
        }
    }

    @Test
    void bytesBeyondTheColumnAreRefused() {
        byte[] encoded = ColumnCodec.encode(new double[] {1, 2}, 2);
        assertThatThrownBy(() -> ColumnCodec.decode(Arrays.copyOf(encoded, encoded.length + 1), 2))
                .isInstanceOf(InvalidBatchException.class)
                .hasMessageContaining("column has 4 bytes, its 2 values need 3");
    }

    private static long[] roundTrip(double... column) {
        return bits(ColumnCodec.decode(ColumnCodec.encode(column, column.length), column.length));
    }

    private static long[] bits(double[] column) {
        return Arrays.stream(column).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
