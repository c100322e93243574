package dev.bellwether.alerting.manifest;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A file of YAML that is being read, and the errors found in it. Not safe for use by many threads. */
public final class YamlText {
    private final String file;
    private final String source;
    private final List<ManifestError> errors = new ArrayList<>();

    public YamlText(String file, String source) {
        this.file = file;
        this.source = source;
    }

    /** The documents; where the text is no YAML, those before the fault, which becomes an error. */
    public List<Node> documents() {
        List<Node> documents = new ArrayList<>();
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            new Compose(settings).composeAllFromString(source).forEach(documents::add);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(1);
            errors.add(new ManifestError(file, line, column, "not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            errors.add(new ManifestError(file, 1, 1, "not YAML: " + e.getMessage()));
        }
        return documents;
    }

    /** Notes an error at a node. */
    public void add(Node node, String message) {
        errors.add(new ManifestError(file, YamlMap.line(node), YamlMap.column(node), message));
    }

    /** Notes an error inside the value of a node. */
    public void add(Node node, int offset, String message) {
        if (node instanceof ScalarNode scalar) {
            ScalarPlace place = ScalarPlace.of(source, scalar, offset);
            errors.add(new ManifestError(file, place.line(), place.column(), message));
        } else {
            add(node, message);
        }
    }

    /** The errors so far. */
    public List<ManifestError> errors() {
        return List.copyOf(errors);
    }
}
