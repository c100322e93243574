package dev.bellwether.agent.collect.read;

/** The size of the kernel's pages. */
public final class MemoryPages {
    /** Bytes of a page. */
    public static final int BYTES = SystemCalls.pageSize();

    private MemoryPages() {}
}
