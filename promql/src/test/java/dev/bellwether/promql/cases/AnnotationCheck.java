package dev.bellwether.promql.cases;

import dev.bellwether.promql.annotation.Annotations;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares warnings and infos with what a case expects: any, none, an exact text, or a pattern. */
final class AnnotationCheck {
    private AnnotationCheck() {}

    static @Nullable String difference(JsonObject expected, Annotations actual, String query) {
        if (!expected.has("annotations")) {
            return null;
        }
        JsonObject annotations = expected.object("annotations");
        List<String> warnings = actual.warnings(query);
        List<String> infos = actual.infos(query);
        if (annotations.has("no_warn") && !warnings.isEmpty()) {
            return "expected no warning, got " + warnings;
        }
        if (annotations.has("no_info") && !infos.isEmpty()) {
            return "expected no info, got " + infos;
        }
        String difference = missing("warn", annotations, warnings);
        return difference != null ? difference : missing("info", annotations, infos);
    }

    private static @Nullable String missing(String kind, JsonObject annotations, List<String> actual) {
        List<JsonObject> wanted = annotations.objects(kind);
        if (annotations.has(kind) && actual.isEmpty()) {
            return "expected " + kind + ", got none";
        }
        boolean anyExact = false;
        for (JsonObject each : wanted) {
            if (actual.stream().noneMatch(text -> matches(each, text))) {
                return "expected " + kind + " " + each.values() + ", got " + actual;
            }
            anyExact |= !each.values().isEmpty();
        }
        if (anyExact) {
            for (String text : actual) {
                if (wanted.stream().noneMatch(each -> matches(each, text))) {
                    return "unexpected " + kind + " " + text;
                }
            }
        }
        return null;
    }

    /** Whether a text fulfils every condition; a condition's name tells whether it is a pattern. */
    static boolean matches(JsonObject wanted, String text) {
        for (String name : wanted.values().keySet()) {
            String value = wanted.text(name);
            boolean pattern = name.contains("regex") || name.contains("pattern");
            if (pattern ? !Pattern.compile(value).matcher(text).find() : !value.equals(text)) {
                return false;
            }
        }
        return true;
    }
}
