package dev.bellwether.alert.engine;

/** Which partitions of rules this engine evaluates; the others belong to other engines. Used by the engine's thread alone. */
public interface Ownership extends AutoCloseable {
    /** Told about partitions, during {@link #poll}. */
    interface Listener {
        /** From now on the partition is ours. */
        void assigned(int partition);

        /** The partition is ours no longer; another engine may have it already. */
        void gone(int partition);
    }

    /** Looks for changes; does not wait. Must be called every few seconds to stay a member. */
    void poll(Listener listener);

    /** Whether the engines have shared the partitions among them since the start. */
    boolean settled();

    @Override
    void close();
}
