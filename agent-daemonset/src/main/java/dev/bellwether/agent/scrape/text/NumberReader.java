package dev.bellwether.agent.scrape.text;

import java.nio.charset.StandardCharsets;

/**
 * Reads numbers as Go's {@code strconv} does for expositions: decimal, {@code NaN} and {@code Inf} in any case; no
 * hexadecimal, no underscores. A sign before {@code NaN}, as C prints it, is no error. Keeps the last value so that nothing is boxed. For one thread.
 */
final class NumberReader {
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final int MOST_EXACT_DIGITS = 15;

    private double doubleValue;
    private long longValue;

    double doubleValue() {
        return doubleValue;
    }

    long longValue() {
        return longValue;
    }

    /** Reads a whole number with an optional sign; false where the bytes are none or it needs more than 64 bits. */
    boolean readLong(byte[] bytes, int start, int end) {
        int i = start;
        boolean negative = i < end && bytes[i] == '-';
        if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
            i++;
        }
        if (i == end || end - i > 18) {
            return false;
        }
        long value = 0;
        for (; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = value * 10 + digit;
        }
        longValue = negative ? -value : value;
        return true;
    }

    /**
     * Reads a floating point number, correctly rounded; false where the bytes are none or it is too large.
     *
     * <p>Up to 15 digits and a power of ten up to 22 are exact in a double, so that one multiplication or division rounds
     * correctly (Clinger, "How to read floating point numbers accurately", 1990); the rest goes the JDK's way.
     */
    boolean readDouble(byte[] bytes, int start, int end) {
        int i = start;
        boolean negative = i < end && bytes[i] == '-';
        if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
            i++;
        }
        int firstDigit = i;
        long mantissa = 0;
        int digits = 0;
        int significant = 0;
        int fraction = 0;
        boolean point = false;
        for (; i < end; i++) {
            byte b = bytes[i];
            if (b >= '0' && b <= '9') {
                digits++;
                if (significant > 0 || b != '0') {
                    significant++;
                    if (significant <= MOST_EXACT_DIGITS) {
                        mantissa = mantissa * 10 + (b - '0');
                    }
                }
                if (point) {
                    fraction++;
                }
            } else if (b == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return readNamed(bytes, firstDigit, end, negative);
        }
        int exponent = 0;
        if (i < end && (bytes[i] == 'e' || bytes[i] == 'E')) {
            if (!readLong(bytes, i + 1, end)) {
                return false;
            }
            exponent = (int) Math.clamp(longValue, -100_000, 100_000);
            i = end;
        }
        if (i < end) {
            return false;
        }
        int power = exponent - fraction;
        if (significant <= MOST_EXACT_DIGITS && power >= -22 && power <= 22) {
            double value = power < 0 ? mantissa / POWERS_OF_TEN[-power] : mantissa * POWERS_OF_TEN[power];
            doubleValue = negative ? -value : value;
            return true;
        }
        doubleValue = Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
        return !Double.isInfinite(doubleValue);
    }

    private boolean readNamed(byte[] bytes, int start, int end, boolean negative) {
        if (isWord(bytes, start, end, "inf") || isWord(bytes, start, end, "infinity")) {
            doubleValue = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            return true;
        }
        if (isWord(bytes, start, end, "nan")) {
            doubleValue = Double.NaN;
            return true;
        }
        return false;
    }

    private static boolean isWord(byte[] bytes, int start, int end, String word) {
        if (end - start != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((bytes[start + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
