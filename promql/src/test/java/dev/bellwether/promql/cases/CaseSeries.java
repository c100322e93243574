package dev.bellwether.promql.cases;

import dev.bellwether.model.Labels;
import java.util.List;

/** A series in a case. */
record CaseSeries(Labels labels, List<CaseSample> samples) {

    static CaseSeries of(JsonObject json) {
        Labels.Builder labels = Labels.builder();
        json.object("labels").values().forEach((name, value) -> labels.set(name, String.valueOf(value)));
        return new CaseSeries(
                labels.build(),
                json.list("samples").stream().map(CaseSample::of).toList());
    }
}
