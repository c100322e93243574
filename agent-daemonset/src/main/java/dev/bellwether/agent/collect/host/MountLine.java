package dev.bellwether.agent.collect.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A line of {@code /proc/<pid>/mountinfo}.
 *
 * @param readOnly whether the mount or the file system below it is read-only: after an error the kernel makes only the
 *     latter so
 */
record MountLine(String device, String mountPoint, String fileSystem, String major, String minor, boolean readOnly) {
    private static final int FIRST_OPTIONAL_FIELD = 6;

    /**
     * Takes a line apart.
     *
     * @throws IOException where it has too few fields
     */
    static MountLine parse(String line) throws IOException {
        String[] fields = line.split(" ", -1);
        int separator = List.of(fields).indexOf("-");
        if (separator < FIRST_OPTIONAL_FIELD || fields.length < separator + 4) {
            throw new IOException("malformed mount point information: \"" + line + "\"");
        }
        String[] numbers = fields[2].split(":", -1);
        if (numbers.length != 2) {
            throw new IOException("malformed mount point information: \"" + line + "\"");
        }
        return new MountLine(
                unescape(fields[separator + 2]),
                unescape(fields[4]),
                fields[separator + 1],
                numbers[0],
                numbers[1],
                hasReadOnly(fields[5]) || hasReadOnly(fields[separator + 3]));
    }

    /** The same mount at another mount point. */
    MountLine at(String otherMountPoint) {
        return new MountLine(device, otherMountPoint, fileSystem, major, minor, readOnly);
    }

    private static boolean hasReadOnly(String options) {
        return List.of(options.split(",", -1)).contains("ro");
    }

    /** The kernel writes blanks, tabs, line ends and backslashes as three octal digits. */
    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\\' && i + 3 < bytes.length && isOctal(bytes, i + 1)) {
                bytes[length++] = (byte) ((bytes[i + 1] - '0') * 64 + (bytes[i + 2] - '0') * 8 + bytes[i + 3] - '0');
                i += 3;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isOctal(byte[] bytes, int from) {
        for (int i = from; i < from + 3; i++) {
            if (bytes[i] < '0' || bytes[i] > '7') {
                return false;
            }
        }
        return true;
    }
}
