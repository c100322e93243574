package dev.bellwether.agent.assemble;

import dev.bellwether.agent.scrape.ScrapeGroup;
import dev.bellwether.agent.scrape.ScrapeResult;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.Labels;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Forms the sections of one scraped target and remembers their series from scrape to scrape. For one thread at a time. */
public final class ScrapeAssembly {
    private final Map<ScrapeGroup.Kind, ScrapeGroupAssembly> groups = new EnumMap<>(ScrapeGroup.Kind.class);

    /** The sections of one result, handed over with the labels of their batch. */
    public void assemble(ScrapeResult result, BiConsumer<Labels, List<DraftSection>> sections) {
        Labels targetLabels = Labels.EMPTY;
        List<DraftSection> ofTarget = new ArrayList<>();
        for (ScrapeGroup group : result.groups()) {
            List<DraftSection> formed = groups.computeIfAbsent(group.kind(), absent -> new ScrapeGroupAssembly())
                    .assemble(result.tick().toEpochMilli(), group.samples());
            if (group.kind() == ScrapeGroup.Kind.COMPLETE) {
                sections.accept(group.targetLabels(), formed);
            } else {
                targetLabels = group.targetLabels();
                ofTarget.addAll(formed);
            }
        }
        sections.accept(targetLabels, ofTarget);
    }
}
