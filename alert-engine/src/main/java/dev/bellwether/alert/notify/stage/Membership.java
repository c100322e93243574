package dev.bellwether.alert.notify.stage;

import java.time.Duration;
import java.util.Set;

/** This replica's place among those that share the partitions of the stage. Used by one thread. */
public interface Membership extends AutoCloseable {
    /** Told about partitions, during {@link #attend}. */
    interface Listener {
        /** These partitions are ours from now on. */
        void assigned(Set<Integer> partitions);

        /** These are ours no longer; another may have them already. */
        void gone(Set<Integer> partitions);
    }

    /** Takes part for a while; must be called again and again. */
    void attend(Duration duration);

    @Override
    void close();
}
