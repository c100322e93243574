package dev.bellwether.agent.collect.systemd;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** systemd's manager on the bus. Used by one thread; calls block. */
final class SystemdManager implements Closeable {
    private static final String SERVICE = "org.freedesktop.systemd1";
    private static final String PATH = "/org/freedesktop/systemd1";
    private static final String MANAGER = SERVICE + ".Manager";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    private static final int NAME = 0;
    private static final int LOAD_STATE = 2;
    private static final int ACTIVE_STATE = 3;
    private static final int OBJECT_PATH = 6;

    /** A unit as the manager lists it. */
    record Unit(String name, String loadState, String activeState, String path) {}

    private final SystemBus bus;

    SystemdManager(SystemBus bus) {
        this.bus = bus;
    }

    /** Every unit that is loaded or was asked for. */
    List<Unit> units() throws IOException {
        Object answer = first(bus.call(SERVICE, PATH, MANAGER, "ListUnits"));
        if (!(answer instanceof List<?> list)) {
            throw new IOException("ListUnits: the answer is no list");
        }
        List<Unit> units = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof List<?> members) || members.size() <= OBJECT_PATH) {
                throw new IOException("ListUnits: an element of the answer is too short");
            }
            units.add(new Unit(
                    members.get(NAME).toString(),
                    members.get(LOAD_STATE).toString(),
                    members.get(ACTIVE_STATE).toString(),
                    members.get(OBJECT_PATH).toString()));
        }
        return units;
    }

    /** A property of the manager as text. */
    String managerText(String property) throws IOException {
        return property(PATH, "Manager", property).toString();
    }

    /**
     * A property of a unit.
     *
     * @param kind the kind of unit that has it, such as {@code Service}, or {@code Unit} for what all have
     * @throws BusException where this version of systemd does not have it
     */
    Object property(Unit unit, String kind, String property) throws IOException {
        return property(unit.path, kind, property);
    }

    private Object property(String path, String kind, String property) throws IOException {
        return first(bus.call(SERVICE, path, PROPERTIES, "Get", SERVICE + "." + kind, property));
    }

    private static Object first(List<Object> values) throws IOException {
        if (values.isEmpty()) {
            throw new IOException("systemd sent an empty answer");
        }
        return values.getFirst();
    }

    @Override
    public void close() throws IOException {
        bus.close();
    }
}
