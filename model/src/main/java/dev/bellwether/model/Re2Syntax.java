package dev.bellwether.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Turns RE2's spelling of a regular expression into the JDK's, and refuses what RE2 does not have.
 *
 * <p>Follows https://github.com/google/re2/wiki/Syntax as far as Go's regexp package implements it. The flag {@code U}
 * (lazy by default) is read but changes no result of a match of the whole text.
 */
final class Re2Syntax {
    private static final Pattern REPETITION = Pattern.compile("\\{([0-9]{1,9})(?:(,)([0-9]{1,9})?)?}");
    private static final Pattern FLAGS = Pattern.compile("\\(\\?([imsU]*)(?:-([imsU]+))?([:)])");
    private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?P?<([A-Za-z0-9_]+)>");
    private static final Pattern PROPERTY = Pattern.compile("\\\\([pP])(?:([A-Z])|\\{(\\^?)([A-Za-z_]+)})");
    private static final Pattern CODE = Pattern.compile("\\\\x(?:([0-9A-Fa-f]{2})|\\{([0-9A-Fa-f]{1,8})})");
    private static final Pattern OCTAL = Pattern.compile("\\\\(0[0-7]{0,2}|[1-7][0-7]{1,2})");
    private static final int MAX_REPETITIONS = 1000;
    private static final int MAX_NESTING = 1000;
    private static final String PERL_SPACE = "\\t\\n\\f\\r ";

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

    /** What was found: the JDK's pattern and the numbers of the named groups. */
    record Translation(String pattern, Map<String, Integer> groups) {}

    private final String expression;
    private final StringBuilder target;
    private final Map<String, Integer> groups = new LinkedHashMap<>();
    private final boolean multiline;
    private int position;
    private int groupCount;
    private int openGroups;
    private boolean inClass;
    /** Whether what stands last is a quantifier, which must not be followed by another. */
    private boolean quantified;

    private Re2Syntax(String expression) {
        this.expression = expression;
        this.target = new StringBuilder(expression.length() + 16);
        this.multiline = FLAGS.matcher(expression)
                .results()
                .anyMatch(flags -> flags.group(1).indexOf('m') >= 0);
    }

    /**
     * Translates an expression.
     *
     * @throws PatternSyntaxException where RE2 does not have what it uses
     */
    static Translation translate(String expression) {
        Re2Syntax translation = new Re2Syntax(expression);
        while (translation.position < expression.length()) {
            translation.next();
        }
        return new Translation(translation.target.toString(), Map.copyOf(translation.groups));
    }

    private void next() {
        char c = expression.charAt(position);
        if (c == '\\') {
            escape();
        } else if (inClass) {
            inClass(c);
        } else {
            switch (c) {
                case '[' -> openClass();
                case '(' -> open();
                case ')' -> {
                    openGroups--;
                    item(")", 1);
                }
                case '*', '+', '?' -> quantifier(String.valueOf(c));
                case '{' -> brace();
                case '$' -> item(multiline ? "$" : "\\z", 1);
                default -> item(String.valueOf(c), 1);
            }
        }
    }

    private void item(String translated, int length) {
        target.append(translated);
        position += length;
        quantified = false;
    }

    private void quantifier(String symbol) {
        if (quantified) {
            throw fault("invalid nested repetition operator");
        }
        target.append(symbol);
        position += symbol.length();
        if (position < expression.length() && expression.charAt(position) == '?') {
            target.append('?');
            position++;
        }
        quantified = true;
    }

    private void brace() {
        Matcher repetition = REPETITION.matcher(expression).region(position, expression.length());
        if (!repetition.lookingAt()) {
            item("\\{", 1);
            return;
        }
        String most = repetition.group(3) == null ? repetition.group(1) : repetition.group(3);
        if (Integer.parseInt(most) > MAX_REPETITIONS || Integer.parseInt(repetition.group(1)) > MAX_REPETITIONS) {
            throw fault("invalid repeat count, at most " + MAX_REPETITIONS + " is allowed");
        }
        quantifier(repetition.group());
    }

    private void openClass() {
        item("[", 1);
        inClass = true;
        if (expression.startsWith("^", position)) {
            item("^", 1);
        }
        if (expression.startsWith("]", position)) {
            item("\\]", 1);
        }
    }

    private void inClass(char c) {
        if (expression.startsWith("[:", position) && expression.indexOf(":]", position + 2) > 0) {
            posixClass();
        } else if (c == '[' || c == '&' || c == '^') {
            item("\\" + c, 1);
        } else {
            inClass = c != ']';
            item(String.valueOf(c), 1);
        }
    }

