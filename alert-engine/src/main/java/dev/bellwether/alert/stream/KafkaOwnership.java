package dev.bellwether.alert.stream;

import dev.bellwether.alert.engine.Ownership;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.GroupReader;
import dev.bellwether.stream.KafkaSettings;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shares the partitions of {@code rules} among the members of the group {@value #GROUP}. Joins at the first poll. */
public final class KafkaOwnership implements Ownership, GroupReader.Listener {
    /** The group of all engines. */
    public static final String GROUP = "alert-engine";

    /** How long a dead engine keeps its partitions. */
    public static final Duration SESSION = Duration.ofSeconds(3);

    private final KafkaSettings settings;
    private @Nullable GroupReader group;
    private @Nullable Listener listener;
    private boolean settled;

    public KafkaOwnership(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public void poll(Listener told) {
        listener = told;
        GroupReader member = group;
        if (member == null) {
            member = new GroupReader(settings, "alert-engine-group", GROUP, SESSION, Topic.RULES, this);
            group = member;
        }
        member.poll(settled ? Duration.ZERO : Duration.ofMillis(50));
        listener = null;
    }

    @Override
    public void assigned(Set<Integer> partitions) {
        if (listener != null) {
            partitions.forEach(listener::assigned);
        }
    }

    @Override
    public void gone(Set<Integer> partitions) {
        if (listener != null) {
            partitions.forEach(listener::gone);
        }
    }

    @Override
    public void shared() {
        settled = true;
    }

    @Override
    public boolean settled() {
        return settled;
    }

    /** Ends without leaving the group, as a process does that dies. */
    public void abandon() {
        if (group != null) {
            group.abandon();
            group = null;
        }
    }

    @Override
    public void close() {
        if (group != null) {
            group.close();
            group = null;
        }
    }
}
