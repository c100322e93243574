package dev.bellwether.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static Process start(String how, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExampleProgram.class.getName(),
                        how)
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String output(Process process) throws Exception {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aProcessLogsInJsonAndNoDetailsAndStopsInOrderWhenItIsTold() throws Exception {
        // given
        Process process = start("well", Map.of("BELLWETHER_LOG_FORMAT", "json"));
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.equals("running")) {
                lines.add(line);
                line = output.readLine();
            }

            // when
            boolean told = process.toHandle().destroy();

            // then
            assertThat(told).isTrue();
            assertThat(output.readLine()).isEqualTo("stopped");
            assertThat(output.readLine()).isNull();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst())
                .startsWith("{")
                .contains("\"level\":\"INFO\"")
                .contains("\"formattedMessage\":\"started\"");
    }

    @Test
    void aWrongSettingEndsItWithTwoAndItsName() throws Exception {
        Process process = start("setting", Map.of());
        assertThat(output(process)).contains("MISSING is not set; it is needed").contains("stopped");
        assertThat(process.waitFor()).isEqualTo(2);
        Process format = start("well", Map.of("BELLWETHER_LOG_FORMAT", "xml"));
        assertThat(output(format)).contains("BELLWETHER_LOG_FORMAT is \"xml\", allowed are text and json");
        assertThat(format.waitFor()).isEqualTo(2);
    }

    @Test
    void whatCannotBeMendedEndsItWithOneAndTheReason() throws Exception {
        Process process = start("failure", Map.of());
        assertThat(output(process)).contains("it failed").contains("stopped");
        assertThat(process.waitFor()).isEqualTo(1);
    }
}
