package dev.bellwether.storage.timescale;

/** The numbers of our advisory locks, in one place so that no two are alike. */
final class AdvisoryLocks {
    /** Held while partitions are made. */
    static final long PARTITIONS = 0x62656c6c_0001L;

    /** Held by the one process that runs the jobs. */
    static final long JOBS = 0x62656c6c_0002L;

    private AdvisoryLocks() {}
}
