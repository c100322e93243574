package dev.bellwether.agent.log;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.slf4j.event.KeyValuePair;

/** For people: {@code 12:00:00.000 INFO  Agent message key="value"}, then what was thrown with its causes. */
final class TextLine implements LineFormat {
    private static final int FRAMES = 3;
    private static final int NANOS_PER_MILLI = 1_000_000;

    @Override
    public String line(LogEntry entry, Instant time, ZoneId zone) {
        StringBuilder line = new StringBuilder(160);
        LocalTime local = LocalTime.ofInstant(time, zone);
        number(line, local.getHour(), 2).append(':');
        number(line, local.getMinute(), 2).append(':');
        number(line, local.getSecond(), 2).append('.');
        number(line, local.getNano() / NANOS_PER_MILLI, 3).append(' ');
        String level = entry.level().name();
        line.append(level).append(level.length() < 5 ? "  " : " ");
        line.append(entry.shortLogger()).append(' ').append(entry.message());
        for (KeyValuePair pair : entry.values()) {
            line.append(' ').append(pair.key).append("=\"").append(pair.value).append('"');
        }
        line.append('\n');
        int depth = 0;
        for (Throwable thrown = entry.failure(); thrown != null && depth < 8; thrown = thrown.getCause()) {
            line.append(depth++ == 0 ? "" : "Caused by: ").append(thrown).append('\n');
            StackTraceElement[] frames = thrown.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                line.append("\tat ").append(frames[i]).append('\n');
            }
        }
        return line.toString();
    }

    private static StringBuilder number(StringBuilder line, int value, int digits) {
        String text = Integer.toString(value);
        return line.repeat('0', digits - text.length()).append(text);
    }
}
