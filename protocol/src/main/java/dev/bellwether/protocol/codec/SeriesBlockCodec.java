package dev.bellwether.protocol.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Series blocks to bytes and back. Stateless. */
public final class SeriesBlockCodec {
    private static final MetricType[] TYPES = MetricType.values();

    private SeriesBlockCodec() {}

    /**
     * Encodes a block; the same block gives the same bytes and hash.
     *
     * @throws InvalidBatchException where it takes more than {@link SeriesBlock#MAX_BYTES}
     */
    public static EncodedBlock encode(SeriesBlock block) {
        Map<String, Integer> symbols = new LinkedHashMap<>();
        symbols.put("", 0);
        dev.bellwether.protocol.v1.SeriesBlock.Builder proto = dev.bellwether.protocol.v1.SeriesBlock.newBuilder();
        for (SeriesDescriptor descriptor : block.series()) {
            dev.bellwether.protocol.v1.SeriesBlock.Series.Builder series =
                    dev.bellwether.protocol.v1.SeriesBlock.Series.newBuilder();
            Labels labels = descriptor.labels();
            for (int i = 0; i < labels.size(); i++) {
                series.addLabelRefs(reference(symbols, labels.name(i)));
                series.addLabelRefs(reference(symbols, labels.value(i)));
            }
            MetricMetadata metadata = descriptor.metadata();
            series.setType(metadata.type().ordinal());
            series.setUnitRef(reference(symbols, metadata.unit()));
            series.setHelpRef(reference(symbols, metadata.help()));
            proto.addSeries(series);
        }
        proto.addAllSymbols(symbols.keySet());
        byte[] bytes = proto.build().toByteArray();
        if (bytes.length > SeriesBlock.MAX_BYTES) {
            throw new InvalidBatchException(
                    "series_block has " + bytes.length + " bytes, allowed are " + SeriesBlock.MAX_BYTES);
        }
        return new EncodedBlock(block, BlockHash.of(bytes), bytes);
    }

    private static int reference(Map<String, Integer> symbols, String symbol) {
        Integer known = symbols.putIfAbsent(symbol, symbols.size());
        return known == null ? symbols.size() - 1 : known;
    }

    /**
     * Decodes a block.
     *
     * @throws InvalidBatchException where the bytes are no block or break a limit
     */
    public static SeriesBlock decode(byte[] bytes) {
        return decode(ByteString.copyFrom(bytes));
    }

    static SeriesBlock decode(ByteString bytes) {
        if (bytes.size() > SeriesBlock.MAX_BYTES) {
            throw new InvalidBatchException(
                    "series_block has " + bytes.size() + " bytes, allowed are " + SeriesBlock.MAX_BYTES);
        }
        try {
            dev.bellwether.protocol.v1.SeriesBlock proto = dev.bellwether.protocol.v1.SeriesBlock.parseFrom(bytes);
            if (proto.getSeriesCount() > SeriesBlock.MAX_SERIES) {
                throw new InvalidBatchException("series_block has " + proto.getSeriesCount() + " series, allowed are "
                        + SeriesBlock.MAX_SERIES);
            }
            List<String> symbols = proto.getSymbolsList();
            List<SeriesDescriptor> series = new ArrayList<>(proto.getSeriesCount());
            for (dev.bellwether.protocol.v1.SeriesBlock.Series one : proto.getSeriesList()) {
                series.add(new SeriesDescriptor(labels(symbols, one), metadata(symbols, one)));
            }
            return new SeriesBlock(series);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new InvalidBatchException("series_block cannot be read: " + e.getMessage(), e);
        }
    }

    private static Labels labels(List<String> symbols, dev.bellwether.protocol.v1.SeriesBlock.Series series) {
        if (series.getLabelRefsCount() % 2 != 0) {
            throw new InvalidBatchException(
                    "label_refs has " + series.getLabelRefsCount() + " entries; names and values must be pairs");
        }
        String[] pairs = new String[series.getLabelRefsCount()];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = symbol(symbols, series.getLabelRefs(i), "label_refs");
        }
        return Labels.of(pairs);
    }

    private static MetricMetadata metadata(List<String> symbols, dev.bellwether.protocol.v1.SeriesBlock.Series series) {
        int type = series.getType();
        return new MetricMetadata(
                type >= 0 && type < TYPES.length ? TYPES[type] : MetricType.UNKNOWN,
                symbol(symbols, series.getUnitRef(), "unit_ref"),
                symbol(symbols, series.getHelpRef(), "help_ref"));
    }

    private static String symbol(List<String> symbols, int reference, String field) {
        if (reference < 0 || reference >= symbols.size()) {
            throw new InvalidBatchException(field + " is " + Integer.toUnsignedString(reference)
                    + ", the symbol table has entries 0 to " + (symbols.size() - 1));
        }
        return symbols.get(reference);
    }
}
