package dev.bellwether.alert.notify.core;

import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.alerting.routing.Muting;
import dev.bellwether.model.alert.NotificationDecision.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a group looks at one moment: what people should hear of it now, what is kept from them and why, and when to look
 * again. A pure function of the arguments of {@link #of}.
 *
 * <p>As in Alertmanager a new group waits {@code groupWait}, alerts that come or go are told {@code groupInterval} after the
 * last message at the earliest, and {@code repeatInterval} after it everything that still fires is told again. Unlike there,
 * nothing waits for a tick: a change that comes later than {@code groupInterval} after the last message leaves at once.
 *
 * @param reason why a message is due; null where none is
 * @param firing what a message would say fires: alerts that people have not heard of first
 * @param resolved what it would say has resolved
 * @param ended fingerprints of alerts whose end nobody wants to hear of
 * @param notes what is kept from people, by fingerprint
 * @param lookAgainAtMillis when time alone may change the picture; {@link Long#MAX_VALUE} for never
 */
record GroupPicture(
        @Nullable Reason reason,
        List<KnownAlert> firing,
        List<KnownAlert> resolved,
        Set<String> ended,
        Map<String, Note> notes,
        long lookAgainAtMillis) {
    private static final long SETTLE_MILLIS = 2_000;
    private static final long LONGEST_SETTLING_MILLIS = 30_000;

    /**
     * Why an alert is not told now.
     *
     * @param about what makes two notes of one kind different, for instance the silence
     */
    record Note(Kind kind, String about, String detail) {
        boolean saysTheSameAs(@Nullable Note other) {
            return other != null && kind == other.kind && about.equals(other.about);
        }
    }

    static GroupPicture of(
            Route route, GroupState state, Collection<KnownAlert> members, Surroundings surroundings, long now) {
        return new Painter(route, state, surroundings, now).paint(members);
    }

    /** Whether an inhibition keeps something from people. */
    boolean isInhibited() {
        return notes.values().stream().anyMatch(note -> note.kind() == Kind.INHIBITED);
    }

    private static final class Painter {
        private final Route route;
        private final GroupState state;
        private final Surroundings surroundings;
        private final long now;
        private final String quiet;
        private final List<KnownAlert> fresh = new ArrayList<>();
        private final List<KnownAlert> told = new ArrayList<>();
        private final List<KnownAlert> resolved = new ArrayList<>();
        private final Set<String> ended = new HashSet<>();
        private final Map<String, Note> notes = new TreeMap<>();
        private boolean somebodyIsNeeded;
        private long lookAgainAt = Long.MAX_VALUE;

        Painter(Route route, GroupState state, Surroundings surroundings, long now) {
            this.route = route;
            this.state = state;
            this.surroundings = surroundings;
            this.now = now;
            this.quiet = route.quiet(now);
        }

        GroupPicture paint(Collection<KnownAlert> members) {
            members.forEach(this::place);
            Reason reason = reason();
            if (reason == null) {
                fresh.forEach(this::noteWaiting);
            }
            List<KnownAlert> firing = new ArrayList<>(fresh);
            firing.addAll(told);
            return new GroupPicture(reason, firing, resolved, ended, notes, lookAgainAt);
        }

        private void place(KnownAlert alert) {
            boolean believed = state.sentFiring().contains(alert.fingerprint());
            if (!alert.fires() && (!believed || !route.timing().sendResolved())) {
                ended.add(alert.fingerprint());
                return;
            }
            Optional<Note> muted = muted(alert);
            if (muted.isPresent()) {
                notes.put(alert.fingerprint(), muted.get());
            } else if (!alert.fires()) {
                resolved.add(alert);
            } else if (believed) {
                boolean looked = surroundings.isAcknowledged(alert);
                somebodyIsNeeded |= !looked;
                told.add(alert);
                if (looked) {
                    notes.put(alert.fingerprint(), new Note(Kind.ACKNOWLEDGED, "", "not repeated"));
                }
            } else {
                placeFresh(alert);
            }
        }

        private void placeFresh(KnownAlert alert) {
            long mayBeToldAt = alert.arrivedAtMillis() + route.hold().toMillis();
            if (surroundings.isAcknowledged(alert)) {
                notes.put(alert.fingerprint(), new Note(Kind.ACKNOWLEDGED, "", "before anybody was told"));
            } else if (now < mayBeToldAt) {
                lookAgain(mayBeToldAt);
                String detail = "escalation at " + time(mayBeToldAt) + " unless acknowledged";
                notes.put(alert.fingerprint(), new Note(Kind.WAITING, "escalation", detail));
            } else {
                fresh.add(alert);
            }
        }

        private Optional<Note> muted(KnownAlert alert) {
            Optional<Muting.Mute> mute = surroundings.muting().mute(alert.labels(), now);
            if (mute.isPresent()) {
                lookAgain(mute.get().untilMillis());
                return Optional.of(
                        new Note(Kind.SILENCED, mute.get().uid(), mute.get().text()));
            }
            if (!quiet.isEmpty()) {
                lookAgain(Muting.nextMinute(now));
                return Optional.of(new Note(Kind.OUTSIDE_ACTIVE_TIME, quiet, quiet));
            }
            return alert.fires()
                    ? surroundings
                            .inhibitions()
                            .inhibitor(alert.fingerprint(), alert.labels())
                            .map(it -> new Note(Kind.INHIBITED, it.ruleUid() + it.sourceFingerprint(), it.text()))
                    : Optional.empty();
        }

        /** Why a message is due now; where none is, says when one will be. */
        private @Nullable Reason reason() {
            boolean changed = !fresh.isEmpty() || !resolved.isEmpty();
            if (changed && isDue(changeDueAt())) {
                if (!fresh.isEmpty() && state.sentFiring().isEmpty()) {
                    return route.isEscalation() ? Reason.ESCALATION : Reason.NEW;
                }
                boolean nothingIsLeft =
                        fresh.isEmpty() && resolved.size() == state.sentFiring().size();
                return nothingIsLeft ? Reason.RESOLVED : Reason.CHANGED;
            }
            if (!told.isEmpty() && somebodyIsNeeded && isDue(repeatDueAt())) {
                return Reason.REPEAT;
            }
            return null;
        }

        private boolean isDue(long at) {
            if (at <= now) {
                return true;
            }
            lookAgain(at);
            return false;
        }

        private long changeDueAt() {
            long due = state.notBeforeMillis();
            if (state.sentAtMillis() != 0) {
                return Math.max(
                        due,
                        state.sentAtMillis() + route.timing().groupInterval().toMillis());
            }
            long first = Long.MAX_VALUE;
            long last = 0;
            for (KnownAlert alert : fresh) {
                first = Math.min(first, alert.arrivedAtMillis() + route.hold().toMillis());
                last = alert.isLate() ? Math.max(last, alert.arrivedAtMillis()) : last;
            }
            long wait = route.isEscalation() ? 0 : route.timing().groupWait().toMillis();
            // What an outage has left is gathered first, and perhaps its end with it.
            long settled = last == 0 ? 0 : Math.min(last + SETTLE_MILLIS, first + LONGEST_SETTLING_MILLIS);
            return Math.max(due, Math.max(first + wait, settled));
        }

        private long repeatDueAt() {
            return Math.max(
                    state.notBeforeMillis(),
                    state.sentAtMillis() + route.timing().repeatInterval().toMillis());
        }

        private void noteWaiting(KnownAlert alert) {
            String until = time(changeDueAt());
            notes.put(
                    alert.fingerprint(),
                    state.sentAtMillis() == 0
                            ? new Note(Kind.WAITING, "group", "for its group until " + until)
                            : new Note(Kind.GROUPED, "", "told with the group's next message at " + until));
        }

        private void lookAgain(long atMillis) {
            lookAgainAt = Math.min(lookAgainAt, atMillis);
        }

        private static String time(long millis) {
            return Instant.ofEpochMilli(millis).toString();
        }
    }
}
