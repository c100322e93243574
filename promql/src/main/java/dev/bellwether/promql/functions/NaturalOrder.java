package dev.bellwether.promql.functions;

import java.math.BigInteger;

/** Orders texts as people do: runs of digits as numbers, everything else by characters. */
public final class NaturalOrder {
    private NaturalOrder() {}

    /** Negative where left comes first, positive where right does, 0 where they are equal. */
    public static int compare(String left, String right) {
        int i = 0;
        int j = 0;
        while (i < left.length() && j < right.length()) {
            int leftEnd = runEnd(left, i);
            int rightEnd = runEnd(right, j);
            String leftRun = left.substring(i, leftEnd);
            String rightRun = right.substring(j, rightEnd);
            int order = isDigit(left.charAt(i)) && isDigit(right.charAt(j))
                    ? new BigInteger(leftRun).compareTo(new BigInteger(rightRun))
                    : leftRun.compareTo(rightRun);
            if (order != 0) {
                return order;
            }
            i = leftEnd;
            j = rightEnd;
        }
        int order = Integer.compare(left.length() - i, right.length() - j);
        return order != 0 ? order : left.compareTo(right);
    }

    private static int runEnd(String text, int start) {
        boolean digits = isDigit(text.charAt(start));
        int end = start + 1;
        while (end < text.length() && isDigit(text.charAt(end)) == digits) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
