package dev.bellwether.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart, rendered by Helm in this very process. */
final class Chart {
    /** The chart's folder; the tests run in it. */
    static final Path FOLDER = Path.of("").toAbsolutePath().normalize();

    /** The folder of the whole project. */
    static final Path PROJECT = FOLDER.resolve("..").normalize();

    private static final String KUBERNETES = "1.35.0";
    private static final List<String> PARTS =
            List.of("Chart.yaml", "values.yaml", "values.schema.json", "templates", "rules", "rbac");

    /** The library renders no hooks; here the pod of {@code helm test} is none, so that it can be looked at. */
    private static final Path WITHOUT_HOOKS = copyWithoutHooks();

    private Chart() {}

    /** What Helm says of a release {@code bellwether} in {@code bellwether-system} with these values, later ones over earlier ones, as YAML. */
    static String render(String... values) {
        TemplateCommand command = new Helm(WITHOUT_HOOKS)
                .template()
                .withName("bellwether")
                .withNamespace("bellwether-system")
                .withKubeVersion(KUBERNETES);
        List<Path> files = Stream.of(values).map(Chart::valuesFile).toList();
        try {
            files.forEach(command::withValuesFile);
            return command.call();
        } finally {
            files.forEach(Chart::delete);
        }
    }

    /** The rendered objects. */
    static List<Map<String, Object>> objects(String values) {
        return Yaml.documents(render(values));
    }

    /** The rendered object of a kind and a name. */
    static Map<String, Object> object(String values, String kind, String name) {
        return objects(values).stream()
                .filter(object -> Yaml.text(object, "kind").equals(kind)
                        && Yaml.text(object, "metadata.name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name + " among "
                        + objects(values).stream()
                                .map(object -> Yaml.text(object, "kind") + " " + Yaml.text(object, "metadata.name"))
                                .toList()));
    }

    /** The pods that the chart describes, by the kind and name of what they stand in. */
    static Map<String, Map<String, Object>> pods(String values) {
        Map<String, Map<String, Object>> pods = new java.util.TreeMap<>();
        for (Map<String, Object> object : objects(values)) {
            String name = Yaml.text(object, "kind") + "/" + Yaml.text(object, "metadata.name");
            if (Yaml.text(object, "kind").equals("Pod")) {
                pods.put(name, Yaml.map(object.get("spec")));
            } else {
                Yaml.at(object, "spec.template.spec").ifPresent(spec -> pods.put(name, Yaml.map(spec)));
            }
        }
        return pods;
    }

    /** What {@code helm lint --strict} says. */
    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    private static Path copyWithoutHooks() {
        try {
            Path copy = Files.createDirectories(FOLDER.resolve("target/chart-without-hooks"));
            for (String part : PARTS) {
                try (Stream<Path> files = Files.walk(FOLDER.resolve(part))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Path target = copy.resolve(FOLDER.relativize(file).toString());
                        Files.createDirectories(target.getParent());
                        Files.writeString(target, Files.readString(file).replaceAll("(?m)^ *helm\\.sh/hook.*\\n", ""));
                    }
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path valuesFile(String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            Files.writeString(file, values);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
