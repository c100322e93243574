package dev.bellwether.storage.timescale;

/**
 * The work that keeps storage small and fast. Each call does what is due now, by the injected clock, and returns.
 *
 * <p>Every piece of work is one transaction: a process that dies at any step leaves nothing half done, and the next call
 * goes on. One process runs them at a time, see {@link StorageScheduler}; calling twice at once is harmless but useless.
 * Every method blocks and throws {@link dev.bellwether.storage.StorageUnavailableException} where the database is away.
 */
public interface StorageJobs {
    /**
     * Recomputes the rollups of every closed hour that new samples touched.
     *
     * @return how many hours were recomputed
     */
    int rollUp();

    /**
     * Packs the closed hours of rows; nothing to do where there is a columnstore.
     *
     * @return how many partitions or chunks were packed
     */
    int pack();

    /**
     * Drops what is older than its retention.
     *
     * @return how many partitions or chunks were dropped
     */
    int retain();
}
