package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;

/**
 * The distribution from {@code os-release}.
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/os-release.html">os-release(5)</a>
 */
public final class OsCollector implements Collector {
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_os_info",
            "A metric with a constant '1' value labeled by build_id, id, id_like, image_id, image_version, name,"
                    + " pretty_name, variant, variant_id, version, version_codename, version_id.");
    private static final MetricFamily VERSION =
            MetricFamily.gauge("node_os_version", "Metric containing the major.minor part of the OS version.");
    private static final MetricFamily SUPPORT_END = MetricFamily.gauge(
            "node_os_support_end_timestamp_seconds", "Metric containing the end-of-life date timestamp of the OS.");
    private static final String[] KEYS = {
        "BUILD_ID",
        "ID",
        "ID_LIKE",
        "IMAGE_ID",
        "IMAGE_VERSION",
        "NAME",
        "PRETTY_NAME",
        "VARIANT",
        "VARIANT_ID",
        "VERSION",
        "VERSION_CODENAME",
        "VERSION_ID"
    };
    private static final int ROUNDS_BETWEEN_READS = 20;

    private final String[] paths;
    private final FileText text = new FileText();
    private Map<String, String> values = Map.of();
    private String[] infoLabels = {};
    private String[] versionLabels = {};
    private int round;

    public OsCollector(HostPaths paths) {
        this.paths = new String[] {paths.root("/etc/os-release"), paths.root("/usr/lib/os-release")};
    }

    @Override
    public String name() {
        return "os";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        if (round++ % ROUNDS_BETWEEN_READS == 0) {
            read();
        }
        if (values.isEmpty()) {
            return;
        }
        INFO.single(sink, 1, infoLabels);
        double version = majorAndMinor(value("VERSION_ID"));
        if (version > 0) {
            VERSION.single(sink, version, versionLabels);
        }
        if (!value("SUPPORT_END").isEmpty()) {
            try {
                SUPPORT_END.single(
                        sink,
                        LocalDate.parse(value("SUPPORT_END"))
                                .atStartOfDay(ZoneOffset.UTC)
                                .toEpochSecond());
            } catch (DateTimeParseException e) {
                throw new IOException(
                        "os-release: SUPPORT_END is \"" + value("SUPPORT_END") + "\", not a date such as 2030-12-31",
                        e);
            }
        }
    }

    private void read() throws IOException {
        Map<String, String> fresh = new HashMap<>();
        for (String path : paths) {
            if (text.read(path)) {
                while (text.nextLine()) {
                    text.restOfLine();
                    addLine(text.asText(), fresh);
                }
                break;
            }
        }
        values = fresh;
        infoLabels = new String[2 * KEYS.length];
        for (int i = 0; i < KEYS.length; i++) {
            infoLabels[2 * i] = labelName(KEYS[i]);
            infoLabels[2 * i + 1] = value(KEYS[i]);
        }
        versionLabels = new String[] {"id", value("ID"), "id_like", value("ID_LIKE"), "name", value("NAME")};
    }

    private String value(String key) {
        return values.getOrDefault(key, "");
    }

    private static String labelName(String key) {
        char[] letters = key.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            letters[i] = Character.toLowerCase(letters[i]);
        }
        return new String(letters);
    }

    private static void addLine(String line, Map<String, String> target) {
        int equals = line.indexOf('=');
        if (equals > 0 && line.charAt(0) != '#') {
            target.put(line.substring(0, equals), unquote(line.substring(equals + 1)));
        }
    }

    /** Takes off the quotes of the shell, and inside of double ones the backslashes. */
    private static String unquote(String value) {
        if (value.length() < 2) {
            return value;
        }
        char quote = value.charAt(0);
        if ((quote != '"' && quote != '\'') || value.charAt(value.length() - 1) != quote) {
            return value;
        }
        String inner = value.substring(1, value.length() - 1);
        if (quote == '\'' || inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder plain = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            if (inner.charAt(i) == '\\' && i + 1 < inner.length()) {
                i++;
            }
            plain.append(inner.charAt(i));
        }
        return plain.toString();
    }

    /** The number at the beginning of a version, such as 12 or 24.04; zero where there is none. */
    private static double majorAndMinor(String version) {
        int end = 0;
        boolean dot = false;
        while (end < version.length()) {
            char character = version.charAt(end);
            if (character == '.' && !dot && end > 0) {
                dot = true;
            } else if (character < '0' || character > '9') {
                break;
            }
            end++;
        }
        return end == 0 ? 0 : Double.parseDouble(version.substring(0, end));
    }
}
