package dev.bellwether.promql.cases;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.memory.InMemorySeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

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
        Map<Labels, NavigableMap<Long, CaseSample>> loadedSeries = new LinkedHashMap<>();
        for (Object id : testCase.list("load")) {
            JsonObject load = loads.get((int) JsonObject.number(id));
            if (load == null) {
                throw new IllegalArgumentException("there is no load " + id);
            }
            List<CaseSeries> loaded =
                    load.objects("series").stream().map(CaseSeries::of).toList();
            add(loaded, loadedSeries);
            if (load.flag("nhcb")) {
                add(ClassicToNative.convert(loaded), loadedSeries);
            }
        }
        InMemorySeries series = new InMemorySeries();
        loadedSeries.forEach((labels, samples) -> StoredHints.write(labels, samples.values(), series));
        return series;
    }

    private static void add(List<CaseSeries> loaded, Map<Labels, NavigableMap<Long, CaseSample>> target) {
        for (CaseSeries each : loaded) {
            NavigableMap<Long, CaseSample> samples = target.computeIfAbsent(each.labels(), labels -> new TreeMap<>());
            each.samples().forEach(sample -> samples.put(sample.timeMillis(), sample));
        }
    }
}
