package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryCommandsTest {
    private static final String VECTOR = """
            {"resultType":"vector","result":[
              {"metric":{"__name__":"up","instance":"a:9100","job":"node"},"value":[1767268800,"1"]},
              {"metric":{"__name__":"up","job":"web, \\"x\\""},"value":[1767268800.5,"0.25"]}]}""";

    private static final String MATRIX = """
            {"resultType":"matrix","result":[
              {"metric":{"job":"node"},"values":[[1767265200,"1"],[1767267000,"2.5"],[1767268800,"4"]]},
              {"metric":{"job":"web"},"values":[[1767265200,"3000"],[1767268800,"NaN"]]}]}""";

    private final RecordedServer server = new RecordedServer();
    private final Run run = new Run();

    @BeforeEach
    void useTheServer() {
        run.variable("BELLWETHER_URL", server.url());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anInstantQueryIsATableWithAColumnForEachLabel() {
        // given
        server.data("/api/v1/query", VECTOR);

        // when
        Run.Result result = run.command("query", "instant", "up");

        // then
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                METRIC  instance  job       VALUE
                up      a:9100    node          1
                up                web, "x"   0.25
                """);
        assertThat(server.requests()).containsExactly("/api/v1/query query=up&time=1767268800");
    }

    @Test
    void onANarrowTerminalLabelsShareAColumn() {
        // given
        server.data("/api/v1/query", VECTOR);

        // when
        Run.Result result = run.terminal(30, false).command("query", "instant", "up");

        // then
        assertThat(result.out()).isEqualTo("""
                SERIES                   VALUE
                up{instance="a:9100", …      1
                up{job="web, \\"x\\""}      0.25
                """);
    }

    @Test
    void anInstantQueryIsCsv() {
        // given
        server.data("/api/v1/query", VECTOR);

        // when
        Run.Result result = run.command("query", "instant", "up", "-o", "csv");

        // then
        assertThat(result.out()).isEqualTo("""
                __name__,instance,job,timestamp,value
                up,a:9100,node,2026-01-01T12:00:00Z,1
                up,,"web, ""x""\",2026-01-01T12:00:00.500Z,0.25
                """);
    }

    @Test
    void jsonIsWhatTheServerGave() {
        // given
        server.data("/api/v1/query", "{\"resultType\":\"scalar\",\"result\":[1767268800.25,\"a\\u0001\\\"b\"]}");

        // when
        Run.Result result = run.command("query", "instant", "1", "-o", "json");

        // then
        assertThat(result.out())
                .isEqualTo("{\"resultType\":\"scalar\",\"result\":[1767268800.25,\"a\\u0001\\\"b\"]}\n");
    }

    @Test
    void whereNothingIsFoundUnknownNamesAreToldWithTheNearestOnes() {
        // given
        server.data("/api/v1/query", "{\"resultType\":\"vector\",\"result\":[]}")
                .data("/api/v1/labels", "[\"__name__\",\"instance\",\"job\"]")
                .data("/api/v1/label/__name__/values", "[\"node_load1\",\"up\"]")
                .data("/api/v1/label/job/values", "[\"node\",\"process\"]");

        // when
        Run.Result result = run.command(
                "query", "instant", "node_laod1{instnace=\"a\",job=\"nodes\"} / on(job) up{zone!=\"x\",rack=~\".+\"}");

        // then
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEqualTo("""
                info: no metric is named "node_laod1"; did you mean "node_load1"?
                info: no series has the label "instnace"; did you mean "instance"?
                info: no series has job="nodes"; did you mean "node"?
                info: no series has the label "rack"
                """);
    }

    @Test
    void aQuietQueryAsksForNoNames() {
        // given
        server.data("/api/v1/query", "{\"resultType\":\"vector\",\"result\":[]}");

        // when
        Run.Result result = run.command("query", "instant", "none", "-q");

        // then
        assertThat(result.err()).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void scalarsStringsHistogramsAndNothingAreShown() {
        // when
        server.data("/api/v1/query", "{\"resultType\":\"scalar\",\"result\":[1767268800,\"42\"]}");
        String scalar = run.command("query", "instant", "42").out();
        server.data("/api/v1/query", "{\"resultType\":\"string\",\"result\":[1767268800,\"hello\"]}");
        String text = run.command("query", "instant", "\"hello\"").out();
        server.data("/api/v1/query", "{\"resultType\":\"vector\",\"result\":[]}");
        String nothing = run.command("query", "instant", "none").out();
        server.data("/api/v1/query", """
                {"resultType":"vector","result":[{"metric":{},"histogram":[1767268800,
                  {"count":"3","sum":"4.5","buckets":[[3,"-0.001","0.001","1"],[0,"1","2","2"]]}]}]}""");
        String histogram = run.command("query", "instant", "h").out();

        // then
        assertThat(scalar).isEqualTo("42\n");
        assertThat(text).isEqualTo("hello\n");
        assertThat(nothing).isEqualTo("no series\n");
        assertThat(histogram).contains("{count:3, sum:4.5, [-0.001,0.001]:1, (1,2]:2}");
    }

    @Test
    void aRangeIsALineForEachSeriesWithItsTrend() {
        // given
        server.data("/api/v1/query_range", MATRIX);

        // when
        Run.Result result = run.command("query", "range", "x");

        // then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("""
                job   POINTS  MIN  MEAN  MAX  LAST  TREND
                node       3    1   2.5    4     4  ▁           ▅          █
                web        2   3k    3k   3k   NaN  ▄
                """);
        assertThat(server.requests())
                .containsExactly("/api/v1/query_range query=x&start=1767265200&end=1767268800&step=60");
    }

    @Test
    void timesAndStepsAreTakenAsPeopleGiveThem() {
        // given
        server.data("/api/v1/query_range", MATRIX);

        // when
        run.command("query", "range", "x", "--start", "-6h", "--end", "now-30m", "--step", "15s");
        run.command("query", "range", "x", "--start", "2026-01-01T10:00:00+01:00", "--end=1767268800.5", "--step=0.5");

        // then
        assertThat(server.requests())
                .containsExactly(
                        "/api/v1/query_range query=x&start=1767247200&end=1767267000&step=15",
                        "/api/v1/query_range query=x&start=1767258000&end=1767268800.5&step=0.5");
    }

    @Test
    void seriesAndLabelsAreListed() {
        // given
        server.data("/api/v1/series", "[{\"__name__\":\"up\",\"job\":\"b\"},{\"__name__\":\"up\",\"job\":\"a\"}]");
        server.data("/api/v1/labels", "[\"instance\",\"job\"]");
        server.data("/api/v1/label/job/values", "[\"a\",\"b\"]");

        // when
        Run.Result series = run.command("query", "series", "up", "{job=\"x\"}");
        Run.Result csv = run.command("query", "series", "up", "-o", "csv");
        Run.Result names = run.command("query", "labels");
        Run.Result values = run.command("query", "labels", "job", "--match", "up", "--limit", "5");

        // then
        assertThat(series.out()).isEqualTo("up{job=\"a\"}\nup{job=\"b\"}\n");
        assertThat(csv.out()).isEqualTo("__name__,job\nup,a\nup,b\n");
        assertThat(names.out()).isEqualTo("instance\njob\n");
        assertThat(values.out()).isEqualTo("a\nb\n");
        assertThat(server.requests())
                .containsExactly(
                        "/api/v1/series match[]=up&match[]={job=\"x\"}&start=1767265200&end=1767268800",
                        "/api/v1/series match[]=up&start=1767265200&end=1767268800",
                        "/api/v1/labels start=1767265200&end=1767268800",
                        "/api/v1/label/job/values match[]=up&start=1767265200&end=1767268800&limit=5");
    }

    @Test
    void aNameThatIsNoLegacyOneIsEscapedInThePath() {
        // given
        server.data("/api/v1/label/U__my_2e_label__x/values", "[\"a\"]");

        // then
        assertThat(run.command("query", "labels", "my.label_x").out()).isEqualTo("a\n");
    }

    @Test
    void warningsAndInfosGoToStandardError() {
        // given
        server.on("/api/v1/query", 200, """
                {"status":"success","data":{"resultType":"vector","result":[]},
                 "warnings":["w"],"infos":["i"]}""");

        // when
        Run.Result loud = run.command("query", "instant", "x");
        Run.Result quiet = run.command("query", "instant", "x", "--quiet");

        // then
        assertThat(loud.err()).isEqualTo("warning: w\ninfo: i\n");
        assertThat(quiet.err()).isEmpty();
    }

    @Test
    void anErrorInTheExpressionHasACaretBelowIt() {
        // given
        server.on("/api/v1/query", 400, """
                {"status":"error","errorType":"bad_data",
                 "error":"invalid parameter \\"query\\": 2:8: parse error: unknown function with name \\"raet\\""}""");

        // when
        Run.Result result = run.command("query", "instant", "sum(\n  ä + raet(x))");

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("""
                bellwether: invalid parameter "query": 2:8: parse error: unknown function with name "raet"
                  2 |   ä + raet(x))
                    |       ^
                """);
    }

    @Test
    void aServerThatCannotBeReachedIsOneMessage() throws IOException {
        // given
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        // when
        Run.Result result = run.command("query", "instant", "up", "--url", "http://127.0.0.1:" + port + "/");

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("bellwether: cannot reach http://127.0.0.1:" + port + ": ")
                .endsWith("is Bellwether running there? (--url or BELLWETHER_URL name another server)\n")
                .hasLineCount(1);
    }

    @Test
    void aServerThatIsTooSlowIsOneMessage() {
        // given
        server.silentOn("/api/v1/query");

        // when
        Run.Result result = run.command("query", "instant", "up", "--timeout", "200ms");

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("bellwether: no answer from " + server.url() + " within 0.2 s (--timeout)\n");
    }

    @Test
    void whatIsNoPrometheusIsSaid() {
        // given
        server.on("/api/v1/query", 404, "<html>not here</html>");

        // when
        Run.Result result = run.command("query", "instant", "up");

        // then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("bellwether: " + server.url() + "/api/v1/query answered with status 404 and not as"
                        + " Prometheus's API does; is the address right?\n");
    }

    @Test
    void wrongUsageHasExitCodeTwo() {
        assertThat(run.command("query", "instant").exitCode()).isEqualTo(2);
        assertThat(run.command("query").exitCode()).isEqualTo(2);
        assertThat(run.command("nonsense").exitCode()).isEqualTo(2);
        assertThat(run.command("query", "instant", "up", "-o", "xml").exitCode())
                .isEqualTo(2);
        assertThat(run.command("query", "instant", "up", "-o", "graph").err())
                .isEqualTo("bellwether: -o graph is not for this command, allowed are [table, json, csv]\n");
        assertThat(run.command("query", "instant", "up", "--time", "soon"))
                .isEqualTo(new Run.Result(
                        2,
                        "",
                        "bellwether: --time: \"soon\" is no time; allowed are RFC 3339 (2026-01-01T12:00:00Z), seconds"
                                + " since 1970, now, and a distance from now such as -1h\n"));
        assertThat(run.command("query", "instant", "up", "--url", "ftp://x").exitCode())
                .isEqualTo(2);
        assertThat(run.command("query", "range", "up", "--step", "0s").exitCode())
                .isEqualTo(2);
        assertThat(run.command("query", "range", "up", "--start", "now", "--end", "-1h")
                        .exitCode())
                .isEqualTo(2);
    }
}
