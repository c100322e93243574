package dev.bellwether.storage.timescale;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The settings of storage.
 *
 * @param jdbcUrl where the database is, {@code jdbc:postgresql://…}
 * @param user the database user; it owns the schema
 * @param password asked for at every new connection, so that a rotated secret is picked up; empty for none
 * @param startTimeout how long opening waits for a database that is not there yet
 * @param readConnections the most connections for reading, 1 to 1000
 * @param readTimeout the longest that one statement of a reader may take
 * @param writeTimeout the longest that one statement of a writer may take
 * @param retention how long what is kept
 * @param retentionRules which metric belongs to which class; the first match wins
 * @param partitions widths of partitions and chunks
 * @param packing whether closed hours are packed where there is no columnstore
 * @param caching what readers keep in memory
 */
public record StorageConfig(
        String jdbcUrl,
        String user,
        Supplier<String> password,
        Duration startTimeout,
        int readConnections,
        Duration readTimeout,
        Duration writeTimeout,
        Retention retention,
        List<RetentionRule> retentionRules,
        PartitionWidths partitions,
        boolean packing,
        ReadCaching caching) {
    public StorageConfig {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(partitions, "partitions");
        Objects.requireNonNull(caching, "caching");
        retentionRules = List.copyOf(retentionRules);
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "jdbcUrl must start with \"jdbc:postgresql:\" (what was given is not shown: it may hold a secret)");
        }
        if (readConnections < 1 || readConnections > 1_000) {
            throw new IllegalArgumentException("readConnections is " + readConnections + ", allowed are 1 to 1000");
        }
        requireAtLeast("startTimeout", startTimeout, Duration.ZERO);
        requireAtLeast("readTimeout", readTimeout, Duration.ofMillis(1));
        requireAtLeast("writeTimeout", writeTimeout, Duration.ofSeconds(1));
    }

    /** Settings with every default: 8 connections for reading, 30, 90 and 365 days, packing on. */
    public static StorageConfig of(String jdbcUrl, String user, Supplier<String> password) {
        return new StorageConfig(
                jdbcUrl,
                user,
                password,
                Duration.ofMinutes(2),
                8,
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                Retention.DEFAULTS,
                List.of(),
                PartitionWidths.DEFAULTS,
                true,
                ReadCaching.DEFAULTS);
    }

    public StorageConfig withStartTimeout(Duration timeout) {
        return new StorageConfig(
                jdbcUrl,
                user,
                password,
                timeout,
                readConnections,
                readTimeout,
                writeTimeout,
                retention,
                retentionRules,
                partitions,
                packing,
                caching);
    }

    public StorageConfig withReading(int connections, Duration timeout) {
        return new StorageConfig(
                jdbcUrl,
                user,
                password,
                startTimeout,
                connections,
                timeout,
                writeTimeout,
                retention,
                retentionRules,
                partitions,
                packing,
                caching);
    }

    public StorageConfig withWriteTimeout(Duration timeout) {
        return new StorageConfig(
                jdbcUrl,
                user,
                password,
                startTimeout,
                readConnections,
                readTimeout,
                timeout,
                retention,
                retentionRules,
                partitions,
                packing,
                caching);
    }

    public StorageConfig withRetention(Retention newRetention, List<RetentionRule> rules) {
        return new StorageConfig(
                jdbcUrl,
                user,
                password,
                startTimeout,
                readConnections,
                readTimeout,
                writeTimeout,
                newRetention,
                rules,
                partitions,
                packing,
                caching);
    }

    public StorageConfig withPartitions(PartitionWidths widths) {
        return new StorageConfig(
                jdbcUrl,
                user,
                password,
                startTimeout,
                readConnections,
                readTimeout,
                writeTimeout,
                retention,
                retentionRules,
                widths,
                packing,
                caching);
    }

    public StorageConfig withPacking(boolean packed) {
        return new StorageConfig(
                jdbcUrl,
                user,
                password,
                startTimeout,
                readConnections,
                readTimeout,
                writeTimeout,
                retention,
                retentionRules,
                partitions,
                packed,
                caching);
    }

    public StorageConfig withCaching(ReadCaching newCaching) {
        return new StorageConfig(
                jdbcUrl,
                user,
                password,
                startTimeout,
                readConnections,
                readTimeout,
                writeTimeout,
                retention,
                retentionRules,
                partitions,
                packing,
                newCaching);
    }

    /** Without the password and without the URL's parameters, which may hold one. */
    @Override
    public String toString() {
        int parameters = jdbcUrl.indexOf('?');
        return "StorageConfig[" + (parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters)) + ", user=" + user
                + ", retention=" + retention + ", packing=" + packing + "]";
    }

    static void requireAtLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", at least " + least + " is needed");
        }
    }

    /**
     * How long what is kept; at least an hour each.
     *
     * @param shortClass raw samples of the class {@link RetentionClass#SHORT}
     * @param defaultClass raw samples of the class {@link RetentionClass#DEFAULT}
     * @param longClass raw samples of the class {@link RetentionClass#LONG}
     * @param fiveMinuteRollups rollups of five minutes
     * @param hourRollups rollups of an hour
     * @param senders marks of agents that send no more
     * @param requests identities of requests without sequence numbers; as long as the log keeps {@code samples}
     * @param alerts what became of alerts and of the notifications about them
     */
    public record Retention(
            Duration shortClass,
            Duration defaultClass,
            Duration longClass,
            Duration fiveMinuteRollups,
            Duration hourRollups,
            Duration senders,
            Duration requests,
            Duration alerts) {
        /** 30, 90 and 365 days of samples; 90 and 365 days of rollups; 90 days of senders, 7 of requests, 365 of alerts. */
        public static final Retention DEFAULTS = new Retention(
                Duration.ofDays(30),
                Duration.ofDays(90),
                Duration.ofDays(365),
                Duration.ofDays(90),
                Duration.ofDays(365),
                Duration.ofDays(90),
                Duration.ofDays(7),
                Duration.ofDays(365));

        public Retention {
            Duration least = Duration.ofHours(1);
            requireAtLeast("retention.shortClass", shortClass, least);
            requireAtLeast("retention.defaultClass", defaultClass, least);
            requireAtLeast("retention.longClass", longClass, least);
            requireAtLeast("retention.fiveMinuteRollups", fiveMinuteRollups, least);
            requireAtLeast("retention.hourRollups", hourRollups, least);
            requireAtLeast("retention.senders", senders, least);
            requireAtLeast("retention.requests", requests, least);
            requireAtLeast("retention.alerts", alerts, least);
        }

        /** How long the samples of a class are kept. */
        public Duration of(RetentionClass retentionClass) {
            return switch (retentionClass) {
                case SHORT -> shortClass;
                case DEFAULT -> defaultClass;
                case LONG -> longClass;
            };
        }
    }

    /**
     * Widths of partitions (plain) and chunks (TimescaleDB).
     *
     * @param rows of rows that will be packed; 5 minutes to 1 day, a whole part of a day
     * @param kept of everything that stays as it is: packed hours, histograms, the columnstore; 1 hour to 30 days
     * @param rollups of rollups; 1 day to 365 days
     */
    public record PartitionWidths(Duration rows, Duration kept, Duration rollups) {
        /** An hour of rows, a day of what is kept, 30 days of rollups. */
        public static final PartitionWidths DEFAULTS =
                new PartitionWidths(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30));

        public PartitionWidths {
            requireWithin("partitions.rows", rows, Duration.ofMinutes(5), Duration.ofDays(1));
            requireWithin("partitions.kept", kept, Duration.ofHours(1), Duration.ofDays(30));
            requireWithin("partitions.rollups", rollups, Duration.ofDays(1), Duration.ofDays(365));
            if (Duration.ofDays(1).toSeconds() % rows.toSeconds() != 0) {
                throw new IllegalArgumentException("partitions.rows is " + rows + ", a day must be a multiple of it");
            }
        }

        private static void requireWithin(String name, Duration value, Duration least, Duration most) {
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(name + " is " + value + ", allowed are " + least + " to " + most);
            }
        }
    }

    /**
     * What readers keep in memory.
     *
     * @param packedBytes the most memory for unpacked hours, 0 for none; what is kept is checked against the database at
     *     each read
     * @param seriesAge for how long readers need not look for new series that another process wrote; zero to a minute
     */
    public record ReadCaching(long packedBytes, Duration seriesAge) {
        /** 64 MiB and a second. */
        public static final ReadCaching DEFAULTS = new ReadCaching(64L * 1024 * 1024, Duration.ofSeconds(1));

        public ReadCaching {
            if (packedBytes < 0) {
                throw new IllegalArgumentException("caching.packedBytes is " + packedBytes + ", at least 0 is needed");
            }
            if (seriesAge.isNegative() || seriesAge.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException(
                        "caching.seriesAge is " + seriesAge + ", allowed are PT0S to " + Duration.ofMinutes(1));
            }
        }
    }
}
