package dev.bellwether.agent.collect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Every collector that there is, by name. Immutable and safe for use by many threads. */
public final class CollectorCatalog {
    private static final CollectorCatalog STANDARD = new CollectorCatalog(allDefinitions());

    private final List<CollectorDefinition> definitions;

    private CollectorCatalog(List<CollectorDefinition> definitions) {
        this.definitions = definitions.stream()
                .sorted(Comparator.comparing(CollectorDefinition::name))
                .toList();
    }

    private static List<CollectorDefinition> allDefinitions() {
        List<CollectorDefinition> all = new ArrayList<>();
        all.addAll(HostCollectors.definitions());
        all.addAll(OtherCollectors.definitions());
        return all;
    }

    /** The collectors of this agent. */
    public static CollectorCatalog standard() {
        return STANDARD;
    }

    /** All definitions in the order of their names. */
    public List<CollectorDefinition> definitions() {
        return definitions;
    }

    /** The definition of that name. */
    public Optional<CollectorDefinition> find(String name) {
        return definitions.stream()
                .filter(definition -> definition.name().equals(name))
                .findFirst();
    }
}
