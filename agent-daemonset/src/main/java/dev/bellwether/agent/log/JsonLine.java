package dev.bellwether.agent.log;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object (RFC 8259) a line: {@code time} in UTC, {@code level}, {@code logger}, {@code message}, {@code values} with
 * the keys, {@code failure} with what was thrown and {@code stack} with where.
 */
final class JsonLine implements LineFormat {
    @Override
    public String line(LogEntry entry, Instant time, ZoneId zone) {
        StringBuilder line = new StringBuilder(256);
        line.append("{\"time\":");
        text(line, time);
        line.append(",\"level\":");
        text(line, entry.level());
        line.append(",\"logger\":");
        text(line, entry.logger());
        line.append(",\"message\":");
        text(line, entry.message());
        if (!entry.values().isEmpty()) {
            char before = '{';
            line.append(",\"values\":");
            for (KeyValuePair pair : entry.values()) {
                line.append(before);
                before = ',';
                text(line, pair.key);
                line.append(':');
                text(line, pair.value);
            }
            line.append('}');
        }
        Throwable failure = entry.failure();
        if (failure != null) {
            line.append(",\"failure\":");
            text(line, failure);
            line.append(",\"stack\":[");
            StackTraceElement[] frames = failure.getStackTrace();
            for (int i = 0; i < frames.length; i++) {
                line.append(i == 0 ? "" : ",");
                text(line, frames[i]);
            }
            line.append(']');
        }
        return line.append("}\n").toString();
    }

    private static void text(StringBuilder line, @Nullable Object value) {
        String text = String.valueOf(value);
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            switch (next) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (next < ' ') {
                        line.append("\\u00").append(Character.forDigit(next >> 4, 16));
                        line.append(Character.forDigit(next & 15, 16));
                    } else {
                        line.append(next);
                    }
                }
            }
        }
        line.append('"');
    }
}
