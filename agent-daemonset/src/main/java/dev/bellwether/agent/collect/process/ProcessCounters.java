package dev.bellwether.agent.collect.process;

/** What a process, or all processes of a group, have used up so far. Used by one thread. */
final class ProcessCounters {
    double userTicks;
    double systemTicks;
    double readBytes;
    double writtenBytes;
    double minorFaults;
    double majorFaults;
    double voluntarySwitches;
    double involuntarySwitches;

    /** Adds what came since an earlier reading of the same process; a counter never falls. */
    void addIncrease(ProcessCounters now, ProcessCounters before) {
        userTicks += Math.max(0, now.userTicks - before.userTicks);
        systemTicks += Math.max(0, now.systemTicks - before.systemTicks);
        readBytes += Math.max(0, now.readBytes - before.readBytes);
        writtenBytes += Math.max(0, now.writtenBytes - before.writtenBytes);
        minorFaults += Math.max(0, now.minorFaults - before.minorFaults);
        majorFaults += Math.max(0, now.majorFaults - before.majorFaults);
        voluntarySwitches += Math.max(0, now.voluntarySwitches - before.voluntarySwitches);
        involuntarySwitches += Math.max(0, now.involuntarySwitches - before.involuntarySwitches);
    }

    void copyFrom(ProcessCounters other) {
        userTicks = other.userTicks;
        systemTicks = other.systemTicks;
        readBytes = other.readBytes;
        writtenBytes = other.writtenBytes;
        minorFaults = other.minorFaults;
        majorFaults = other.majorFaults;
        voluntarySwitches = other.voluntarySwitches;
        involuntarySwitches = other.involuntarySwitches;
    }

    double ticks() {
        return userTicks + systemTicks;
    }
}
