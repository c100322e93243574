package dev.bellwether.model;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Turns RE2's spelling of a regular expression into the JDK's, and refuses what RE2 does not have. */
final class Re2Syntax {
    private static final Map<String, String> POSIX_CLASSES = Map.ofEntries(
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("ascii", "\\p{ASCII}"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("digit", "\\p{Digit}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("space", "\\s"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("word", "\\w"),
            Map.entry("xdigit", "\\p{XDigit}"));

    private Re2Syntax() {}

    static String toJava(String expression) {
        StringBuilder target = new StringBuilder(expression.length() + 8);
        boolean inClass = false;
        int i = 0;
        while (i < expression.length()) {
            char c = expression.charAt(i);
            if (c == '\\') {
                i = escape(expression, i, target);
            } else if (inClass) {
                if (expression.startsWith("[:", i) && expression.indexOf(":]", i) > 0) {
                    i = posixClass(expression, i, target);
                } else if (c == '[' || c == '&') {
                    target.append('\\').append(c);
                    i++;
                } else {
                    inClass = c != ']';
                    target.append(c);
                    i++;
                }
            } else if (c == '[') {
                inClass = true;
                target.append(c);
                i++;
                if (i < expression.length() && expression.charAt(i) == '^') {
                    target.append('^');
                    i++;
                }
                if (i < expression.length() && expression.charAt(i) == ']') {
                    target.append("\\]");
                    i++;
                }
            } else if (expression.startsWith("(?", i)) {
                i = group(expression, i, target);
            } else {
                if (c == '+' && isQuantified(target) && !target.isEmpty()) {
                    throw new PatternSyntaxException("invalid nested repetition operator", expression, i);
                }
                target.append(c);
                i++;
            }
        }
        return target.toString();
    }

    private static boolean isQuantified(StringBuilder target) {
        int last = target.length() - 1;
        if (last < 0 || "*+?}".indexOf(target.charAt(last)) < 0) {
            return false;
        }
        int backslashes = 0;
        for (int i = last - 1; i >= 0 && target.charAt(i) == '\\'; i--) {
            backslashes++;
        }
        return backslashes % 2 == 0;
    }

    private static int escape(String expression, int start, StringBuilder target) {
        if (start + 1 >= expression.length()) {
            throw new PatternSyntaxException("trailing backslash at end of expression", expression, start);
        }
        char c = expression.charAt(start + 1);
        if (c == 'Q') {
            int end = expression.indexOf("\\E", start + 2);
            String literal = end < 0 ? expression.substring(start + 2) : expression.substring(start + 2, end);
            target.append(Pattern.quote(literal));
            return end < 0 ? expression.length() : end + 2;
        }
        if ((c >= '1' && c <= '9') || "GXRZhHVkNcueE".indexOf(c) >= 0) {
            throw new PatternSyntaxException("invalid escape sequence: `\\" + c + "`", expression, start);
        }
        target.append('\\').append(c);
        return start + 2;
    }

    private static int posixClass(String expression, int start, StringBuilder target) {
        int end = expression.indexOf(":]", start);
        String name = expression.substring(start + 2, end);
        boolean negated = name.startsWith("^");
        String javaClass = POSIX_CLASSES.get(negated ? name.substring(1) : name);
        if (javaClass == null) {
            throw new PatternSyntaxException("invalid character class range: `[:" + name + ":]`", expression, start);
        }
        if (negated) {
            target.append(
                    javaClass.startsWith("\\p") ? "\\P" + javaClass.substring(2) : javaClass.toUpperCase(Locale.ROOT));
        } else {
            target.append(javaClass);
        }
        return end + 2;
    }

    private static int group(String expression, int start, StringBuilder target) {
        if (expression.startsWith("(?P<", start)) {
            target.append("(?<");
            return start + 4;
        }
        int next = start + 2;
        boolean lookAround = expression.startsWith("(?=", start)
                || expression.startsWith("(?!", start)
                || expression.startsWith("(?<=", start)
                || expression.startsWith("(?<!", start)
                || expression.startsWith("(?>", start);
        if (lookAround) {
            throw new PatternSyntaxException("invalid or unsupported Perl syntax: look-around", expression, start);
        }
        target.append("(?");
        return next;
    }
}
