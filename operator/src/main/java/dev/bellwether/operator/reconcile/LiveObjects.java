package dev.bellwether.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.Optional;

/** The objects of a stack as they are in the API server. */
interface LiveObjects {
    /** The object of a manifest's kind and name; empty where there is none. May ask the API server. */
    Optional<HasMetadata> find(HasMetadata manifest);

    /** All objects of the kinds that a stack is made of that the operator has made for it. */
    Collection<HasMetadata> all();

    /** Takes note of what the API server has answered to a write: it is newer than what is known. */
    void written(HasMetadata object);
}
