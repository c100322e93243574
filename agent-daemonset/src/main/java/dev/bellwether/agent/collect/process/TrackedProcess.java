package dev.bellwether.agent.collect.process;

import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.MemoryPages;
import java.io.File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A process from its first sight to its end: what was read of it last and before. Used by one thread. */
final class TrackedProcess {
    private static final long KERNEL_THREAD = 0x200000;
    private static final double BYTES_PER_KIBIBYTE = 1024;
    private static final int ROUNDS_BETWEEN_LIMITS = 20;

    final int processId;
    final ProcessCounters now = new ProcessCounters();
    final ProcessCounters before = new ProcessCounters();
    String name = "";
    ProcessState state = ProcessState.OTHER;
    boolean kernelThread;
    long startTicks = -1;
    double threads;
    double virtualBytes;
    double residentBytes;
    double swappedBytes;

    /** Open files, or negative where they cannot be counted. */
    double openFiles;

    /** The share of open files among the allowed ones, or NaN where either is not known. */
    double openFilesRatio;

    double cpuRatio;

    @Nullable
    ProcessGroup group;

    int lastRound;
    private final boolean filesInSize;
    private double allowedFiles = Double.NaN;
    private int reads;

    private final String statPath;
    private final String statusPath;
    private final String ioPath;
    private final String limitsPath;
    private final File filesDirectory;

    /**
     * A process that was not read yet.
     *
     * @param filesInSize whether the size of the directory of open files is their number, as procfs shows since Linux 6.2
     */
    TrackedProcess(String procDirectory, int processId, boolean filesInSize) {
        this.processId = processId;
        this.filesInSize = filesInSize;
        String directory = procDirectory + "/" + processId + "/";
        this.statPath = directory + "stat";
        this.statusPath = directory + "status";
        this.ioPath = directory + "io";
        this.limitsPath = directory + "limits";
        this.filesDirectory = new File(directory + "fd");
    }

    /**
     * Reads the state and times.
     *
     * @return false where the process is gone
     * @throws IOException where procfs shows something else than expected
     */
    boolean readStat(FileText text) throws IOException {
        if (text.attempt(statPath) != FileText.Outcome.READ || !text.nextLine() || !text.fieldInParentheses()) {
            return false;
        }
        if (!text.is(name)) {
            name = text.asText();
        }
        requireField(text);
        state = ProcessState.of(text.byteAt(0));
        skip(text, 5);
        kernelThread = (requireField(text).asLong() & KERNEL_THREAD) != 0;
        now.minorFaults = requireField(text).asDouble();
        skip(text, 1);
        now.majorFaults = requireField(text).asDouble();
        skip(text, 1);
        now.userTicks = requireField(text).asDouble();
        now.systemTicks = requireField(text).asDouble();
        skip(text, 4);
        threads = requireField(text).asDouble();
        skip(text, 1);
        startTicks = requireField(text).asLong();
        virtualBytes = requireField(text).asDouble();
        residentBytes = requireField(text).asDouble() * MemoryPages.BYTES;
        return true;
    }

    private FileText requireField(FileText text) throws IOException {
        if (!text.nextField()) {
            throw new IOException(statPath + ": has too few fields");
        }
        return text;
    }

    private void skip(FileText text, int fields) throws IOException {
        if (!text.skipFields(fields)) {
            throw new IOException(statPath + ": has too few fields");
        }
    }

    /**
     * Reads what is more expensive: swap, context switches, input and output, files.
     *
     * @return whether all of it could be read
     */
    boolean readDetails(FileText text) throws IOException {
        boolean complete = readStatus(text);
        complete &= readInputAndOutput(text);
        complete &= countFiles(text);
        return complete;
    }

    private boolean readStatus(FileText text) throws IOException {
        swappedBytes = 0;
        if (text.attempt(statusPath) != FileText.Outcome.READ) {
            return false;
        }
        while (text.nextLine()) {
            if (!text.nextField()) {
                continue;
            }
            if (text.is("VmSwap:") && text.nextField()) {
                swappedBytes = text.asDouble() * BYTES_PER_KIBIBYTE;
            } else if (text.is("voluntary_ctxt_switches:") && text.nextField()) {
                now.voluntarySwitches = text.asDouble();
            } else if (text.is("nonvoluntary_ctxt_switches:") && text.nextField()) {
                now.involuntarySwitches = text.asDouble();
            }
        }
        return true;
    }

    private boolean readInputAndOutput(FileText text) throws IOException {
        if (text.attempt(ioPath) != FileText.Outcome.READ) {
            return false;
        }
        while (text.nextLine()) {
            if (!text.nextField()) {
                continue;
            }
            if (text.is("read_bytes:") && text.nextField()) {
                now.readBytes = text.asDouble();
            } else if (text.is("write_bytes:") && text.nextField()) {
                now.writtenBytes = text.asDouble();
            }
        }
        return true;
    }

    private boolean countFiles(FileText text) throws IOException {
        if (reads++ % ROUNDS_BETWEEN_LIMITS == 0) {
            readAllowedFiles(text);
        }
        openFiles = filesInSize ? filesDirectory.length() : 0;
        if (openFiles == 0) {
            String[] names = filesDirectory.list();
            openFiles = names == null ? -1 : names.length;
        }
        openFilesRatio = openFiles < 0 ? Double.NaN : openFiles / allowedFiles;
        return openFiles >= 0;
    }

    private void readAllowedFiles(FileText text) throws IOException {
        if (text.attempt(limitsPath) != FileText.Outcome.READ) {
            return;
        }
        while (text.nextLine()) {
            if (text.nextField() && text.is("Max") && text.nextField() && text.is("open") && text.skipFields(2)) {
                allowedFiles = text.isDigits() ? text.asDouble() : Double.NaN;
            }
        }
    }
}
