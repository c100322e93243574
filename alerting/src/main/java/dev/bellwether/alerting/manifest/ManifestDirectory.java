package dev.bellwether.alerting.manifest;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of manifests, read again when a file changes.
 *
 * <p>A file that cannot be read, or is no YAML, keeps what it said before: a slip of an editor must not resolve alerts.
 * Used by one thread.
 */
public final class ManifestDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestDirectory.class);

    private final Path directory;
    private final Map<Path, String> texts = new TreeMap<>();
    private final Map<Path, Manifests> manifests = new TreeMap<>();

    public ManifestDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads what has changed since the last call.
     *
     * @return whether anything has
     * @throws IOException where the directory cannot be listed; what was known stays
     */
    public boolean refresh() throws IOException {
        Map<Path, String> now = new TreeMap<>();
        for (Path file : files()) {
            try {
                now.put(file, Files.readString(file, StandardCharsets.UTF_8));
            } catch (IOException e) {
                LOG.warn("manifest file={} cannot be read and stays as it was: {}", file, e.toString());
                String before = texts.get(file);
                if (before != null) {
                    now.put(file, before);
                }
            }
        }
        if (now.equals(texts)) {
            return false;
        }
        manifests.keySet().retainAll(now.keySet());
        now.forEach((file, text) -> {
            if (!text.equals(texts.get(file))) {
                update(file, text);
            }
        });
        texts.clear();
        texts.putAll(now);
        return true;
    }

    private void update(Path file, String text) {
        Manifests read = ManifestReader.read(file.getFileName().toString(), text);
        read.errors().forEach(error -> LOG.warn("manifest {}", error));
        manifests.put(
                file, read.errors().isEmpty() ? read : keptFrom(manifests.getOrDefault(file, Manifests.EMPTY), read));
    }

    /** While a file has errors nothing that stood in it goes away: what is missing may be what is damaged. */
    private static Manifests keptFrom(Manifests before, Manifests read) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        before.rules().forEach(rule -> rules.put(rule.uid(), rule));
        read.rules().forEach(rule -> rules.put(rule.uid(), rule));
        Map<String, Notifier> notifiers = new LinkedHashMap<>();
        before.notifiers().forEach(notifier -> notifiers.put(notifier.uid(), notifier));
        read.notifiers().forEach(notifier -> notifiers.put(notifier.uid(), notifier));
        return new Manifests(
                List.copyOf(rules.values()),
                List.copyOf(notifiers.values()),
                keptObjects(before, read),
                read.invalid(),
                read.tests(),
                read.errors());
    }

    private static List<Control.Subject> keptObjects(Manifests before, Manifests read) {
        Map<String, Control.Subject> objects = new LinkedHashMap<>();
        before.objects().forEach(object -> objects.put(object.key(), object));
        read.objects().forEach(object -> objects.put(object.key(), object));
        return List.copyOf(objects.values());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** All manifests; where a uid stands twice the first one counts and the second is an error. */
    public Manifests current() {
        List<Rule> rules = new ArrayList<>();
        List<Notifier> notifiers = new ArrayList<>();
        List<Control.Subject> objects = new ArrayList<>();
        List<InvalidRule> invalid = new ArrayList<>();
        List<RuleTests> tests = new ArrayList<>();
        List<ManifestError> errors = new ArrayList<>();
        Set<String> uids = new HashSet<>();
        manifests.forEach((file, one) -> {
            errors.addAll(one.errors());
            invalid.addAll(one.invalid());
            tests.addAll(one.tests());
            for (Rule rule : one.rules()) {
                if (uids.add("rule " + rule.uid())) {
                    rules.add(rule);
                } else {
                    errors.add(twice(file, "rule", rule.uid()));
                }
            }
            for (Notifier notifier : one.notifiers()) {
                if (uids.add("Notifier/" + notifier.uid())) {
                    notifiers.add(notifier);
                } else {
                    errors.add(twice(file, "Notifier", notifier.uid()));
                }
            }
            for (Control.Subject object : one.objects()) {
                if (uids.add(object.key())) {
                    objects.add(object);
                } else {
                    errors.add(twice(file, object.kind().text(), object.uid()));
                }
            }
        });
        return new Manifests(rules, notifiers, objects, invalid, tests, errors);
    }

    private static ManifestError twice(Path file, String kind, String uid) {
        return new ManifestError(
                file.getFileName().toString(),
                1,
                1,
                kind + " " + uid + " stands in another file too; this one is ignored");
    }
}
