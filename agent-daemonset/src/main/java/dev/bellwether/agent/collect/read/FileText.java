package dev.bellwether.agent.collect.read;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * A file of the kernel, read whole into a buffer that is used again for the next one, with a cursor over its lines and
 * their fields. Fields are separated by blanks, tabs, or nothing else. Makes no garbage but for the texts asked for. Used
 * by one thread at a time.
 *
 * <pre>{@code
 * if (text.read("/proc/loadavg") && text.nextLine() && text.nextField()) {
 *     double load1 = text.asDouble();
 * }
 * }</pre>
 */
public final class FileText {
    /** More than any file of procfs or sysfs that is read here; what is larger is refused. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int FIRST_CAPACITY = 8 * 1024;
    private static final int PATH_CAPACITY = 4 * 1024;
    private static final int MAX_EXACT_DIGITS = 18;
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment errorState = arena.allocate(SystemCalls.ERROR_STATE);
    private final MemorySegment pathText = arena.allocate(PATH_CAPACITY);
    private MemorySegment nativeBuffer = arena.allocate(FIRST_CAPACITY);
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private int lineEnd;
    private int next;
    private int fieldStart;
    private int fieldEnd;
    private int cursor;
    private int lastError;
    private Outcome lastOutcome = Outcome.ABSENT;
    private String lastPath = "";

    /** How an attempt to read a file ended. */
    public enum Outcome {
        /** The file was read. */
        READ,
        /** The file, its process or its device does not exist. */
        ABSENT,
        /** The file exists and cannot be read now: no permission, or a driver that has no answer. */
        FAILED
    }

    /**
     * Reads a file and puts the cursor before its first line.
     *
     * @return false where the file, its process or its device does not exist
     * @throws IOException where it exists and cannot be read, with the path and the reason
     */
    public boolean read(String path) throws IOException {
        Outcome outcome = attempt(path);
        if (outcome == Outcome.FAILED) {
            throw new IOException(path + ": " + SystemCalls.describe(lastError));
        }
        return outcome == Outcome.READ;
    }

    /** Reads a file and puts the cursor before its first line, without a word about failures. */
    public Outcome attempt(String path) {
        lastPath = path;
        lastOutcome = readWhole(path);
        return lastOutcome;
    }

    /** How the last attempt ended. */
    public Outcome lastOutcome() {
        return lastOutcome;
    }

    private Outcome readWhole(String path) {
        length = 0;
        rewind();
        pathText.setString(0, path);
        int file = SystemCalls.open(pathText, errorState);
        if (file < 0) {
            return failure();
        }
        try {
            while (true) {
                if (length == bytes.length && !grow()) {
                    length = 0;
                    lastError = SystemCalls.TOO_LARGE;
                    return Outcome.FAILED;
                }
                long count =
                        SystemCalls.read(file, nativeBuffer.asSlice(length), (long) bytes.length - length, errorState);
                if (count == 0) {
                    return Outcome.READ;
                }
                if (count < 0) {
                    if (SystemCalls.errorOf(errorState) == SystemCalls.INTERRUPTED) {
                        continue;
                    }
                    length = 0;
                    return failure();
                }
                MemorySegment.copy(nativeBuffer, ValueLayout.JAVA_BYTE, length, bytes, length, (int) count);
                length += (int) count;
            }
        } finally {
            SystemCalls.close(file);
        }
    }

    private Outcome failure() {
        lastError = SystemCalls.errorOf(errorState);
        boolean absent = lastError == SystemCalls.NO_SUCH_FILE
                || lastError == SystemCalls.NO_SUCH_PROCESS
                || lastError == SystemCalls.NO_SUCH_DEVICE
                || lastError == SystemCalls.NOT_A_DIRECTORY;
        return absent ? Outcome.ABSENT : Outcome.FAILED;
    }

