package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.Directories;
import dev.bellwether.agent.collect.read.FileText;
import java.util.ArrayList;
import java.util.List;

/** What the firmware says the machine is. Read once: it changes at a boot only. Serial numbers need root. */
public final class DmiCollector implements Collector {
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_dmi_info",
            "A metric with a constant '1' value labeled by bios_date, bios_release, bios_vendor, bios_version,"
                    + " board_asset_tag, board_name, board_serial, board_vendor, board_version, chassis_asset_tag,"
                    + " chassis_serial, chassis_vendor, chassis_version, product_family, product_name, product_serial,"
                    + " product_sku, product_uuid, product_version, system_vendor if provided by DMI.");
    private static final String[] FILES = {
        "bios_date",
        "bios_release",
        "bios_vendor",
        "bios_version",
        "board_asset_tag",
        "board_name",
        "board_serial",
        "board_vendor",
        "board_version",
        "chassis_asset_tag",
        "chassis_serial",
        "chassis_vendor",
        "chassis_version",
        "product_family",
        "product_name",
        "product_serial",
        "product_sku",
        "product_uuid",
        "product_version",
        "sys_vendor"
    };

    private final String[] labels;

    public DmiCollector(HostPaths paths) {
        this.labels = readLabels(paths.sys("class/dmi/id"));
    }

    private static String[] readLabels(String directory) {
        List<String> labels = new ArrayList<>();
        if (Directories.exists(directory)) {
            FileText text = new FileText();
            for (String file : FILES) {
                String content = text.content(directory + "/" + file);
                if (!content.isEmpty()) {
                    labels.add(file.equals("sys_vendor") ? "system_vendor" : file);
                    labels.add(content);
                }
            }
        }
        return labels.toArray(String[]::new);
    }

    @Override
    public String name() {
        return "dmi";
    }

    @Override
    public void collect(SampleSink sink) {
        if (labels.length > 0) {
            INFO.single(sink, 1, labels);
        }
    }
}
