package dev.bellwether.alerting.template;

/** A text that grows to a limit and fails beyond it. */
final class BoundedText {
    private final StringBuilder text = new StringBuilder();
    private final int limit;

    BoundedText(int limit) {
        this.limit = limit;
    }

    static LimitExceeded tooLong(int limit) {
        return new LimitExceeded("a text becomes longer than " + limit + " characters (limit maxOutputLength)");
    }

    BoundedText append(String part) {
        reserve(part.length());
        text.append(part);
        return this;
    }

    BoundedText append(char c) {
        reserve(1);
        text.append(c);
        return this;
    }

    BoundedText appendCodePoint(int codePoint) {
        reserve(Character.charCount(codePoint));
        text.appendCodePoint(codePoint);
        return this;
    }

    BoundedText repeat(char c, int count) {
        reserve(count);
        text.repeat(c, count);
        return this;
    }

    private void reserve(int length) {
        if (length > limit - text.length()) {
            throw tooLong(limit);
        }
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
