package dev.bellwether.agent.collect.textfile;

import dev.bellwether.agent.scrape.exposition.ExpositionParser;
import dev.bellwether.agent.scrape.exposition.Family;
import dev.bellwether.agent.scrape.text.TextDialect;
import dev.bellwether.agent.scrape.text.TextExpositionParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one text file whole before anything of it is handed on. Used by one thread. */
final class TextfileReader {
    private static final long MAX_BYTES = 16L * 1024 * 1024;
    private static final int MAX_SERIES = 50_000;

    private final ExpositionParser parser = new TextExpositionParser(TextDialect.PROMETHEUS);

    /**
     * Reads a file.
     *
     * @param knownFamilies families of the files before it, to which those of this one are added
     * @param knownSeries series of the files before it, to which those of this one are added
     * @throws IOException where the file cannot be read, its format is broken, it has times of its own, or it contradicts or
     *     repeats a file before it
     */
    List<TextfileFamily> read(Path file, Map<String, TextfileFamily> knownFamilies, Set<List<String>> knownSeries)
            throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new IOException("has " + size + " bytes; allowed: at most " + MAX_BYTES);
        }
        Map<String, TextfileFamily> families = new LinkedHashMap<>();
        Set<List<String>> series = new HashSet<>();
        try (InputStream stream = Files.newInputStream(file)) {
            parser.begin(stream);
            while (parser.next() == ExpositionParser.Entry.SAMPLE) {
                if (parser.hasTimestamp()) {
                    throw new IOException(parser.position() + ": has a time of its own, which is not allowed here");
                }
                TextfileFamily family = family(file, families, knownFamilies);
                List<String> key = new ArrayList<>(parser.labelPairs());
                family.add(parser.metricName(), parser.value(), key);
                key.addFirst(parser.metricName());
                if (knownSeries.contains(key) || !series.add(key)) {
                    throw new IOException(parser.position() + ": the series stands twice: " + key);
                }
                if (series.size() > MAX_SERIES) {
                    throw new IOException("has too many series; allowed: at most " + MAX_SERIES);
                }
            }
        }
        families.forEach(knownFamilies::putIfAbsent);
        knownSeries.addAll(series);
        return List.copyOf(families.values());
    }

    private TextfileFamily family(
            Path file, Map<String, TextfileFamily> families, Map<String, TextfileFamily> knownFamilies)
            throws IOException {
        Family parsed = parser.family();
        TextfileFamily family = families.get(parsed.name());
        if (family != null) {
            return family;
        }
        TextfileFamily known = knownFamilies.get(parsed.name());
        if (known != null && known.type != parsed.type()) {
            throw new IOException(parser.position() + ": " + parsed.name() + " is a " + parsed.type()
                    + " here and was a " + known.type + " in a file before");
        }
        String help = parsed.help().isEmpty() ? "Metric read from " + file : parsed.help();
        TextfileFamily fresh = new TextfileFamily(parsed.name(), parsed.type(), help);
        families.put(parsed.name(), fresh);
        return fresh;
    }
}
