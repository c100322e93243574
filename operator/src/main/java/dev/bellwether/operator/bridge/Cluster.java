package dev.bellwether.operator.bridge;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The API server as a stack's bridge sees it. Methods do not block, but for {@link #close}. */
public interface Cluster extends AutoCloseable {
    /**
     * Hears of objects, on threads of the cluster. After the API server was away everything is told again; what went meanwhile is
     * told to be gone only after a complete list without it.
     */
    interface Listener {
        /** An object is there, or has changed. */
        void changed(WatchedObject object);

        /** An object is gone. */
        void deleted(ObjectKey key);

        /** All objects of a kind have been told. */
        void listed(ObjectKind kind);

        /** A namespace's labels; null where it is gone. */
        void namespace(String name, @Nullable Map<String, String> labels);

        /** All namespaces have been told. */
        void namespacesListed();

        /** A MonitoringStack is there, or is gone. */
        void stack(String name, boolean there);

        /** A Secret that somebody asked for has been read, or has changed. */
        void secret(String namespace);
    }

    /** An object is not there any more, is another one by now, or its namespace is going. */
    final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public GoneException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Starts to watch. A kind that is not served is looked for again and again. */
    void start(Listener listener);

    /**
     * Which definition a kind is served by at this moment: its uid, another one when it was made anew; empty where it is not
     * served. Fails where that cannot be found out.
     */
    CompletableFuture<String> served(ObjectKind kind);

    /** The Secrets. */
    SecretValues secrets();

    /**
     * Writes a status.
     *
     * @param uid the very object that is meant
     * @param status written as JSON
     * @return fails with {@link GoneException} where there is no such object any more
     */
    CompletableFuture<?> writeStatus(ObjectKey key, String uid, Object status);

    /**
     * Makes an object, or adds labels and annotations to it.
     *
     * @param owner the MonitoringStack that owns it
     * @return its uid
     */
    CompletableFuture<String> apply(
            ObjectKey key, Map<String, String> labels, Map<String, String> annotations, Owner owner);

    /**
     * The owner of an object.
     *
     * @param name the MonitoringStack's name
     * @param uid its uid
     */
    record Owner(String name, String uid) {}

    /** Removes an object, that very one; does nothing where it is gone. */
    CompletableFuture<?> delete(ObjectKey key, String uid);

    /** The status of an object as one of our types; null where it has none, or one that cannot be read. */
    <T> @Nullable T convert(Map<String, Object> json, Class<T> type);

    @Override
    void close();
}
