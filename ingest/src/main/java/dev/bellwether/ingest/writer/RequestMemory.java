package dev.bellwether.ingest.writer;

import dev.bellwether.storage.SampleWriter;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which requests without sequence numbers are in: the newest by memory, the others by asking storage, many at once. Used
 * by one thread.
 */
final class RequestMemory {
    private static final int REMEMBERED = 100_000;

    private final SampleWriter storage;
    private final LinkedHashSet<Request> present = new LinkedHashSet<>();
    private final Set<Request> absent = new HashSet<>();

    private record Request(String tenant, String identity) {}

    RequestMemory(SampleWriter storage) {
        this.storage = storage;
    }

    /**
     * Whether a request is in.
     *
     * @param upcoming identities of the same tenant that will be asked for next: they are looked up with this one
     * @throws dev.bellwether.storage.StorageUnavailableException where storage has to be asked and is away
     */
    boolean contains(String tenant, String identity, Collection<String> upcoming) {
        Request request = new Request(tenant, identity);
        if (present.contains(request)) {
            return true;
        }
        if (absent.contains(request)) {
            return false;
        }
        Set<String> asked = new HashSet<>(upcoming);
        asked.add(identity);
        Set<String> known = storage.knownRequests(tenant, asked);
        for (String one : asked) {
            Request answered = new Request(tenant, one);
            if (known.contains(one)) {
                remember(answered);
            } else {
                absent.add(answered);
            }
        }
        return known.contains(identity);
    }

    /** Notes a request that is in the buffer. */
    void add(String tenant, String identity) {
        Request request = new Request(tenant, identity);
        absent.remove(request);
        remember(request);
    }

    private void remember(Request request) {
        present.add(request);
        if (present.size() > REMEMBERED) {
            Iterator<Request> eldest = present.iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** Forgets all: what was in the buffer may not be in storage. */
    void clear() {
        present.clear();
        absent.clear();
    }
}
