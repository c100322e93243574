package dev.bellwether.agent.scrape.text;

import dev.bellwether.agent.scrape.exposition.ExpositionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream into lines inside one buffer that grows to the longest line. For one thread. */
final class LineReader {
    /** The longest line. */
    static final int MAX_LINE_BYTES = 1024 * 1024;

    private static final int FIRST_CAPACITY = 16 * 1024;

    private InputStream stream = InputStream.nullInputStream();
    private byte[] buffer = new byte[FIRST_CAPACITY];
    private int lineStart;
    private int lineEnd;
    private int filled;
    /** By how much the last {@link #fill} moved the line towards the start of the buffer. */
    private int shifted;

    private long number;
    private boolean ended;

    void begin(InputStream newStream) {
        stream = newStream;
        lineStart = 0;
        lineEnd = -1;
        filled = 0;
        number = 0;
        ended = false;
    }

    /** Moves to the next line; false where there is none. A last line needs no line feed. */
    boolean next() throws IOException {
        lineStart = lineEnd + 1;
        int searched = lineStart;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    lineEnd = i;
                    number++;
                    return true;
                }
            }
            searched = filled;
            if (ended || !fill()) {
                ended = true;
                if (lineStart >= filled) {
                    return false;
                }
                lineEnd = filled;
                number++;
                return true;
            }
            searched -= shifted;
        }
    }

    private boolean fill() throws IOException {
        shifted = 0;
        if (filled == buffer.length) {
            if (lineStart > 0) {
                System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
                shifted = lineStart;
                filled -= lineStart;
                lineStart = 0;
            } else if (buffer.length >= MAX_LINE_BYTES) {
                throw ExpositionException.inLine(
                        number + 1, "the line is longer than " + MAX_LINE_BYTES + " bytes, which is the most allowed");
            } else {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
        }
        int read = stream.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            return false;
        }
        filled += read;
        return true;
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return lineStart;
    }

    /** Where the line ends, before its line feed. */
    int end() {
        return lineEnd;
    }

    /** The line's number, counted from 1. */
    long number() {
        return number;
    }
}
