package dev.bellwether.agent.collect.textfile;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics from files {@code *.prom} that scripts leave in directories. A file with an error is left out whole, the others
 * are not touched by it; each new error is logged once.
 */
public final class TextfileCollector implements Collector {
    private static final Logger LOG = LoggerFactory.getLogger(TextfileCollector.class);
    private static final String SUFFIX = ".prom";
    private static final MetricFamily CHANGED =
            MetricFamily.gauge("node_textfile_mtime_seconds", "Unixtime mtime of textfiles successfully read.");
    private static final MetricFamily ERROR = MetricFamily.gauge(
            "node_textfile_scrape_error", "1 if there was an error opening or reading a file, 0 otherwise");

    private final List<Path> directories;
    private final TextfileReader reader = new TextfileReader();
    private Set<String> loggedErrors = new HashSet<>();

    /** A collector of some directories; it has nothing to read where there are none. */
    public TextfileCollector(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    @Override
    public String name() {
        return "textfile";
    }

    @Override
    public void collect(SampleSink sink) {
        Set<String> errors = new HashSet<>();
        Map<String, TextfileFamily> knownFamilies = new HashMap<>();
        Set<List<String>> knownSeries = new HashSet<>();
        Map<String, Long> changed = new HashMap<>();
        List<String> read = new ArrayList<>();
        for (Path directory : directories) {
            if (!Files.isReadable(directory)) {
                errors.add(directory + ": cannot be read");
                continue;
            }
            for (String name : Directories.names(directory.toString())) {
                if (!name.endsWith(SUFFIX)) {
                    continue;
                }
                Path file = directory.resolve(name);
                try {
                    long seconds = Files.getLastModifiedTime(file).toMillis() / 1000;
                    List<TextfileFamily> families = reader.read(file, knownFamilies, knownSeries);
                    sink.entity(file.toString());
                    families.forEach(family -> family.collect(sink));
                    changed.put(file.toString(), seconds);
                    read.add(file.toString());
                } catch (IOException e) {
                    errors.add(file + ": " + e.getMessage());
                }
            }
        }
        sink.entity("");
        if (!read.isEmpty()) {
            CHANGED.begin(sink);
            for (String file : read) {
                sink.sample(changed.getOrDefault(file, 0L), "file", file);
            }
        }
        ERROR.single(sink, errors.isEmpty() ? 0 : 1);
        logNew(errors);
    }

    private void logNew(Set<String> errors) {
        for (String error : errors) {
            if (!loggedErrors.contains(error)) {
                LOG.warn("A text file was left out: {}", error);
            }
        }
        loggedErrors = errors;
    }
}
