package dev.bellwether.alerting.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats as Go's strconv package writes them. Finite numbers only; the sign is left to the caller. */
final class FloatText {
    /** As many digits as are needed to read the number back. */
    static final int SHORTEST = -1;

    private static final int SHORTEST_EXPONENT_LIMIT = 6;
    private static final int MANTISSA_BITS = 52;

    private FloatText() {}

    /**
     * The text of a number's magnitude.
     *
     * @param verb {@code e}, {@code f} or {@code g}
     * @param precision digits behind the point, for {@code g} significant digits, or {@link #SHORTEST}
     * @param keepZeros whether {@code g} keeps zeros at the end and the point (Go's flag {@code #})
     */
    static String magnitude(double value, char verb, int precision, boolean keepZeros) {
        double magnitude = Math.abs(value);
        return switch (verb) {
            case 'e' -> exponential(digits(magnitude, precision < 0 ? precision : precision + 1), precision);
            case 'f' -> fixed(magnitude, precision);
            default -> general(magnitude, precision, keepZeros);
        };
    }

    /** The number rounded to significant digits. */
    private static BigDecimal digits(double magnitude, int significant) {
        if (magnitude == 0) {
            return BigDecimal.ZERO;
        }
        if (significant < 0) {
            BigDecimal shortest = new BigDecimal(Double.toString(magnitude)).stripTrailingZeros();
            // The JDK gives two digits where one would do.
            BigDecimal shorter = shortest.round(new MathContext(1, RoundingMode.HALF_EVEN));
            return shortest.precision() == 2 && shorter.doubleValue() == magnitude ? shorter : shortest;
        }
        MathContext context = new MathContext(Math.max(1, significant), RoundingMode.HALF_EVEN);
        return new BigDecimal(magnitude).round(context).stripTrailingZeros();
    }

    /** The text of a number's magnitude in base 16: {@code 0x1.8p+01}. */
    static String hexadecimal(double value, int precision) {
        double magnitude = Math.abs(value);
        if (magnitude == 0) {
            return "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+00";
        }
        long bits = Double.doubleToRawLongBits(magnitude);
        int exponent = (int) (bits >>> MANTISSA_BITS) - 1023;
        long mantissa = bits & ((1L << MANTISSA_BITS) - 1);
        if (exponent == -1023) {
            int shift = Long.numberOfLeadingZeros(mantissa) - (63 - MANTISSA_BITS);
            mantissa <<= shift;
            exponent = -1022 - shift;
        } else {
            mantissa |= 1L << MANTISSA_BITS;
        }
        if (precision >= 0 && precision * 4 < MANTISSA_BITS) {
            mantissa = rounded(mantissa, MANTISSA_BITS - precision * 4);
        }
        if (mantissa >> (MANTISSA_BITS + 1) != 0) {
            mantissa >>= 1;
            exponent++;
        }
        String digits = String.format("%013x", mantissa & ((1L << MANTISSA_BITS) - 1));
        String shown = precision < 0
                ? digits.replaceFirst("0+$", "")
                : (digits + "0".repeat(Math.max(0, precision - digits.length()))).substring(0, precision);
        int size = Math.abs(exponent);
        return "0x1" + (shown.isEmpty() ? "" : "." + shown) + "p" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "")
                + size;
    }

    /** The number with its lowest bits cleared, rounded half to even. */
    private static long rounded(long number, int bits) {
        long half = 1L << (bits - 1);
        long rest = number & ((1L << bits) - 1);
        long cut = number >> bits;
        boolean up = rest > half || (rest == half && (cut & 1) == 1);
        return (up ? cut + 1 : cut) << bits;
    }

    private static String exponential(BigDecimal value, int precision) {
        String digits = value.unscaledValue().toString();
        int exponent = value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
        int behindPoint = precision < 0 ? digits.length() - 1 : precision;
        StringBuilder text = new StringBuilder().append(digits.charAt(0));
        if (behindPoint > 0) {
            text.append('.');
            text.append(digits, 1, Math.min(digits.length(), behindPoint + 1));
            text.repeat('0', Math.max(0, behindPoint - digits.length() + 1));
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        return text.append(size < 10 ? "0" : "").append(size).toString();
    }

    private static String fixed(double magnitude, int precision) {
        if (magnitude == 0 && precision <= 0) {
            return "0";
        }
        return precision < 0
                ? digits(magnitude, SHORTEST).toPlainString()
                : new BigDecimal(magnitude)
                        .setScale(precision, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    private static String general(double magnitude, int precision, boolean keepZeros) {
        int wanted = precision == 0 ? 1 : precision;
        BigDecimal value = digits(magnitude, wanted);
        int count = value.signum() == 0 ? 1 : value.precision();
        int exponent = value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
        int limit = wanted;
        if (limit > count && count >= exponent + 1) {
            limit = count;
        }
        if (wanted < 0) {
            limit = SHORTEST_EXPONENT_LIMIT;
        }
        boolean padded = keepZeros && !(wanted < 0 && magnitude == 0);
        int significant = wanted < 0 ? SHORTEST_EXPONENT_LIMIT : wanted;
        if (keepZeros && wanted >= 0) {
            limit = wanted;
        }
        if (exponent < -4 || exponent >= limit) {
            return padded ? exponential(value, Math.max(count, significant) - 1) : exponential(value, SHORTEST);
        }
        if (!padded) {
            return value.signum() == 0 ? "0" : value.toPlainString();
        }
        int behindPoint = Math.max(0, Math.max(count, significant) - exponent - 1);
        String text = value.setScale(Math.max(behindPoint, Math.max(0, value.scale())), RoundingMode.UNNECESSARY)
                .toPlainString();
        return text.indexOf('.') < 0 ? text + "." : text;
    }
}
