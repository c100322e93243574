package dev.bellwether.agent.collect.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The groups that have a place of their own, at most as many as allowed; everybody else is in the group {@value #OTHER}. A
 * place once given is kept until the name had no process for {@value #KEPT_EMPTY_ROUNDS} collections; when places are
 * short, the emptiest goes first. Used by one thread.
 */
final class ProcessGroups {
    static final String OTHER = "other";
    private static final int KEPT_EMPTY_ROUNDS = 40;

    private final int maxGroups;
    private final TreeMap<String, ProcessGroup> groups = new TreeMap<>();
    private final ProcessGroup other = new ProcessGroup(OTHER);

    ProcessGroups(int maxGroups) {
        this.maxGroups = maxGroups;
    }

    /** Gives places to names that have none, those with most memory first, and puts each process into its group. */
    void assign(Collection<TrackedProcess> processes) {
        groups.values().forEach(ProcessGroup::beginRound);
        other.beginRound();
        placeNewNames(processes);
        for (TrackedProcess process : processes) {
            ProcessGroup group = groups.get(process.name);
            process.group = group == null ? other : group;
            process.group.add(process);
        }
        groups.values().removeIf(group -> {
            group.emptyRounds = group.processes() > 0 ? 0 : group.emptyRounds + 1;
            return group.emptyRounds > KEPT_EMPTY_ROUNDS;
        });
    }

    private void placeNewNames(Collection<TrackedProcess> processes) {
        Map<String, Double> memoryByNewName = new HashMap<>();
        for (TrackedProcess process : processes) {
            if (!groups.containsKey(process.name) && !process.name.equals(OTHER)) {
                memoryByNewName.merge(process.name, process.residentBytes, Double::sum);
            }
        }
        if (memoryByNewName.isEmpty()) {
            return;
        }
        List<Map.Entry<String, Double>> byMemory = new ArrayList<>(memoryByNewName.entrySet());
        byMemory.sort(
                Map.Entry.<String, Double>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        for (Map.Entry<String, Double> newcomer : byMemory) {
            if (groups.size() >= maxGroups && !dropEmptiest()) {
                return;
            }
            ProcessGroup group = new ProcessGroup(newcomer.getKey());
            group.beginRound();
            groups.put(newcomer.getKey(), group);
        }
    }

    private boolean dropEmptiest() {
        ProcessGroup emptiest = groups.values().stream()
                .filter(group -> group.emptyRounds > 0)
                .max(Comparator.comparingInt(group -> group.emptyRounds))
                .orElse(null);
        return emptiest != null && groups.remove(emptiest.name) != null;
    }

    /** The groups in the order of their names. */
    Collection<ProcessGroup> named() {
        return groups.values();
    }

    /** The group of all others, or null where it was never needed. */
    @Nullable
    ProcessGroup other() {
        return other.processes() > 0 || other.counters.ticks() > 0 ? other : null;
    }
}
