package dev.bellwether.agent.wal;

import dev.bellwether.model.batch.SequenceRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a log remembers beside its segments: a small text file with a checksum, replaced as a whole.
 *
 * @param agentId whose log it is
 * @param incarnation the agent's incarnation
 * @param doneThrough the highest seq up to which everything is acknowledged or declared void; 0 for none
 * @param nextSeq the next append's seq when this was written
 * @param voids what was declared void and has not arrived
 */
record WalState(String agentId, long incarnation, long doneThrough, long nextSeq, List<VoidLedger.Entry> voids) {
    private static final String FORMAT = "bellwether-wal 1";

    WalState {
        voids = List.copyOf(voids);
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(FORMAT)
                .append("\nincarnation ")
                .append(incarnation)
                .append("\ndone ")
                .append(doneThrough)
                .append("\nnext ")
                .append(nextSeq)
                .append("\nagent ")
                .append(agentId)
                .append('\n');
        for (VoidLedger.Entry entry : voids) {
            text.append("void ")
                    .append(entry.range().first())
                    .append(' ')
                    .append(entry.range().last())
                    .append(' ')
                    .append(entry.carrier())
                    .append('\n');
        }
        return (text + "crc " + checksum(text.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    /** The state in these bytes, or null where they are damaged. */
    static @Nullable WalState decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.lastIndexOf("crc ");
        if (end < 0 || !text.substring(end).strip().equals("crc " + checksum(text.substring(0, end)))) {
            return null;
        }
        List<String> lines = text.substring(0, end).lines().toList();
        if (lines.size() < 5 || !lines.getFirst().equals(FORMAT)) {
            return null;
        }
        List<VoidLedger.Entry> voids = new ArrayList<>();
        for (String line : lines.subList(5, lines.size())) {
            String[] words = line.split(" ", -1);
            voids.add(new VoidLedger.Entry(
                    new SequenceRange(Long.parseLong(words[1]), Long.parseLong(words[2])), Long.parseLong(words[3])));
        }
        return new WalState(
                lines.get(4).substring("agent ".length()),
                number(lines.get(1)),
                number(lines.get(2)),
                number(lines.get(3)),
                voids);
    }

    private static long number(String line) {
        return Long.parseLong(line.substring(line.indexOf(' ') + 1));
    }
}
