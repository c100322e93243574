package dev.bellwether.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The table of values in the chart's README is made of {@code values.yaml}. Where it is stale, run the tests with {@code
 * -Dchart.update=true} (or {@code make chart}), which writes it anew.
 */
class ReadmeTest {
    private static final Path README = Chart.FOLDER.resolve("README.md");
    private static final String BEGIN = "<!-- values: made of values.yaml by `make chart` -->\n";
    private static final String END = "<!-- end of values -->\n";

    @Test
    void everyValueHasAComment() throws IOException {
        List<ChartValue> values = ChartValue.all();
        assertThat(values).hasSizeGreaterThan(50);
        assertThat(values)
                .allSatisfy(
                        value -> assertThat(value.comment()).as(value.path()).endsWith("."));
    }

    @Test
    void theTableOfValuesIsUpToDate() throws IOException {
        // given
        String readme = Files.readString(README);
        String before = readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length());
        String after = readme.substring(readme.indexOf(END));

        // when
        String wanted = before + table() + after;

        // then
        if (Boolean.getBoolean("chart.update")) {
            Files.writeString(README, wanted);
        } else {
            assertThat(readme).as("stale; `make chart` writes it anew").isEqualTo(wanted);
        }
    }

    private static String table() throws IOException {
        StringBuilder table = new StringBuilder("| value | default | what |\n|---|---|---|\n");
        for (ChartValue value : ChartValue.all()) {
            table.append("| `%s` | `%s` | %s |\n"
                    .formatted(value.path(), value.standard(), value.comment().replace("|", "\\|")));
        }
        return table.toString();
    }
}
