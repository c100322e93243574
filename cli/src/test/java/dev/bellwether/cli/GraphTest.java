package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plots as people see them; the golden ones were looked at before they were kept. */
class GraphTest {
    private static final long START = Run.NOW.getEpochSecond() - 3600;

    private final RecordedServer server = new RecordedServer();
    private final Run run = new Run().variable("BELLWETHER_URL", server.url());

    @AfterEach
    void close() {
        server.close();
    }

    private static String series(String labels, IntToDoubleFunction value) {
        List<String> values = new ArrayList<>();
        for (int minute = 0; minute <= 60; minute++) {
            double number = value.applyAsDouble(minute);
            if (!Double.isNaN(number)) {
                values.add(String.format(Locale.ROOT, "[%d,\"%s\"]", START + minute * 60L, number));
            }
        }
        return "{\"metric\":" + labels + ",\"values\":[" + String.join(",", values) + "]}";
    }

    private void answer(String... series) {
        server.data("/api/v1/query_range", "{\"resultType\":\"matrix\",\"result\":[" + String.join(",", series) + "]}");
    }

    @Test
    void oneSeriesIsALineBetweenAxes() {
        // given
        answer(series("{\"job\":\"node\"}", minute -> 50 + 50 * Math.sin(minute / 10.0)));

        // when
        Run.Result result = run.terminal(64, false).command("query", "range", "x", "-o", "graph", "--height", "8");

        // then
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(GOLDEN_ONE);
    }

    private static final String GOLDEN_ONE = """
            100 ┤        ⣀⠤⠤⠒⠒⠉⠉⠉⠉⠉⠒⠢⢄⡀
                │     ⢀⡠⠊             ⠈⠑⠢⢄
                │  ⢀⡠⠊⠁                   ⠑⠢⢄
                │⢀⠔⠁                         ⠑⢢
             50 ┤⠁                             ⠉⠢⣀
                │                                 ⠑⠤⡀                   ⣀⠔⠉
                │                                   ⠈⠒⠤⣀            ⢀⡠⠒⠉
              0 ┤                                       ⠉⠒⠤⢄⣀⣀⣀⣀⡠⠤⠔⠊⠁
                └┬─────────────┬──────────────┬─────────────┬─────────────┬
                 11:00       11:15          11:30         11:45        12:00
              {job="node"}  last 36.03
            """;

    @Test
    void severalSeriesHaveMarksAndTheLegendNamesThem() {
        // given
        answer(
                series("{\"mode\":\"user\"}", minute -> 2000 + 10 * minute),
                series("{\"mode\":\"system\"}", minute -> minute >= 20 && minute < 30 ? Double.NaN : 1000));

        // when
        Run.Result result = run.terminal(64, false).command("query", "range", "x", "-o", "graph", "--height", "8");

        // then
        assertThat(result.out()).isEqualTo(GOLDEN_TWO);
    }

    private static final String GOLDEN_TWO = """
            3k ┤
               │                                                  ⣀⣀⣀⣀⣀⣀⣀⠤⠤
               │                         ⣀●⣀⣀⣀⣀⡠⠤⠤⠤⠤⠤⠔●⠒⠒⠒⠒⠒⠊⠉⠉⠉⠉●
               │⢀⣀⣀●⣀⣀⡠⠤⠤⠤⠤⠤⠒⠒●⠒⠒⠒⠒⠉⠉⠉⠉⠉⠉
            2k ┤⠁
               │
               │
            1k ┤⣀⣀⣀⣀⣀⣀⣀▲⣀⣀⣀⣀⣀⣀⣀⣀▲⣀⣀          ⢀⣀⣀⣀⣀⣀⣀⣀▲⣀⣀⣀⣀⣀⣀⣀⣀⣀▲⣀⣀⣀⣀⣀⣀⣀⣀▲⣀⣀
               └┬──────────────┬─────────────┬──────────────┬─────────────┬
                11:00        11:15         11:30          11:45        12:00
              ● {mode="user"}  last 2.6k
              ▲ {mode="system"}  last 1k
            """;

    @Test
    void coloursAreThereOnlyWhereTheyAreWanted() {
        // given
        answer(series("{}", minute -> 1), series("{\"a\":\"b\"}", minute -> 2));

        // then
        assertThat(run.terminal(60, true)
                        .command("query", "range", "x", "-o", "graph")
                        .out())
                .contains("\u001b[36m", "\u001b[33m");
        assertThat(run.command("query", "range", "x", "-o", "graph", "--no-color")
                        .out())
                .doesNotContain("\u001b");
        assertThat(run.terminal(60, false)
                        .command("query", "range", "x", "-o", "graph")
                        .out())
                .doesNotContain("\u001b")
                .contains("● {}  last 1", "▲ {a=\"b\"}  last 2");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        // given
        answer(
                series("{\"job\":\"" + "long".repeat(40) + "\"}", minute -> minute * 1e9),
                series("{\"job\":\"b\"}", minute -> -minute * 1e9));

        // then
        for (int width : new int[] {40, 80, 132}) {
            assertThat(run.terminal(width, false)
                            .command("query", "range", "x", "-o", "graph")
                            .out()
                            .lines())
                    .allSatisfy(line ->
                            assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void onlyTheGreatestOfManySeriesAreDrawn() {
        // given
        String[] many = new String[20];
        for (int i = 0; i < many.length; i++) {
            int height = i;
            many[i] = series("{\"n\":\"" + i + "\"}", minute -> height);
        }
        answer(many);

        // when
        String out = run.command("query", "range", "x", "-o", "graph").out();

        // then
        assertThat(out).contains("{n=\"19\"}", "{n=\"12\"}", "and 12 more series, not drawn");
        assertThat(out).doesNotContain("{n=\"11\"}");
    }

    @Test
    void whereThereIsNothingToDrawThatIsSaid() {
        // when
        answer();
        String nothing = run.command("query", "range", "x", "-o", "graph").out();
        answer(series("{}", minute -> Double.POSITIVE_INFINITY));
        String infinite = run.command("query", "range", "x", "-o", "graph").out();
        answer(series("{}", minute -> 0));
        Run.Result constant = run.command("query", "range", "x", "-o", "graph", "--start", "now", "--end", "now");

        // then
        assertThat(nothing).isEqualTo("no series\n");
        assertThat(infinite).isEqualTo("no numbers to draw in 1 series\n");
        assertThat(constant.exitCode()).isZero();
    }
}
