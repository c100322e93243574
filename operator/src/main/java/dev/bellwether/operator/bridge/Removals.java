package dev.bellwether.operator.bridge;

import dev.bellwether.operator.bridge.BridgeStatus.Held;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be taken away from the log, and whether it may: an accident (a namespace deleted, a definition replaced, a selector
 * mistyped) must not silence everybody. Up to {@value #ALWAYS_ALLOWED}, or a fifth of what stands, go within a minute; more wait
 * until somebody confirms it, or until the set time is over. What comes back meanwhile stays.
 *
 * <p>Times are milliseconds of one clock. Used by one thread.
 */
final class Removals {
    static final int ALWAYS_ALLOWED = 10;
    static final int ALLOWED_SHARE = 5;

    private static final long WINDOW_MILLIS = 60_000;

    private final long gatherMillis;
    private final long patienceMillis;
    private final Map<String, Candidate> candidates = new TreeMap<>();
    private final Deque<Long> removed = new ArrayDeque<>();
    private @Nullable Long heldSince;
    private long heldUntil;

    /** How certain it is that an object is gone. */
    enum Certainty {
        /** Nobody has looked yet. */
        UNVERIFIED,
        /** Its kind cannot be seen: its definition is gone, and it may be with it or not. */
        UNSEEN,
        GONE
    }

    /**
     * Something that may go.
     *
     * @param since since when it waits
     * @param vanished whether its kind was not to be seen in between: then its absence proves nothing for a while, for those who
     *     put the definition back mostly put the objects back, too
     */
    private record Candidate(long since, Certainty certainty, boolean vanished) {}

    /**
     * Prepares.
     *
     * @param gather how long candidates are gathered before the decision, so that what goes together is counted together
     * @param patience after how long what is held goes, if nobody minds
     */
    Removals(Duration gather, Duration patience) {
        this.gatherMillis = gather.toMillis();
        this.patienceMillis = patience.toMillis();
    }

    /** Names something that should go. */
    void add(String key, Certainty certainty, long now) {
        Candidate known = candidates.get(key);
        if (known == null) {
            candidates.put(key, new Candidate(now, certainty, false));
        } else if (known.certainty() == Certainty.UNSEEN && certainty == Certainty.GONE) {
            candidates.put(key, new Candidate(now, certainty, true));
        } else {
            candidates.put(key, new Candidate(known.since(), certainty, known.vanished()));
        }
    }

    /** What nobody has looked after yet, or could not see when he did. */
    List<String> uncertain() {
        return of(Certainty.UNVERIFIED, Certainty.UNSEEN);
    }

    /** Whether nobody has looked after something yet. */
    boolean unverified(String key) {
        Candidate candidate = candidates.get(key);
        return candidate != null && candidate.certainty() == Certainty.UNVERIFIED;
    }

    private List<String> of(Certainty... wanted) {
        List<Certainty> all = List.of(wanted);
        return candidates.entrySet().stream()
                .filter(entry -> all.contains(entry.getValue().certainty()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** It is wanted (again). */
    void keep(String key) {
        candidates.remove(key);
    }

    boolean isEmpty() {
        return candidates.isEmpty();
    }

    /** Whether something waits to go. */
    boolean waits(String key) {
        return candidates.containsKey(key);
    }

    /** All that waits. */
    List<String> waiting() {
        return List.copyOf(candidates.keySet());
    }

    /**
     * What goes now; the caller removes it, or adds it again where that fails.
     *
     * @param standing how much stands, candidates included
     * @param confirmation what somebody has confirmed
     */
    List<String> due(int standing, String confirmation, long now) {
        while (!removed.isEmpty() && now - removed.getFirst() > WINDOW_MILLIS) {
            removed.removeFirst();
        }
        if (candidates.isEmpty()) {
            heldSince = null;
            return List.of();
        }
        if (candidates.values().stream().anyMatch(one -> now - one.since() < gatherMillis)) {
            return List.of();
        }
        List<String> going = going(standing, confirmation, now);
        for (String key : going) {
            candidates.remove(key);
            removed.addLast(now);
        }
        if (of(Certainty.GONE, Certainty.UNSEEN).isEmpty()) {
            heldSince = null;
        } else if (heldSince == null) {
            heldSince = now;
            heldUntil = now + patienceMillis;
        }
        return going;
    }

    private List<String> going(int standing, String confirmation, long now) {
        if (heldSince != null && confirmation.equals(confirmationOf(heldSince))) {
            return of(Certainty.GONE, Certainty.UNSEEN);
        }
        List<String> certain = of(Certainty.GONE).stream()
                .filter(key -> isDue(candidates.get(key), now))
                .toList();
        int base = standing + removed.size();
        boolean few = removed.size() + certain.size() <= Math.max(ALWAYS_ALLOWED, base / ALLOWED_SHARE);
        return few || heldSince != null && now >= heldUntil ? certain : List.of();
    }

    private boolean isDue(@Nullable Candidate candidate, long now) {
        return candidate != null && (!candidate.vanished() || now - candidate.since() >= patienceMillis);
    }

    /** What is held back and why; null where nothing is. */
    @Nullable
    Held held(int standing) {
        Long since = heldSince;
        if (since == null || candidates.isEmpty()) {
            return null;
        }
        List<String> gone = of(Certainty.GONE);
        long vanished = candidates.values().stream()
                .filter(one -> one.vanished() && one.certainty() == Certainty.GONE)
                .mapToLong(Candidate::since)
                .max()
                .orElse(-1);
        String reason;
        String until = "";
        if (gone.isEmpty()) {
            reason = candidates.size() + " of " + standing
                    + " stay in force although their objects are not to be seen: their definition is gone";
        } else if (vanished >= 0) {
            reason = candidates.size() + " of " + standing
                    + " stay in force for a while: their definition was gone, and is back without them";
            until = Times.text(vanished + patienceMillis);
        } else {
            reason = candidates.size() + " of " + standing + " would go at once, more than a fifth";
            until = Times.text(heldUntil);
        }
        return new Held(candidates.size(), reason, until, confirmationOf(since));
    }

    private static String confirmationOf(long since) {
        return Times.text(since);
    }
}
