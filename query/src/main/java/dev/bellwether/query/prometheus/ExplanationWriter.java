package dev.bellwether.query.prometheus;

import dev.bellwether.promql.evaluation.ExplainNode;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;

/** Writes what each part of a query took. Stateless. */
final class ExplanationWriter {
    private ExplanationWriter() {}

    /** The tree as a value; positions are indexes of characters in the query. */
    static void write(ExplainNode node, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("node").value(node.node());
        json.name("detail").value(node.detail());
        json.name("position").beginObject();
        json.name("start").value((long) node.position().start());
        json.name("end").value((long) node.position().end());
        json.endObject();
        json.name("optimisations").texts(node.optimisations());
        json.name("series").value(node.series());
        json.name("samples").value(node.samples());
        json.name("selfSeconds").value(node.selfSeconds());
        json.name("totalSeconds").value(node.totalSeconds());
        json.name("children").beginArray();
        for (ExplainNode child : node.children()) {
            write(child, json);
        }
        json.endArray().endObject();
    }
}
