package dev.bellwether.agent.collect.read;

import java.io.File;
import java.util.Arrays;

/** Lists what sysfs and procfs have in a directory. */
public final class Directories {
    private static final String[] NOTHING = {};

    private Directories() {}

    /** The names in a directory in the order of texts; none where it does not exist or cannot be read. */
    public static String[] names(String directory) {
        String[] names = new File(directory).list();
        if (names == null) {
            return NOTHING;
        }
        Arrays.sort(names);
        return names;
    }

    /** Whether a file or directory exists. */
    public static boolean exists(String path) {
        return new File(path).exists();
    }
}