    private void posixClass() {
        int end = expression.indexOf(":]", position + 2);
        String name = expression.substring(position + 2, end);
        boolean negated = name.startsWith("^");
        String javaClass = POSIX_CLASSES.get(negated ? name.substring(1) : name);
        if (javaClass == null) {
            throw fault("invalid character class range: `[:" + name + ":]`");
        }
        if (negated) {
            javaClass =
                    javaClass.startsWith("\\p") ? "\\P" + javaClass.substring(2) : javaClass.toUpperCase(Locale.ROOT);
        }
        item(javaClass, end + 2 - position);
    }

    private void open() {
        if (++openGroups > MAX_NESTING) {
            throw fault("expression nests too deeply");
        }
        if (!expression.startsWith("(?", position)) {
            groupCount++;
            item("(", 1);
            return;
        }
        Matcher name = GROUP_NAME.matcher(expression).region(position, expression.length());
        if (name.lookingAt()) {
            groupCount++;
            if (groups.put(name.group(1), groupCount) != null) {
                throw fault("duplicate capture group name: `" + name.group(1) + "`");
            }
            item("(", name.group().length());
            return;
        }
        Matcher flags = FLAGS.matcher(expression).region(position, expression.length());
        if (!flags.lookingAt()) {
            throw fault("invalid or unsupported Perl syntax");
        }
        String on = flags.group(1).replace("U", "");
        String off = flags.group(2) == null ? "" : flags.group(2).replace("U", "");
        item(
                "(?" + on + (off.isEmpty() ? "" : "-" + off) + flags.group(3),
                flags.group().length());
        if (flags.group(3).equals(")")) {
            openGroups--;
            if (on.isEmpty() && off.isEmpty()) {
                target.setLength(target.length() - "(?)".length());
            }
        }
    }

    private void escape() {
        if (position + 1 >= expression.length()) {
            throw fault("trailing backslash at end of expression");
        }
        char c = expression.charAt(position + 1);
        switch (c) {
            case 'Q' -> quotation();
            case 's' -> item(inClass ? PERL_SPACE : "[" + PERL_SPACE + "]", 2);
            case 'S' -> item(inClass ? "\\S\\x0B" : "[^" + PERL_SPACE + "]", 2);
            case 'v' -> item("\\x0B", 2);
            case 'a', 'f', 't', 'n', 'r', 'd', 'D', 'w', 'W' -> item("\\" + c, 2);
            case 'A', 'z', 'b', 'B' -> {
                if (inClass) {
                    throw invalidEscape(c);
                }
                item("\\" + c, 2);
            }
            case 'p', 'P' -> property();
            case 'x' -> code();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c);
            default -> {
                boolean letterOrDigit = Character.isLetterOrDigit(c);
                if (letterOrDigit || c >= 0x80) {
                    throw invalidEscape(c);
                }
                item("\\" + c, 2);
            }
        }
    }

    private void quotation() {
        int end = expression.indexOf("\\E", position + 2);
        String literal = expression.substring(position + 2, end < 0 ? expression.length() : end);
        StringBuilder escaped = new StringBuilder();
        literal.codePoints().forEach(each -> {
            if (each < 0x80 && !Character.isLetterOrDigit(each)) {
                escaped.append('\\');
            }
            escaped.appendCodePoint(each);
        });
        item(escaped.toString(), (end < 0 ? expression.length() : end + 2) - position);
    }

    private void property() {
        Matcher property = PROPERTY.matcher(expression).region(position, expression.length());
        if (!property.lookingAt()) {
            throw fault("invalid character class range");
        }
        String name = property.group(2) == null ? property.group(4) : property.group(2);
        boolean negated = property.group(1).equals("P") != "^".equals(property.group(3));
        String javaName = name.length() <= 2 ? name : "Is" + name;
        item((negated ? "\\P{" : "\\p{") + javaName + "}", property.group().length());
    }

    private void code() {
        Matcher code = CODE.matcher(expression).region(position, expression.length());
        if (!code.lookingAt()) {
            throw fault("invalid escape sequence: `\\x`");
        }
        long value = Long.parseLong(code.group(1) == null ? code.group(2) : code.group(1), 16);
        if (value > Character.MAX_CODE_POINT) {
            throw fault("invalid escape sequence: `" + code.group() + "`");
        }
        item(String.format("\\x{%x}", value), code.group().length());
    }

    private void octal(char first) {
        Matcher octal = OCTAL.matcher(expression).region(position, expression.length());
        if (!octal.lookingAt()) {
            throw invalidEscape(first);
        }
        item(
                String.format("\\x{%x}", Integer.parseInt(octal.group(1), 8)),
                octal.group().length());
    }

    private PatternSyntaxException invalidEscape(char c) {
        return fault("invalid escape sequence: `\\" + c + "`");
    }

    private PatternSyntaxException fault(String reason) {
        return new PatternSyntaxException(reason, expression, position);
    }
}
