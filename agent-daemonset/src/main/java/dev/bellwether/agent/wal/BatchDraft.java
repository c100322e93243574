package dev.bellwether.agent.wal;

import dev.bellwether.model.Labels;
import java.util.List;

/**
 * A batch before it has an identity: what an append takes.
 *
 * @param targetLabels labels of what was observed
 * @param externalLabels labels of the agent's surroundings
 * @param sections the samples; with every block inside and 32 KiB to spare they fit into a batch
 */
public record BatchDraft(Labels targetLabels, Labels externalLabels, List<DraftSection> sections) {
    public BatchDraft {
        sections = List.copyOf(sections);
    }

    /** How many samples there are. */
    public int sampleCount() {
        int count = 0;
        for (DraftSection section : sections) {
            count += section.values().sampleCount();
        }
        return count;
    }
}
