package dev.bellwether.agent.wal;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A segment's name says all that must not be lost with a damaged byte.
 *
 * @param incarnation the agent's incarnation
 * @param firstSeq the seq of its first record; that of the next append where it is empty
 * @param rewrite 0, or how often a segment of the same first seq was rewritten after a failed force
 */
record SegmentName(long incarnation, long firstSeq, int rewrite) implements Comparable<SegmentName> {
    private static final Pattern PATTERN = Pattern.compile("(\\d{20})-(\\d{20})-(\\d{4})\\.wal");
    private static final Comparator<SegmentName> ORDER = Comparator.comparingLong(SegmentName::incarnation)
            .thenComparingLong(SegmentName::firstSeq)
            .thenComparingInt(SegmentName::rewrite);

    /** The name that a file's name tells, or null where it is no segment. */
    static @Nullable SegmentName parse(Path file) {
        Path fileName = file.getFileName();
        Matcher matcher = PATTERN.matcher(fileName == null ? "" : fileName.toString());
        if (!matcher.matches()) {
            return null;
        }
        try {
            return new SegmentName(
                    Long.parseLong(matcher.group(1)),
                    Long.parseLong(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    String fileName() {
        return String.format("%020d-%020d-%04d.wal", incarnation, firstSeq, rewrite);
    }

    @Override
    public int compareTo(SegmentName other) {
        return ORDER.compare(this, other);
    }
}
