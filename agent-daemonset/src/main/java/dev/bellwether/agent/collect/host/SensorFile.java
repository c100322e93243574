package dev.bellwether.agent.collect.host;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of a sensor: {@code temp1_crit_alarm} is the property {@code crit_alarm} of the sensor {@code temp1}.
 *
 * @param sensor type and number; zero where there is none
 * @param property what comes after the first underscore behind the number, or nothing
 */
record SensorFile(String sensor, String property) {
    private static final Pattern FORMAT = Pattern.compile("([^0-9]+)([0-9]*)(?:_(.+))?");
    private static final Set<String> TYPES = Set.of(
            "vrm",
            "beep_enable",
            "update_interval",
            "in",
            "cpu",
            "fan",
            "pwm",
            "temp",
            "curr",
            "power",
            "energy",
            "humidity",
            "intrusion",
            "freq");

    /** The sensor and property of a file, or null where it is none of a sensor. */
    static @Nullable SensorFile parse(String file) {
        Matcher matcher = FORMAT.matcher(file);
        if (!matcher.matches() || !TYPES.contains(matcher.group(1))) {
            return null;
        }
        String number = matcher.group(2).isEmpty() ? "0" : matcher.group(2);
        String property = matcher.group(3) == null ? "" : matcher.group(3);
        return new SensorFile(matcher.group(1) + number, property);
    }

    /** The type of a sensor: its name without the number. */
    static String typeOf(String sensor) {
        int end = sensor.length();
        while (end > 0 && Character.isDigit(sensor.charAt(end - 1))) {
            end--;
        }
        return sensor.substring(0, end);
    }
}
