package dev.bellwether.agent.collect.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.agent.collect.Fixture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdCollectorTest {
    private static final List<List<String>> UNITS = List.of(
            List.of("ssh.service", "OpenSSH", "loaded", "active", "running", "", "/unit/ssh"),
            List.of("cron.service", "Cron", "loaded", "failed", "failed", "", "/unit/cron"),
            List.of("gone.service", "", "not-found", "inactive", "dead", "", "/unit/gone"),
            List.of("home.mount", "Home", "loaded", "active", "mounted", "", "/unit/home"),
            List.of("apt.timer", "Apt", "loaded", "active", "waiting", "", "/unit/apt"),
            List.of("dbus.socket", "Bus", "loaded", "active", "running", "", "/unit/dbus"));
    private static final Map<String, Object> PROPERTIES = Map.of(
            "Version",
            "252.22-1~deb12u1",
            "SystemState",
            "degraded",
            "Type",
            "notify",
            "LastTriggerUSec",
            1_700_000_000_000_000L,
            "NAccepted",
            5,
            "NConnections",
            2,
            "NRestarts",
            3,
            "TasksCurrent",
            7L,
            "TasksMax",
            -1L,
            "ActiveEnterTimestamp",
            1_700_000_001_000_000L);

    @TempDir
    Path root;

    private String collect(SystemdCollector.Options options) throws Exception {
        return Fixture.collect(new SystemdCollector(new Fixture(root).paths(), options));
    }

    private FakeBus bus() throws IOException {
        Path socket = Files.createDirectories(root.resolve("run/dbus")).resolve("system_bus_socket");
        return new FakeBus(socket, UNITS, PROPERTIES);
    }

    @Test
    void withoutABusThereIsNothingToShow() throws Exception {
        assertThat(collect(SystemdCollector.Options.DEFAULT)).isEmpty();
    }

    @Test
    void unitsAreShownWithTheirStates() throws Exception {
        try (FakeBus bus = bus()) {
            String shown = collect(SystemdCollector.Options.DEFAULT);
            assertThat(bus).isNotNull();
            assertThat(shown)
                    .contains("node_systemd_version{version=\"252.22-1~deb12u1\"} 252.22\n")
                    .contains("node_systemd_units{state=\"active\"} 4\n", "node_systemd_units{state=\"failed\"} 1\n")
                    .contains("node_systemd_unit_state{name=\"ssh.service\",state=\"active\",type=\"notify\"} 1\n")
                    .contains("node_systemd_unit_state{name=\"cron.service\",state=\"failed\",type=\"notify\"} 1\n")
                    .contains("node_systemd_unit_state{name=\"apt.timer\",state=\"inactive\"} 0\n")
                    .contains("node_systemd_timer_last_trigger_seconds{name=\"apt.timer\"} 1700000000\n")
                    .contains("node_systemd_socket_accepted_connections_total{name=\"dbus.socket\"} 5\n")
                    .contains("node_systemd_socket_current_connections{name=\"dbus.socket\"} 2\n")
                    .contains("node_systemd_system_running 0\n")
                    .doesNotContain("home.mount", "gone.service", "refused", "restart", "tasks");
        }
    }

    @Test
    void moreIsShownWhereItIsAskedFor() throws Exception {
        try (FakeBus bus = bus()) {
            assertThat(bus).isNotNull();
            assertThat(collect(new SystemdCollector.Options(".*\\.service", "ssh.*", true, true, true)))
                    .contains("node_systemd_service_restart_total{name=\"cron.service\"} 3\n")
                    .contains("node_systemd_unit_start_time_seconds{name=\"cron.service\"} 0\n")
                    .contains("node_systemd_unit_tasks_current{name=\"cron.service\"} 7\n")
                    .doesNotContain("unit_tasks_max", "ssh.service");
        }
    }

    @Test
    void aMessageThatDoesNotFitItsSignatureIsAnError() {
        for (String signature : List.of("s", "a(ss)", "v", "t", "(", "?")) {
            Assertions.assertThatThrownBy(
                            () -> ValueReader.readAll(ByteBuffer.wrap(new byte[] {9, 9, 9, 9}), signature))
                    .isInstanceOf(IOException.class);
        }
    }
}
