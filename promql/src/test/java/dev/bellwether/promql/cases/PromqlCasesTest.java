package dev.bellwether.promql.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PromqlCasesTest {

    @Test
    void everyCaseInTheFolderPasses() throws IOException {
        // given
        String folder = System.getProperty("promql.cases", "");
        assumeTrue(
                !folder.isEmpty() && Files.isDirectory(Path.of(folder)),
                "skipped: the property promql.cases names no folder of cases");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PromqlCasesRunner runner = new PromqlCasesRunner(new PrintStream(output, true, StandardCharsets.UTF_8));

        // when
        int failed = runner.run(Path.of(folder));

        // then
        assertThat(failed).as(output.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(runner.passed()).isPositive();
    }
}
