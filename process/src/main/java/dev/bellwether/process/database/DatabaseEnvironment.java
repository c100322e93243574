package dev.bellwether.process.database;

import dev.bellwether.process.Environment;
import dev.bellwether.storage.timescale.RetentionClass;
import dev.bellwether.storage.timescale.RetentionRule;
import dev.bellwether.storage.timescale.StorageConfig;
import dev.bellwether.storage.timescale.StorageConfig.Retention;
import java.util.List;
import java.util.Locale;

/**
 * Where the database is and how long it keeps what, from the environment. Readers need the times too: they choose rollups
 * where samples are gone. Stateless.
 */
public final class DatabaseEnvironment {
    private DatabaseEnvironment() {}

    /**
     * By {@code BELLWETHER_DATABASE_URL}, {@code …_USER}, {@code …_PASSWORD_FILE} and {@code BELLWETHER_RETENTION_…}. The
     * password is read again at every new connection.
     *
     * @throws IllegalArgumentException where one is missing or wrong
     */
    public static StorageConfig config(Environment environment) {
        return StorageConfig.of(
                        environment.required("BELLWETHER_DATABASE_URL"),
                        environment.required("BELLWETHER_DATABASE_USER"),
                        environment.secret("BELLWETHER_DATABASE_PASSWORD_FILE"))
                .withRetention(retention(environment), rules(environment));
    }

    private static Retention retention(Environment environment) {
        Retention usual = Retention.DEFAULTS;
        return new Retention(
                environment.duration("BELLWETHER_RETENTION_SHORT", usual.shortClass()),
                environment.duration("BELLWETHER_RETENTION_RAW", usual.defaultClass()),
                environment.duration("BELLWETHER_RETENTION_LONG", usual.longClass()),
                environment.duration("BELLWETHER_RETENTION_FIVE_MINUTES", usual.fiveMinuteRollups()),
                environment.duration("BELLWETHER_RETENTION_HOURLY", usual.hourRollups()),
                usual.senders(),
                environment.duration("BELLWETHER_SAMPLES_RETENTION", usual.requests()),
                environment.duration("BELLWETHER_RETENTION_ALERTS", usual.alerts()));
    }

    /** One rule a line: the class, a colon, the pattern. */
    private static List<RetentionRule> rules(Environment environment) {
        return environment
                .text("BELLWETHER_RETENTION_RULES", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(DatabaseEnvironment::rule)
                .toList();
    }

    private static RetentionRule rule(String line) {
        int colon = line.indexOf(':');
        String label = colon < 0 ? line : line.substring(0, colon).strip();
        for (RetentionClass known : RetentionClass.values()) {
            if (colon >= 0 && known.label().equals(label.toLowerCase(Locale.ROOT))) {
                return new RetentionRule(line.substring(colon + 1).strip(), known);
            }
        }
        throw new IllegalArgumentException("BELLWETHER_RETENTION_RULES has the line \"" + line
                + "\"; a class (short, default or long), a colon and a pattern are needed");
    }
}
