package dev.bellwether.operator.bridge;

import java.util.Map;

/**
 * An object as it was watched. Immutable.
 *
 * @param key its name
 * @param uid which object of that name
 * @param generation its generation: which specification
 * @param labels its labels
 * @param annotations its annotations
 * @param manifest kind, name and specification as a manifest that {@code alerting.manifest} reads; JSON, which is YAML
 * @param spec of an Alert its specification, of an AlertRule {@code preview} alone; else empty, for the manifest has it
 * @param status its status as the API server has it, empty where it has none
 * @param seenNanos when it was seen, by {@link System#nanoTime}
 */
public record WatchedObject(
        ObjectKey key,
        String uid,
        long generation,
        Map<String, String> labels,
        Map<String, String> annotations,
        String manifest,
        Map<String, Object> spec,
        Map<String, Object> status,
        long seenNanos) {}
