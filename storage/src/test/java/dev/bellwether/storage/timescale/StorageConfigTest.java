package dev.bellwether.storage.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.storage.StorageUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StorageConfigTest {
    private static final StorageConfig DEFAULTS =
            StorageConfig.of("jdbc:postgresql://db/bellwether?password=hidden", "writer", () -> "secret");

    @Test
    void theDefaultsAreThirtyNinetyAndThreeHundredAndSixtyFiveDays() {
        assertThat(DEFAULTS.retention().of(RetentionClass.SHORT)).isEqualTo(Duration.ofDays(30));
        assertThat(DEFAULTS.retention().of(RetentionClass.DEFAULT)).isEqualTo(Duration.ofDays(90));
        assertThat(DEFAULTS.retention().of(RetentionClass.LONG)).isEqualTo(Duration.ofDays(365));
        assertThat(DEFAULTS.retention().fiveMinuteRollups()).isEqualTo(Duration.ofDays(90));
        assertThat(DEFAULTS.retention().hourRollups()).isEqualTo(Duration.ofDays(365));
        assertThat(DEFAULTS.partitions().rows()).isEqualTo(Duration.ofHours(1));
        assertThat(DEFAULTS.partitions().kept()).isEqualTo(Duration.ofDays(1));
        assertThat(DEFAULTS.readConnections()).isEqualTo(8);
        assertThat(DEFAULTS.readTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(DEFAULTS.writeTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(DEFAULTS.startTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(DEFAULTS.retentionRules()).isEmpty();
        assertThat(DEFAULTS.packing()).isTrue();
    }

    @Test
    void everySettingCanBeChangedAlone() {
        Duration day = Duration.ofDays(1);
        StorageConfig.Retention retention = new StorageConfig.Retention(day, day, day, day, day, day, day, day);
        List<RetentionRule> rules = List.of(new RetentionRule("x.*", RetentionClass.LONG));
        StorageConfig.PartitionWidths widths = new StorageConfig.PartitionWidths(day, day, day);

        StorageConfig.ReadCaching caching = new StorageConfig.ReadCaching(1_000, Duration.ofSeconds(2));
        StorageConfig changed = DEFAULTS.withPacking(false)
                .withCaching(caching)
                .withPartitions(widths)
                .withReading(3, Duration.ofSeconds(9))
                .withRetention(retention, rules)
                .withStartTimeout(Duration.ZERO)
                .withWriteTimeout(Duration.ofSeconds(7));

        assertThat(changed)
                .isEqualTo(new StorageConfig(
                        DEFAULTS.jdbcUrl(),
                        "writer",
                        DEFAULTS.password(),
                        Duration.ZERO,
                        3,
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(7),
                        retention,
                        rules,
                        widths,
                        false,
                        caching));
    }

    @Test
    void aWrongSettingIsNamedWithWhatIsAllowed() {
        Duration day = Duration.ofDays(1);
        Duration minute = Duration.ofMinutes(1);
        record Case(String message, ThrowingCallable attempt) {}
        for (Case each : List.of(
                new Case(
                        "caching.packedBytes is -1, at least 0 is needed",
                        () -> new StorageConfig.ReadCaching(-1, Duration.ZERO)),
                new Case(
                        "caching.seriesAge is PT2M, allowed are PT0S to PT1M",
                        () -> new StorageConfig.ReadCaching(0, Duration.ofMinutes(2))),
                new Case("readConnections is 0, allowed are 1 to 1000", () -> DEFAULTS.withReading(0, minute)),
                new Case("readTimeout is PT0S, at least", () -> DEFAULTS.withReading(1, Duration.ZERO)),
                new Case("writeTimeout is PT0S", () -> DEFAULTS.withWriteTimeout(Duration.ZERO)),
                new Case("startTimeout is PT-1S", () -> DEFAULTS.withStartTimeout(Duration.ofSeconds(-1))),
                new Case(
                        "jdbcUrl must start with \"jdbc:postgresql:\"",
                        () -> StorageConfig.of("jdbc:mysql://x?password=hidden", "u", () -> "")),
                new Case(
                        "retention.shortClass is PT1M, at least PT1H",
                        () -> new StorageConfig.Retention(minute, day, day, day, day, day, day, day)),
                new Case(
                        "partitions.rows is PT1M, allowed are PT5M to PT24H",
                        () -> new StorageConfig.PartitionWidths(minute, day, day)),
                new Case(
                        "partitions.rows is PT7M, a day must be a multiple of it",
                        () -> new StorageConfig.PartitionWidths(Duration.ofMinutes(7), day, day)),
                new Case("metric pattern is no RE2 expression", () -> new RetentionRule("a(", RetentionClass.LONG)))) {
            assertThatThrownBy(each.attempt())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(each.message())
                    .hasMessageNotContaining("hidden");
        }
    }

    @Test
    void secretsAreNotShown() {
        assertThat(DEFAULTS.toString()).doesNotContain("hidden").doesNotContain("secret");
    }

    @Test
    void aDatabaseThatIsNotThereIsReportedAfterThePatienceIsOver() {
        StorageConfig nowhere = StorageConfig.of("jdbc:postgresql://127.0.0.1:1/x", "u", () -> "")
                .withStartTimeout(Duration.ZERO);

        assertThatThrownBy(() -> TimescaleStorage.open(nowhere, Clock.systemUTC()))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/x")
                .hasMessageContaining("does not answer");
    }

    @Test
    void versionsOfTimescaleDbAreCompared() {
        assertThat(Schema.isAtLeast("2.29.2", 2, 29)).isTrue();
        assertThat(Schema.isAtLeast("2.30.0-dev", 2, 29)).isTrue();
        assertThat(Schema.isAtLeast("3.0", 2, 29)).isTrue();
        assertThat(Schema.isAtLeast("2.28.9", 2, 29)).isFalse();
        assertThat(Schema.isAtLeast("2.19.3", 2, 29)).isFalse();
    }
}
