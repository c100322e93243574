package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.ControlRecords;
import dev.bellwether.alerting.record.ControlView;
import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.model.alert.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A log in memory. */
final class FakeLog implements BridgeLog {
    final Map<String, PublishedRule> rules = new TreeMap<>();
    final Map<String, String> invalid = new TreeMap<>();
    final List<String> written = new ArrayList<>();
    private final ControlView controls = new ControlView();

    @Override
    public void start(Listener listener) {
        // Nothing stands in it that was not put there.
    }

    @Override
    public Put put(Rule rule) {
        PublishedRule known = rules.get(rule.uid());
        if (known != null && !known.origin().equals(ORIGIN)) {
            throw new ForeignException("rule " + rule.uid() + " belongs to " + known.origin(), new RuntimeException());
        }
        invalid.remove(rule.uid());
        if (known != null && known.rule().equals(rule)) {
            return new Put(known.generation(), CompletableFuture.completedFuture(null));
        }
        long generation = known == null ? 1 : known.generation() + 1;
        rules.put(rule.uid(), new PublishedRule(rule, generation, ORIGIN));
        written.add("put " + rule.uid());
        return new Put(generation, CompletableFuture.completedFuture(null));
    }

    @Override
    public CompletableFuture<?> tellInvalid(String uid, String group, String error, int line, int column) {
        if (!rules.containsKey(uid)) {
            invalid.put(uid, error);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<?> remove(String uid) {
        written.add("remove " + uid);
        rules.remove(uid);
        invalid.remove(uid);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<String> ruleUids() {
        List<String> uids = new ArrayList<>(rules.keySet());
        uids.addAll(invalid.keySet());
        return uids;
    }

    @Override
    public Optional<PublishedRule> rule(String uid) {
        return Optional.ofNullable(rules.get(uid));
    }

    @Override
    public ControlView controls() {
        return controls;
    }

    @Override
    public CompletableFuture<?> put(Control.Subject subject) {
        written.add("put " + subject.key());
        controls.accept(subject.key(), ControlRecords.write(new Control(Control.Origin.KUBERNETES, subject)));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<?> remove(Control.Kind kind, String uid) {
        written.add("remove " + Control.key(kind, uid));
        controls.accept(Control.key(kind, uid), null);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
