package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.Directories;
import dev.bellwether.agent.collect.read.FileText;
import java.util.ArrayList;
import java.util.List;

/** Errors of memory, corrected and not, by controller and by row of chips. */
public final class EdacCollector implements Collector {
    private static final int ROUNDS_BETWEEN_LISTINGS = 20;
    private static final MetricFamily[] FAMILIES = {
        counter("correctable_errors_total", "Total correctable memory errors."),
        counter("uncorrectable_errors_total", "Total uncorrectable memory errors."),
        counter("csrow_correctable_errors_total", "Total correctable memory errors for this csrow."),
        counter("csrow_uncorrectable_errors_total", "Total uncorrectable memory errors for this csrow.")
    };
    private static final int CONTROLLER_CORRECTED = 0;
    private static final int CONTROLLER_UNCORRECTED = 1;
    private static final int ROW_CORRECTED = 2;
    private static final int ROW_UNCORRECTED = 3;

    private record Counter(int family, String path, String[] labels) {}

    private final String directory;
    private final FileText text = new FileText();
    private List<Counter> counters = List.of();
    private int round;

    public EdacCollector(HostPaths paths) {
        this.directory = paths.sys("devices/system/edac/mc");
    }

    private static MetricFamily counter(String name, String help) {
        return MetricFamily.counter("node_edac_" + name, help);
    }

    @Override
    public String name() {
        return "edac";
    }

    @Override
    public void collect(SampleSink sink) {
        if (round++ % ROUNDS_BETWEEN_LISTINGS == 0) {
            list();
        }
        for (int family = 0; family < FAMILIES.length; family++) {
            boolean begun = false;
            for (Counter counter : counters) {
                double value = counter.family == family ? text.number(counter.path) : Double.NaN;
                if (!Double.isNaN(value)) {
                    if (!begun) {
                        FAMILIES[family].begin(sink);
                        begun = true;
                    }
                    sink.sample(value, counter.labels);
                }
            }
        }
    }

    private void list() {
        List<Counter> found = new ArrayList<>();
        for (String controller : Directories.names(directory)) {
            if (!isNumbered(controller, "mc")) {
                continue;
            }
            String path = directory + "/" + controller;
            String number = controller.substring(2);
            String[] labels = {"controller", number};
            String[] unknownRow = {"controller", number, "csrow", "unknown"};
            found.add(new Counter(CONTROLLER_CORRECTED, path + "/ce_count", labels));
            found.add(new Counter(CONTROLLER_UNCORRECTED, path + "/ue_count", labels));
            found.add(new Counter(ROW_CORRECTED, path + "/ce_noinfo_count", unknownRow));
            found.add(new Counter(ROW_UNCORRECTED, path + "/ue_noinfo_count", unknownRow));
            for (String row : Directories.names(path)) {
                if (isNumbered(row, "csrow")) {
                    String[] rowLabels = {"controller", number, "csrow", row.substring("csrow".length())};
                    found.add(new Counter(ROW_CORRECTED, path + "/" + row + "/ce_count", rowLabels));
                    found.add(new Counter(ROW_UNCORRECTED, path + "/" + row + "/ue_count", rowLabels));
                }
            }
        }
        counters = List.copyOf(found);
    }

    private static boolean isNumbered(String name, String prefix) {
        return name.startsWith(prefix)
                && name.length() > prefix.length()
                && name.chars().skip(prefix.length()).allMatch(Character::isDigit);
    }
}
