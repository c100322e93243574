package dev.bellwether.agent.scrape.settings;

import dev.bellwether.model.Labels;
import java.util.List;

/**
 * Targets with common labels.
 *
 * @param targets each target's labels, at least {@code __address__}
 * @param labels labels that all of them have
 */
public record TargetGroup(List<Labels> targets, Labels labels) {
    /** The label that holds host and port. */
    public static final String ADDRESS = "__address__";

    public TargetGroup {
        targets = List.copyOf(targets);
    }

    /** A group of addresses such as {@code localhost:9100}. */
    public static TargetGroup of(List<String> addresses, Labels labels) {
        return new TargetGroup(
                addresses.stream().map(address -> Labels.of(ADDRESS, address)).toList(), labels);
    }
}