    /**
     * Reads a file that holds one number.
     *
     * @return the number, or NaN where the file does not exist, cannot be read or holds something else
     */
    public double number(String path) {
        if (attempt(path) != Outcome.READ) {
            return Double.NaN;
        }
        setTrimmedContent();
        try {
            return fieldLength() == 0 ? Double.NaN : asDouble();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** The content of a file without blanks around it, or nothing where it cannot be read. */
    public String content(String path) {
        return attempt(path) == Outcome.READ ? trimmedContent() : "";
    }

    /**
     * Reads a file that must be there.
     *
     * @throws IOException where it cannot be read or does not exist
     */
    public void require(String path) throws IOException {
        if (!read(path)) {
            throw new IOException(path + ": no such file or directory");
        }
    }

    private boolean grow() {
        if (bytes.length >= MAX_BYTES) {
            return false;
        }
        byte[] larger = new byte[bytes.length * 4];
        System.arraycopy(bytes, 0, larger, 0, length);
        MemorySegment largerNative = arena.allocate(larger.length);
        MemorySegment.copy(nativeBuffer, 0, largerNative, 0, length);
        bytes = larger;
        nativeBuffer = largerNative;
        return true;
    }

    /** Puts the cursor before the first line again. */
    public void rewind() {
        next = 0;
        cursor = 0;
        lineEnd = 0;
        fieldStart = 0;
        fieldEnd = 0;
    }

    /** Moves to the next line; false at the end of the file. */
    public boolean nextLine() {
        if (next >= length) {
            return false;
        }
        cursor = next;
        int end = next;
        while (end < length && bytes[end] != '\n') {
            end++;
        }
        lineEnd = end;
        next = end + 1;
        return true;
    }

    /** Moves to the next field of this line; false at its end. */
    public boolean nextField() {
        int start = cursor;
        while (start < lineEnd && isBlank(bytes[start])) {
            start++;
        }
        if (start == lineEnd) {
            cursor = lineEnd;
            fieldStart = lineEnd;
            fieldEnd = lineEnd;
            return false;
        }
        int end = start;
        while (end < lineEnd && !isBlank(bytes[end])) {
            end++;
        }
        fieldStart = start;
        fieldEnd = end;
        cursor = end;
        return true;
    }

    /** Moves to what stands before a separator, blanks around it cut off; false where this line has none left. */
    public boolean fieldUntil(char separator) {
        int end = cursor;
        while (end < lineEnd && bytes[end] != separator) {
            end++;
        }
        if (end == lineEnd) {
            return false;
        }
        setTrimmed(cursor, end);
        cursor = end + 1;
        return true;
    }

    /**
     * Moves to what stands between the first opening and the last closing parenthesis of this line, whatever is inside;
     * false where there is none.
     */
    public boolean fieldInParentheses() {
        int open = cursor;
        while (open < lineEnd && bytes[open] != '(') {
            open++;
        }
        int close = lineEnd - 1;
        while (close > open && bytes[close] != ')') {
            close--;
        }
        if (close <= open) {
            return false;
        }
        fieldStart = open + 1;
        fieldEnd = close;
        cursor = close + 1;
        return true;
    }

    /** Moves to the rest of this line, blanks around it cut off. */
    public void restOfLine() {
        setTrimmed(cursor, lineEnd);
        cursor = lineEnd;
    }

    private void setTrimmed(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        fieldStart = start;
        fieldEnd = end;
    }

    /** Skips fields; false where this line has fewer. */
    public boolean skipFields(int count) {
        for (int i = 0; i < count; i++) {
            if (!nextField()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the current field begins with an ASCII text. */
    public boolean startsWith(String text) {
        if (fieldEnd - fieldStart < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[fieldStart + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the current field is an ASCII text. */
    public boolean is(String text) {
        return fieldEnd - fieldStart == text.length() && startsWith(text);
    }

    /** Takes bytes off the beginning of the current field. */
    public void dropFirst(int count) {
        fieldStart = Math.min(fieldStart + count, fieldEnd);
    }

    /** Takes bytes off the end of the current field. */
    public void dropLast(int count) {
        fieldEnd = Math.max(fieldEnd - count, fieldStart);
    }

    /** The number of bytes of the current field. */
    public int fieldLength() {
        return fieldEnd - fieldStart;
    }

    /** A byte of the current field. */
    public byte byteAt(int index) {
        return bytes[fieldStart + index];
    }

    /** The current field as text. */
    public String asText() {
        return new String(bytes, fieldStart, fieldEnd - fieldStart, StandardCharsets.UTF_8);
    }

    /** The row of the current field, made where it is new. */
    public <T> T row(RowCache<T> rows) {
        return rows.get(bytes, fieldStart, fieldEnd);
    }

    /** Whether the current field is a whole number without a sign. */
    public boolean isDigits() {
        if (fieldStart == fieldEnd) {
            return false;
        }
        for (int i = fieldStart; i < fieldEnd; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /**
     * The current field as a whole number; numbers of 64 bits without sign wrap.
     *
     * @throws IOException where it is none
     */
    public long asLong() throws IOException {
        int i = fieldStart;
        boolean negative = i < fieldEnd && bytes[i] == '-';
        if (negative) {
            i++;
        }
        if (i == fieldEnd) {
            throw notANumber();
        }
        long value = 0;
        for (; i < fieldEnd; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw notANumber();
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /**
     * The current field as a number in base sixteen, with or without {@code 0x}.
     *
     * @throws IOException where it is none
     */
    public long asHexadecimal() throws IOException {
        int i = fieldStart;
        if (fieldEnd - i > 2 && bytes[i] == '0' && bytes[i + 1] == 'x') {
            i += 2;
        }
        if (i == fieldEnd) {
            throw notANumber();
        }
        long value = 0;
        for (; i < fieldEnd; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                throw notANumber();
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    /**
     * The current field as a number, with a fraction or without.
     *
     * @throws IOException where it is none
     */
    public double asDouble() throws IOException {
        int i = fieldStart;
        boolean negative = i < fieldEnd && bytes[i] == '-';
        if (negative) {
            i++;
        }
        long digits = 0;
        int count = 0;
        int fraction = -1;
        for (; i < fieldEnd && count <= MAX_EXACT_DIGITS; i++) {
            byte character = bytes[i];
            if (character == '.' && fraction < 0) {
                fraction = 0;
            } else if (character >= '0' && character <= '9') {
                digits = digits * 10 + (character - '0');
                count++;
                if (fraction >= 0) {
                    fraction++;
                }
            } else {
                break;
            }
        }
        if (i < fieldEnd || count == 0 || count > MAX_EXACT_DIGITS) {
            return parseSlowly();
        }
        double value = fraction > 0 ? digits / POWERS_OF_TEN[fraction] : digits;
        return negative ? -value : value;
    }

    private double parseSlowly() throws IOException {
        try {
            return Double.parseDouble(asText());
        } catch (NumberFormatException e) {
            throw new IOException(lastPath + ": \"" + asText() + "\" is not a number", e);
        }
    }

    private IOException notANumber() {
        return new IOException(lastPath + ": \"" + asText() + "\" is not a whole number");
    }

    /** How many bytes the file had. */
    public int length() {
        return length;
    }

    /** The whole file as text without the line end at its end. */
    public String trimmedContent() {
        setTrimmedContent();
        return asText();
    }

    /** Makes the whole file the current field, blanks and line ends around it cut off. */
    public void setTrimmedContent() {
        int start = 0;
        int end = length;
        while (start < end && (isBlank(bytes[start]) || bytes[start] == '\n')) {
            start++;
        }
        while (end > start && (isBlank(bytes[end - 1]) || bytes[end - 1] == '\n' || bytes[end - 1] == 0)) {
            end--;
        }
        fieldStart = start;
        fieldEnd = end;
        lineEnd = end;
        cursor = end;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\r';
    }
}
