package dev.bellwether.bench;

import dev.bellwether.model.MetricType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One series in the file of a trace. Stateless. */
final class SeriesFile {
    private SeriesFile() {}

    static void write(DataOutputStream out, TracedSeries series) throws IOException {
        out.writeUTF(series.entity());
        out.writeUTF(series.family());
        out.writeUTF(series.type().name());
        out.writeUTF(series.help());
        out.writeUTF(series.suffix());
        out.writeInt(series.labels().size());
        for (String label : series.labels()) {
            out.writeUTF(label);
        }
    }

    static TracedSeries read(DataInputStream in) throws IOException {
        String entity = in.readUTF();
        String family = in.readUTF();
        MetricType type = MetricType.valueOf(in.readUTF());
        String help = in.readUTF();
        String suffix = in.readUTF();
        List<String> labels = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            labels.add(in.readUTF());
        }
        return new TracedSeries(entity, family, type, help, suffix, labels);
    }
}
