package dev.bellwether.agent.scrape.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapeProtocolTest {

    @Test
    void theAcceptHeaderPrefersTheFirstProtocol() {
        assertThat(ScrapeProtocol.acceptHeader(ScrapeProtocol.DEFAULT))
                .isEqualTo("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                        + "encoding=delimited;q=0.6,"
                        + "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                        + "application/openmetrics-text;version=0.0.1;q=0.4,"
                        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
                        + "text/plain;version=0.0.4;q=0.2,"
                        + "*/*;q=0.1");
        assertThat(ScrapeProtocol.acceptHeader(List.of(ScrapeProtocol.PROMETHEUS_TEXT_0)))
                .isEqualTo("text/plain;version=0.0.4;q=0.6,*/*;q=0.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain|PROMETHEUS_TEXT_0",
                "text/plain; version=0.0.4; charset=utf-8|PROMETHEUS_TEXT_0",
                "Text/Plain;version=\"1.0.0\"|PROMETHEUS_TEXT_1",
                "application/openmetrics-text; version=1.0.0; charset=utf-8|OPEN_METRICS_1",
                "application/openmetrics-text; version=0.0.1|OPEN_METRICS_0",
                "application/openmetrics-text|OPEN_METRICS_1",
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
                        + "|PROMETHEUS_PROTO"
            })
    void theContentTypeNamesTheFormat(String contentType, ScrapeProtocol protocol) {
        assertThat(ScrapeProtocol.ofContentType(contentType)).contains(protocol);
    }

    @ParameterizedTest
    @CsvSource({"''", "text/html", "application/json", "application/vnd.google.protobuf;encoding=text"})
    void otherContentTypesNameNone(String contentType) {
        assertThat(ScrapeProtocol.ofContentType(contentType)).isEmpty();
    }
}
