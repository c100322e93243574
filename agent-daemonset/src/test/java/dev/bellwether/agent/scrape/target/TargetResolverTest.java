package dev.bellwether.agent.scrape.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.agent.config.AgentConfigLoader;
import dev.bellwether.agent.config.ConfigResult;
import dev.bellwether.agent.scrape.settings.ScrapeConfig;
import dev.bellwether.agent.scrape.settings.TargetGroup;
import dev.bellwether.model.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetResolverTest {

    @Test
    void anAddressBecomesATargetWithJobAndInstance() {
        // when
        ResolvedTargets resolved = resolve("""
                - job_name: node
                  static_configs:
                    - targets: [localhost:9100, "[::1]:9100", bare_host]
                      labels: {rack: r1}
                """);

        // then
        assertThat(resolved.targets())
                .extracting(target -> target.labels().toString())
                .containsExactly(
                        "{instance=\"localhost:9100\", job=\"node\", rack=\"r1\"}",
                        "{instance=\"[::1]:9100\", job=\"node\", rack=\"r1\"}",
                        "{instance=\"bare_host\", job=\"node\", rack=\"r1\"}");
        assertThat(resolved.targets())
                .extracting(target -> target.url().toString())
                .containsExactly(
                        "http://localhost:9100/metrics", "http://[::1]:9100/metrics", "http://bare_host/metrics");
        assertThat(resolved.problems()).isEmpty();
    }

    @Test
    void relabellingDecidesOnAddressPathSchemeParametersAndTimes() {
        // when
        ResolvedTargets resolved = resolve("""
                - job_name: probe
                  params: {module: [http_2xx, other], x: [y z]}
                  static_configs:
                    - targets: ["example.com:443"]
                  relabel_configs:
                    - {source_labels: [__address__], target_label: __param_target}
                    - {source_labels: [__param_target], target_label: instance}
                    - {target_label: __address__, replacement: "127.0.0.1:9115"}
                    - {target_label: __metrics_path__, replacement: /probe me}
                    - {target_label: __scheme__, replacement: https}
                    - {target_label: __scrape_interval__, replacement: 1m}
                    - {target_label: __scrape_timeout__, replacement: 30s}
                    - {target_label: __param_module, replacement: tcp}
                    - {target_label: job, replacement: blackbox}
                    - {target_label: __tmp, replacement: gone}
                """);

        // then
        ScrapeTarget target = resolved.targets().getFirst();
        assertThat(target.url())
                .hasToString(
                        "https://127.0.0.1:9115/probe%20me?module=tcp&module=other&target=example.com%3A443&x=y+z");
        assertThat(target.labels()).isEqualTo(Labels.of("instance", "example.com:443", "job", "blackbox"));
        assertThat(target.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(target.timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void droppedTargetsAreCountedAndEqualOnesScrapedOnce() {
        // when
        ResolvedTargets resolved = resolve("""
                - job_name: node
                  static_configs:
                    - targets: [a:1, b:1, a:1, c:1]
                  relabel_configs:
                    - {source_labels: [__address__], regex: "b:.*", action: drop}
                """);

        // then
        assertThat(resolved.targets())
                .extracting(target -> target.labels().get("instance"))
                .containsExactly("a:1", "c:1");
        assertThat(resolved.dropped()).isEqualTo(1);
    }

    @Test
    void aTargetThatRelabellingBreaksIsAProblemOfItsOwn() {
        // when
        ResolvedTargets resolved = resolve("""
                - job_name: node
                  static_configs:
                    - targets: [good:1]
                    - targets: [slashed:1]
                      labels: {bad: "a/b"}
                    - targets: [schemed:1]
                      labels: {__scheme__: ftp}
                    - targets: [timed:1]
                      labels: {__scrape_timeout__: never}
                    - targets: [slow:1]
                      labels: {__scrape_timeout__: 1h}
                  relabel_configs:
                    - {source_labels: [bad], regex: (.+), target_label: __address__}
                """);

        // then
        assertThat(resolved.targets()).hasSize(1);
        assertThat(resolved.problems())
                .containsExactly(
                        "job node, target slashed:1: __address__ is \"a/b\", allowed is host:port without scheme and"
                                + " path",
                        "job node, target schemed:1: scheme is \"ftp\", allowed are http and https",
                        "job node, target timed:1: __scrape_timeout__ is \"never\", allowed is a duration such as 15s",
                        "job node, target slow:1: scrape_timeout is PT1H, more than 0 and at most the scrape_interval"
                                + " (PT15S) is needed");
    }

    @Test
    void moreTargetsThanTheLimitAreAllRefused() {
        // when
        ResolvedTargets resolved = resolve("""
                - job_name: node
                  target_limit: 1
                  static_configs:
                    - targets: [a:1, b:1]
                """);

        // then
        assertThat(resolved.targets())
                .extracting(ScrapeTarget::refusal)
                .containsOnly("target_limit: the job has 2 targets, allowed are 1");
    }

    @Test
    void aLabelOfTheTargetWinsOverTheGroupsAndTheJobsName() {
        // given
        ScrapeConfig config = ScrapeConfig.of("node", List.of());
        TargetGroup group = new TargetGroup(
                List.of(Labels.of("__address__", "a:1", "rack", "own", "job", "mine")),
                Labels.of("rack", "common", "zone", "z"));

        // when
        ResolvedTargets resolved = TargetResolver.resolve(config, List.of(group));

        // then
        assertThat(resolved.targets().getFirst().labels())
                .isEqualTo(Labels.of("instance", "a:1", "job", "mine", "rack", "own", "zone", "z"));
    }

    @Test
    void equalConfigurationsGiveEqualTargetsSoThatScrapersSurviveAReload() {
        String yaml = """
                - job_name: node
                  params: {a: [b]}
                  static_configs: [{targets: [a:1]}]
                  metric_relabel_configs: [{action: labeldrop, regex: x}]
                """;

        assertThat(resolve(yaml)).isEqualTo(resolve(yaml));
    }

    private static ResolvedTargets resolve(String scrapeConfigs) {
        AgentConfigLoader loader = new AgentConfigLoader(Map.of(), List.of(), () -> "host");
        ConfigResult result =
                loader.parse("agent.yaml", Path.of("/etc"), "scrape_configs:\n" + scrapeConfigs.indent(2));
        assertThat(result).isInstanceOf(ConfigResult.Loaded.class);
        ScrapeConfig config =
                ((ConfigResult.Loaded) result).config().scrapeConfigs().getFirst();
        return TargetResolver.resolve(
                config, TargetSource.fixed(config.staticTargets()).groups());
    }
}
