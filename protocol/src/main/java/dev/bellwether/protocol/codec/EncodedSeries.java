package dev.bellwether.protocol.codec;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.batch.SeriesDescriptor;
import java.util.function.Function;

/** A series that is ready to be written into blocks: its texts are UTF-8 already. Immutable. */
public final class EncodedSeries {
    /** Tags, lengths and the references to unit and help, each at its longest. */
    private static final int FRAME_BYTES = 32;
    /** Tag and length of a symbol, and a reference to it. */
    private static final int BYTES_PER_SYMBOL = 7;

    private final SeriesDescriptor descriptor;
    private final Symbol[] labels;
    private final Symbol unit;
    private final Symbol help;
    private final int maxBytes;

    private EncodedSeries(SeriesDescriptor descriptor, Symbol[] labels, Symbol unit, Symbol help) {
        this.descriptor = descriptor;
        this.labels = labels;
        this.unit = unit;
        this.help = help;
        this.maxBytes = maxBytes(labels, unit, help);
    }

    private static int maxBytes(Symbol[] labels, Symbol unit, Symbol help) {
        int bytes = FRAME_BYTES + unit.bytes().length + help.bytes().length;
        for (Symbol symbol : labels) {
            bytes += BYTES_PER_SYMBOL + symbol.bytes().length;
        }
        return bytes;
    }

    /** Prepares a series that comes once. */
    static EncodedSeries of(SeriesDescriptor descriptor) {
        return of(descriptor, Symbol::new);
    }

    /** Prepares a series; its texts are shared with others. */
    public static EncodedSeries of(SeriesDescriptor descriptor, SymbolMemory symbols) {
        return of(descriptor, symbols::symbol);
    }

    private static EncodedSeries of(SeriesDescriptor descriptor, Function<String, Symbol> symbols) {
        Labels labels = descriptor.labels();
        Symbol[] pairs = new Symbol[2 * labels.size()];
        for (int i = 0; i < labels.size(); i++) {
            pairs[2 * i] = symbols.apply(labels.name(i));
            pairs[2 * i + 1] = symbols.apply(labels.value(i));
        }
        MetricMetadata metadata = descriptor.metadata();
        return new EncodedSeries(descriptor, pairs, symbols.apply(metadata.unit()), symbols.apply(metadata.help()));
    }

    /** The same series with something else known of its metric. */
    public EncodedSeries with(MetricMetadata metadata, SymbolMemory symbols) {
        return new EncodedSeries(
                new SeriesDescriptor(descriptor.labels(), metadata),
                labels,
                symbols.symbol(metadata.unit()),
                symbols.symbol(metadata.help()));
    }

    public SeriesDescriptor descriptor() {
        return descriptor;
    }

    /** The most bytes that it adds to a block. */
    public int maxBytes() {
        return maxBytes;
    }

    /** Names and values, alternating; nobody writes to it. */
    Symbol[] labels() {
        return labels;
    }

    Symbol unit() {
        return unit;
    }

    Symbol help() {
        return help;
    }
}
