package dev.bellwether.alerting.template;

/** Texts whose words begin with a capital, as Go's golang.org/x/text/cases has it for American English. */
final class TitleCase {
    private TitleCase() {}

    /**
     * The text with the first letter of each word in title case.
     *
     * @param lower whether the other letters become small
     */
    static String of(String text, boolean lower) {
        StringBuilder title = new StringBuilder(text.length());
        boolean inWord = false;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (isCased(c)) {
                if (!inWord) {
                    title.appendCodePoint(Character.toTitleCase(c));
                } else {
                    title.appendCodePoint(lower ? Character.toLowerCase(c) : c);
                }
                inWord = true;
            } else {
                title.appendCodePoint(c);
                boolean joins = isExtension(c)
                        || (isMiddle(c) && next < text.length() && Character.isLetter(text.codePointAt(next)));
                inWord = inWord && joins || Character.isLetterOrDigit(c) && inWord;
            }
            i = next;
        }
        return title.toString();
    }

    private static boolean isCased(int c) {
        return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
    }

    private static boolean isExtension(int c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.FORMAT -> true;
            default -> false;
        };
    }

    /** Punctuation that stands within words. */
    private static boolean isMiddle(int c) {
        return switch (c) {
            case '\'',
                    '.',
                    ':',
                    '\u00b7',
                    '\u0387',
                    '\u2018',
                    '\u2019',
                    '\u2024',
                    '\u2027',
                    '\ufe13',
                    '\ufe52',
                    '\ufe55',
                    '\uff07',
                    '\uff0e',
                    '\uff1a' -> true;
            default -> false;
        };
    }
}
