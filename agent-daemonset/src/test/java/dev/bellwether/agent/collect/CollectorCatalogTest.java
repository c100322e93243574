package dev.bellwether.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorCatalogTest {
    private static CollectorDefinition definition(String name) {
        return CollectorCatalog.standard().find(name).orElseThrow();
    }

    @Test
    void everyNameStandsOnceAndIsTheCollectorsOwn() {
        List<CollectorDefinition> definitions = CollectorCatalog.standard().definitions();
        assertThat(definitions)
                .extracting(CollectorDefinition::name)
                .doesNotHaveDuplicates()
                .isSorted();
        for (CollectorDefinition definition : definitions) {
            Collector collector = definition.create(HostPaths.ofMachine(), Map.of());
            assertThat(collector.name()).isEqualTo(definition.name());
        }
    }

    @Test
    void everySettingTakesItsOwnDefault() {
        for (CollectorDefinition definition : CollectorCatalog.standard().definitions()) {
            for (Setting setting : definition.settings()) {
                assertThat(definition.check(Map.of(setting.name(), setting.defaultValue())))
                        .as("%s.%s", definition.name(), setting.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void onlySystemdIsDisabledByDefault() {
        assertThat(CollectorCatalog.standard().definitions())
                .filteredOn(definition -> !definition.enabledByDefault())
                .extracting(CollectorDefinition::name)
                .containsExactly("systemd");
    }

    @Test
    void allErrorsAreFoundAtOnce() {
        // given
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("max_groups", 0);
        given.put("topp", 3);
        given.put("kernel_threads", "yes");
        // when
        List<SettingError> errors = definition("processes").check(given);
        // then
        assertThat(errors)
                .extracting(SettingError::message)
                .containsExactly(
                        "max_groups: \"0\" is not allowed; allowed: a whole number from 1 to 10000",
                        "topp: \"3\" is not allowed; allowed: the keys max_groups, top, kernel_threads",
                        "kernel_threads: \"yes\" is not allowed; allowed: true or false");
        assertThatThrownBy(() -> definition("processes").create(HostPaths.ofMachine(), given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topp");
    }

    @ParameterizedTest
    @CsvSource({
        "diskstats, device_include, (, false",
        "diskstats, device_include, ^sd, true",
        "filesystem, mount_timeout, 5, false",
        "filesystem, mount_timeout, 0s, false",
        "filesystem, mount_timeout, 250ms, true",
        "inventory, refresh, 12h, true",
        "meminfo, anything, x, false"
    })
    void aSettingIsCheckedByItsKind(String collector, String key, String value, boolean allowed) {
        assertThat(definition(collector).check(Map.of(key, value)).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void aDeadlineLongerThanTheIntervalIsRefused() {
        assertThatThrownBy(() -> new CollectorDefinition(
                        "x",
                        true,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        "j",
                        List.of(),
                        (paths, settings) -> unused()))
                .hasMessageContaining("deadline");
    }

    private static Collector unused() {
        throw new AssertionError("nobody asked for this collector");
    }
}
