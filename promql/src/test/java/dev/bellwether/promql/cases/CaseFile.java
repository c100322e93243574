package dev.bellwether.promql.cases;

import dev.bellwether.promql.memory.InMemorySeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file of cases: what is loaded, and what is asked of it. */
final class CaseFile {
    private final Map<Integer, JsonObject> loads = new HashMap<>();
    private final List<JsonObject> cases;

    private CaseFile(JsonObject json) {
        json.objects("loads").forEach(load -> loads.put((int) load.integer("id"), load));
        cases = json.objects("cases");
    }

    static CaseFile read(Path file) throws IOException {
        return new CaseFile(JsonObject.of(JsonText.parse(Files.readString(file))));
    }

    List<JsonObject> cases() {
        return cases;
    }

    /** The series that the loads of a case give, in their order. */
    InMemorySeries load(JsonObject testCase) {
        InMemorySeries series = new InMemorySeries();
        for (Object id : testCase.list("load")) {
            JsonObject load = loads.get((int) JsonObject.number(id));
            if (load == null) {
                throw new IllegalArgumentException("there is no load " + id);
            }
            List<CaseSeries> loaded =
                    load.objects("series").stream().map(CaseSeries::of).toList();
            for (CaseSeries each : loaded) {
                for (CaseSample sample : each.samples()) {
                    CaseHistogram histogram = sample.histogram();
                    if (histogram == null) {
                        series.add(each.labels(), sample.timeMillis(), sample.value());
                    } else {
                        series.add(each.labels(), sample.timeMillis(), histogram.histogram());
                    }
                }
            }
            if (load.flag("nhcb")) {
                ClassicToNative.convert(loaded, series);
            }
        }
        return series;
    }
}
