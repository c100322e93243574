package dev.bellwether.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeExporterComparisonTest {
    @Test
    void everyCollectorReadsThisMachine() throws Exception {
        ExpositionSink sink = new ExpositionSink();
        for (CollectorDefinition definition : CollectorCatalog.standard().definitions()) {
            definition.create(HostPaths.ofMachine(), Map.of()).collect(sink);
        }
        System.out.println(sink.text());
        assertThat(sink.text()).contains("node_load1 ");
    }
}
