package dev.bellwether.agent.collect.cgroup;

import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;

/** Files of lines with a key and a number, and of pressure. */
final class StatFile {
    /** More than this is what the kernel shows for "no limit". */
    private static final double UNLIMITED = 0x1p62;

    private static final double MICROSECONDS_PER_SECOND = 1e6;

    private StatFile() {}

    /** Which key feeds which figure, and by what it is divided on the way. */
    record Entry(String key, Figure figure, double divisor) {}

    /** Reads the keys that are listed; false where the file is not there. */
    static boolean read(String path, FileText text, Entry[] entries, ControlGroup group) throws IOException {
        if (text.attempt(path) != FileText.Outcome.READ) {
            return false;
        }
        while (text.nextLine()) {
            if (!text.nextField()) {
                continue;
            }
            for (Entry entry : entries) {
                if (text.is(entry.key)) {
                    if (text.nextField()) {
                        group.set(entry.figure, text.asDouble() / entry.divisor);
                    }
                    break;
                }
            }
        }
        return true;
    }

    /** Sets a figure to the number of a file, where it has one. */
    static void readNumber(String path, FileText text, Figure figure, ControlGroup group) {
        group.set(figure, text.number(path));
    }

    /** Sets a figure to a limit in bytes or tasks: zero where there is none. */
    static void readLimit(String path, FileText text, Figure figure, ControlGroup group) throws IOException {
        if (text.attempt(path) != FileText.Outcome.READ) {
            return;
        }
        text.setTrimmedContent();
        if (text.is("max")) {
            group.set(figure, 0);
            return;
        }
        double limit = text.asDouble();
        group.set(figure, limit > UNLIMITED ? 0 : limit);
    }

    static void readPressure(String path, FileText text, Figure some, Figure full, ControlGroup group)
            throws IOException {
        if (text.attempt(path) != FileText.Outcome.READ) {
            return;
        }
        while (text.nextLine()) {
            if (!text.nextField()) {
                continue;
            }
            Figure figure = text.is("full") ? full : some;
            while (text.nextField()) {
                if (text.startsWith("total=")) {
                    text.dropFirst("total=".length());
                    group.set(figure, text.asDouble() / MICROSECONDS_PER_SECOND);
                }
            }
        }
    }

    /** The working set: what is used without the pages of files that nobody used lately. */
    static void setWorkingSet(ControlGroup group) {
        double inactive = group.get(Figure.MEMORY_INACTIVE_FILE);
        double usage = group.get(Figure.MEMORY_USAGE);
        group.set(Figure.MEMORY_WORKING_SET, Double.isNaN(inactive) ? usage : Math.max(0, usage - inactive));
    }

    /** The number of lines of a file, each a process. */
    static void countLines(String path, FileText text, Figure figure, ControlGroup group) {
        if (text.attempt(path) == FileText.Outcome.READ) {
            int lines = 0;
            while (text.nextLine()) {
                lines++;
            }
            group.set(figure, lines);
        }
    }
}
