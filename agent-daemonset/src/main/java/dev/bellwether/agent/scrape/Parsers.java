package dev.bellwether.agent.scrape;

import dev.bellwether.agent.scrape.exposition.ExpositionParser;
import dev.bellwether.agent.scrape.protobuf.ProtobufExpositionParser;
import dev.bellwether.agent.scrape.settings.ScrapeProtocol;
import dev.bellwether.agent.scrape.text.TextDialect;
import dev.bellwether.agent.scrape.text.TextExpositionParser;
import org.jspecify.annotations.Nullable;

/** One parser at a time: a target rarely changes its format, and a parser remembers what it has read. For one thread. */
final class Parsers {
    private final boolean classicHistograms;
    private @Nullable ScrapeProtocol protocol;
    private @Nullable ExpositionParser parser;

    Parsers(boolean classicHistograms) {
        this.classicHistograms = classicHistograms;
    }

    ExpositionParser of(ScrapeProtocol wanted) {
        ExpositionParser known = parser;
        if (known == null || protocol != wanted) {
            known = switch (wanted) {
                case PROMETHEUS_PROTO -> new ProtobufExpositionParser(classicHistograms);
                case OPEN_METRICS_1, OPEN_METRICS_0 -> new TextExpositionParser(TextDialect.OPEN_METRICS);
                case PROMETHEUS_TEXT_1, PROMETHEUS_TEXT_0 -> new TextExpositionParser(TextDialect.PROMETHEUS);
            };
            parser = known;
            protocol = wanted;
        }
        return known;
    }
}
