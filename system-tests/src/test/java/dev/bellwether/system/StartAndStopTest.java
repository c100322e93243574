package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees where it cannot start, and that it ends when it is asked to. */
class StartAndStopTest {
    private StandaloneProcess bellwether;

    @BeforeEach
    void create() {
        bellwether = StandaloneProcess.create("start-and-stop");
    }

    @AfterEach
    void close() {
        bellwether.close();
    }

    @Test
    void aPortInUseIsSaidInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // given
            List<Integer> ports = new ArrayList<>(FreePorts.take(6));
            ports.set(0, taken.getLocalPort());

            // when
            JavaProcess failed = bellwether.startRival(bellwether.data(), ports, "port-in-use");

            // then
            assertThat(failed.awaitEnd()).isEqualTo(1);
            assertThat(errors(failed))
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort(), "in use", "--api-port");
        }
    }

    @Test
    void aDataDirectoryInUseIsSaidInOneLineAndASignalEndsItInOrder() {
        // given
        bellwether.startAndAwaitReady();

        // when
        JavaProcess failed = bellwether.startRival(bellwether.data(), FreePorts.take(6), "directory-in-use");

        // then
        assertThat(failed.awaitEnd()).isEqualTo(1);
        assertThat(errors(failed))
                .singleElement()
                .asString()
                .contains(bellwether.data().toString(), "in use by another process", "--data");

        // when
        bellwether.running().terminate();

        // then
        assertThat(bellwether.running().endsWithin(10))
                .as(bellwether.running().output())
                .isTrue();
        assertThat(bellwether.databaseServer()).isEmpty();
        assertThat(stopped(bellwether.running().output()))
                .containsSubsequence("agent", "gateway", "writer", "database", "data")
                .doesNotHaveDuplicates();
    }

    private static List<String> errors(JavaProcess process) {
        return process.output()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("Bellwether ") && !line.startsWith("Picked up "))
                .toList();
    }

    /** The parts named behind the hints, in the order in which they ended. */
    private static List<String> stopped(String output) {
        return output.substring(output.indexOf("Ctrl-C"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("ok "))
                .map(line -> line.split("\\s+", 3)[1])
                .toList();
    }
}
