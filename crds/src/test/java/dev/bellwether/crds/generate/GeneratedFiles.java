package dev.bellwether.crds.generate;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All files that are generated, with their places in the project. */
final class GeneratedFiles {
    private GeneratedFiles() {}

    /** Their texts by their places. */
    static Map<String, String> all() {
        List<CustomResourceDefinition> definitions = Definitions.all();
        Map<String, String> files = new LinkedHashMap<>();
        for (CustomResourceDefinition definition : definitions) {
            files.put("crds/src/main/resources/crds/" + fileName(definition), Yaml.of(definition));
        }
        files.put("docs/custom-resources.md", ReferencePage.of(definitions));
        return files;
    }

    private static String fileName(CustomResourceDefinition definition) {
        return definition.getSpec().getGroup() + "_"
                + definition.getSpec().getNames().getPlural() + ".yaml";
    }
}
