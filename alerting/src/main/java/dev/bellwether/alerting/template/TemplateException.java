package dev.bellwether.alerting.template;

/**
 * A template cannot be read or rendered. The message is Go's with a column: {@code template: name:line:column: …}; where a
 * limit is exceeded it names the limit.
 */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String templateName;
    private final int line;
    private final int column;

    TemplateException(String templateName, int line, int column, String reason) {
        super("template: " + templateName + ":" + line + ":" + column + ": " + reason, null, false, false);
        this.templateName = templateName;
        this.line = line;
        this.column = column;
    }

    /** The error at an index of a template's text. */
    static TemplateException at(String templateName, String text, int position, String reason) {
        int line = 1;
        int lineStart = 0;
        int end = Math.min(position, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new TemplateException(
                templateName, line, text.codePointCount(lineStart, Math.max(lineStart, end)) + 1, reason);
    }

    public String templateName() {
        return templateName;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** In characters, from 1. */
    public int column() {
        return column;
    }
}
