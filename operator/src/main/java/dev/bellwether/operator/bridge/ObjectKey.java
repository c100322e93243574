package dev.bellwether.operator.bridge;

/**
 * Names an object.
 *
 * @param kind what it is
 * @param namespace where it is
 * @param name its name
 */
public record ObjectKey(ObjectKind kind, String namespace, String name) implements Comparable<ObjectKey> {
    /** {@code namespace/name}: the uid of its rule, notifier or silence. */
    public String path() {
        return namespace + "/" + name;
    }

    @Override
    public int compareTo(ObjectKey other) {
        int kinds = kind.compareTo(other.kind);
        return kinds != 0 ? kinds : path().compareTo(other.path());
    }

    @Override
    public String toString() {
        return kind.kind() + " " + path();
    }
}
