package dev.bellwether.agent.collect.read;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * The calls of the C library that Java has no counterpart for, or only one that makes garbage for each file. 64-bit Linux
 * layouts (glibc and musl agree on those used here). Safe for use by many threads; each call has its own error state.
 */
final class SystemCalls {
    static final int NO_SUCH_FILE = 2;
    static final int NO_SUCH_PROCESS = 3;
    static final int INTERRUPTED = 4;
    static final int NO_SUCH_DEVICE = 19;
    static final int NOT_A_DIRECTORY = 20;

    /** What the library says of a file that does not fit. */
    static final int TOO_LARGE = 27;

    /** Larger than the struct of any 64-bit C library. */
    static final int STATVFS_BYTES = 256;

    private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    /** The layout that {@link #errorOf} reads: allocate one per user. */
    static final MemoryLayout ERROR_STATE = Linker.Option.captureStateLayout();

    private static final VarHandle ERROR = ERROR_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN = LINKER.downcallHandle(
            LIBRARY.findOrThrow("open"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, ValueLayout.JAVA_INT),
            CAPTURE,
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ = LINKER.downcallHandle(
            LIBRARY.findOrThrow("read"),
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, POINTER, ValueLayout.JAVA_LONG),
            CAPTURE);
    private static final MethodHandle CLOSE = LINKER.downcallHandle(
            LIBRARY.findOrThrow("close"), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private static final MethodHandle STATVFS = LINKER.downcallHandle(
            LIBRARY.findOrThrow("statvfs"), FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, POINTER), CAPTURE);
    private static final MethodHandle UNAME = LINKER.downcallHandle(
            LIBRARY.findOrThrow("uname"), FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER), CAPTURE);
    private static final Optional<MethodHandle> ADJTIMEX = LIBRARY.find("adjtimex")
            .map(symbol ->
                    LINKER.downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER), CAPTURE));

    private static final MethodHandle PAGE_SIZE =
            LINKER.downcallHandle(LIBRARY.findOrThrow("getpagesize"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
    private static final MethodHandle LOCAL_TIME =
            LINKER.downcallHandle(LIBRARY.findOrThrow("localtime_r"), FunctionDescriptor.of(POINTER, POINTER, POINTER));

    private SystemCalls() {}

    static int pageSize() {
        try {
            return (int) PAGE_SIZE.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code localtime_r}: takes seconds apart into a struct in the zone of this process; false where it cannot. */
    static boolean localTime(MemorySegment seconds, MemorySegment result) {
        try {
            MemorySegment answer = (MemorySegment) LOCAL_TIME.invokeExact(seconds, result);
            return answer.address() != 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int open(MemorySegment path, MemorySegment errorState) {
        try {
            return (int) OPEN.invokeExact(errorState, path, READ_ONLY_CLOSE_ON_EXEC);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long read(int file, MemorySegment target, long bytes, MemorySegment errorState) {
        try {
            return (long) READ.invokeExact(errorState, file, target, bytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void close(int file) {
        try {
            int ignored = (int) CLOSE.invokeExact(file);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int errorOf(MemorySegment errorState) {
        return (int) ERROR.get(errorState, 0L);
    }

    /**
     * {@code statvfs}, its result in a struct of {@value #STATVFS_BYTES} bytes.
     *
     * @throws IOException with the path and the reason where it fails
     */
    static void statvfs(String path, MemorySegment result, Arena arena) throws IOException {
        MemorySegment errorState = arena.allocate(ERROR_STATE);
        int answer;
        try {
            answer = (int) STATVFS.invokeExact(errorState, arena.allocateFrom(path), result);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        if (answer < 0) {
            throw new IOException(describe(errorOf(errorState)));
        }
    }

    /**
     * {@code uname}, its result in a struct of six texts of 65 bytes.
     *
     * @throws IOException with the reason where it fails
     */
    static void uname(MemorySegment result, Arena arena) throws IOException {
        MemorySegment errorState = arena.allocate(ERROR_STATE);
        int answer;
        try {
            answer = (int) UNAME.invokeExact(errorState, result);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        if (answer < 0) {
            throw new IOException("uname: " + describe(errorOf(errorState)));
        }
    }

    /**
     * {@code adjtimex}: the state of the clock, with the struct filled in.
     *
     * @throws IOException with the reason where it fails or this C library does not have it
     */
    static int adjtimex(MemorySegment result, Arena arena) throws IOException {
        MethodHandle handle = ADJTIMEX.orElseThrow(() -> new IOException("adjtimex: not in this C library"));
        MemorySegment errorState = arena.allocate(ERROR_STATE);
        int answer;
        try {
            answer = (int) handle.invokeExact(errorState, result);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        if (answer < 0) {
            throw new IOException("adjtimex: " + describe(errorOf(errorState)));
        }
        return answer;
    }

    static String describe(int error) {
        return switch (error) {
            case 1 -> "operation not permitted";
            case NO_SUCH_FILE -> "no such file or directory";
            case NO_SUCH_PROCESS -> "no such process";
            case 5 -> "input/output error";
            case 13 -> "permission denied";
            case NO_SUCH_DEVICE -> "no such device";
            case NOT_A_DIRECTORY -> "not a directory";
            case 22 -> "invalid argument";
            case 24 -> "too many open files";
            case TOO_LARGE -> "file too large";
            case 116 -> "stale file handle";
            default -> "error number " + error;
        };
    }

    private static RuntimeException unexpected(Throwable cause) {
        return cause instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException("a call of the C library broke", cause);
    }
}
