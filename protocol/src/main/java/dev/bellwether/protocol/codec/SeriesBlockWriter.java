package dev.bellwether.protocol.codec;

import dev.bellwether.model.batch.SeriesBlock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes series into an encoded block, each text once, in the order of their first use. Can be used again after {@link
 * #clear}; not safe for use by many threads.
 */
public final class SeriesBlockWriter {
    private static final int SMALLEST_TABLE = 256;

    private final WireWriter symbols = new WireWriter(4_096);
    private final WireWriter series = new WireWriter(4_096);
    private @Nullable Symbol[] table = new @Nullable Symbol[SMALLEST_TABLE];
    private int[] references = new int[SMALLEST_TABLE];
    private int symbolCount;
    private int size;

    public SeriesBlockWriter() {
        clear();
    }

    /**
     * Appends a series.
     *
     * @return its index in the block
     */
    public int add(EncodedSeries added) {
        int message = series.begin(2);
        Symbol[] labels = added.labels();
        if (labels.length > 0) {
            int packed = series.begin(1);
            for (Symbol label : labels) {
                series.varint(reference(label));
            }
            series.end(packed);
        }
        series.number(2, added.descriptor().metadata().type().ordinal());
        series.number(3, reference(added.unit()));
        series.number(4, reference(added.help()));
        series.end(message);
        return size++;
    }

    /** How many series it holds. */
    public int size() {
        return size;
    }

    /** How many bytes the block has. */
    public int bytes() {
        return symbols.size() + series.size();
    }

    /** Begins another block. */
    public void clear() {
        symbols.clear();
        series.clear();
        Arrays.fill(table, null);
        symbolCount = 0;
        size = 0;
        reference(Symbol.EMPTY);
    }

    /**
     * The block.
     *
     * @throws InvalidBatchException where it has more than {@link SeriesBlock#MAX_BYTES}
     */
    public byte[] toBytes() {
        WireWriter block = new WireWriter(bytes());
        writeTo(block);
        return block.toBytes();
    }

    void writeTo(WireWriter target) {
        if (bytes() > SeriesBlock.MAX_BYTES) {
            throw new InvalidBatchException(
                    "series_block has " + bytes() + " bytes, allowed are " + SeriesBlock.MAX_BYTES);
        }
        target.raw(symbols);
        target.raw(series);
    }

    private int reference(Symbol symbol) {
        int mask = table.length - 1;
        int slot = slot(symbol, mask);
        Symbol known = table[slot];
        while (known != null) {
            if (known.sameAs(symbol)) {
                return references[slot];
            }
            slot = (slot + 1) & mask;
            known = table[slot];
        }
        symbols.bytes(1, symbol.bytes());
        table[slot] = symbol;
        references[slot] = symbolCount++;
        if (symbolCount * 2 > table.length) {
            grow();
        }
        return symbolCount - 1;
    }

    private static int slot(Symbol symbol, int mask) {
        return symbol.hash() & mask;
    }

    private void grow() {
        @Nullable Symbol[] oldTable = table;
        int[] oldReferences = references;
        int mask = oldTable.length * 2 - 1;
        table = new @Nullable Symbol[mask + 1];
        references = new int[mask + 1];
        for (int i = 0; i < oldTable.length; i++) {
            Symbol symbol = oldTable[i];
            if (symbol != null) {
                int slot = slot(symbol, mask);
                while (table[slot] != null) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = symbol;
                references[slot] = oldReferences[i];
            }
        }
    }
}
