package dev.bellwether.alert.engine;

import dev.bellwether.model.alert.Acknowledgement;
import java.util.List;

/** What people have said of alerts. Asked by the engine's thread, answers at once. */
public interface Resolutions {
    /** Nobody says anything. */
    Resolutions NONE = List::of;

    /** All words in force; the same list object as long as none has changed. */
    List<Acknowledgement> current();
}
