package dev.bellwether.protocol.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.bellwether.model.Labels;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.protocol.v1.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A batch read as far as its identity and the names of its blocks: what the gateway and a resending agent need.
 *
 * <p>Immutable as long as nobody writes to its bytes; knows where the values stand and has not read them.
 */
public final class EncodedBatch {
    private static final int AGENT_ID = WireWriter.tag(1, WireWriter.LENGTH_DELIMITED);
    private static final int INCARNATION = WireWriter.tag(2, WireWriter.VARINT);
    private static final int SEQUENCE = WireWriter.tag(3, WireWriter.VARINT);
    private static final int TARGET_LABEL = WireWriter.tag(4, WireWriter.LENGTH_DELIMITED);
    private static final int EXTERNAL_LABEL = WireWriter.tag(5, WireWriter.LENGTH_DELIMITED);
    private static final int SECTION = WireWriter.tag(6, WireWriter.LENGTH_DELIMITED);
    private static final int VOID = WireWriter.tag(7, WireWriter.LENGTH_DELIMITED);
    private static final int FIRST_TEXT = WireWriter.tag(1, WireWriter.LENGTH_DELIMITED);
    private static final int SECOND_TEXT = WireWriter.tag(2, WireWriter.LENGTH_DELIMITED);
    private static final int FIRST_NUMBER = WireWriter.tag(1, WireWriter.VARINT);
    private static final int SECOND_NUMBER = WireWriter.tag(2, WireWriter.VARINT);

    private final byte[] bytes;
    private final BatchIdentity identity;
    private final Labels targetLabels;
    private final Labels externalLabels;
    private final List<SectionFrame> sections;
    private final List<SequenceRange> voids;

    /** What is gathered while the fields are read. */
    private static final class Fields {
        private String agentId = "";
        private long incarnation;
        private long sequence;
        private final Labels.Builder target = Labels.builder();
        private final Labels.Builder external = Labels.builder();
        private final List<SectionFrame> sections = new ArrayList<>();
        private final List<SequenceRange> voids = new ArrayList<>();
    }

    private EncodedBatch(byte[] bytes, Fields fields) {
        this.bytes = bytes;
        this.identity = new BatchIdentity(fields.agentId, fields.incarnation, fields.sequence);
        this.targetLabels = fields.target.build();
        this.externalLabels = fields.external.build();
        this.sections = fields.sections;
        this.voids = fields.voids;
    }

    /**
     * Reads the frame of a batch.
     *
     * @param bytes the batch; nobody writes to them any more
     * @throws InvalidBatchException where the bytes are no batch, or more than {@link SampleBatch#MAX_BYTES}
     */
    public static EncodedBatch read(byte[] bytes) {
        if (bytes.length > SampleBatch.MAX_BYTES) {
            throw new InvalidBatchException(
                    "batch has " + bytes.length + " bytes, allowed are " + SampleBatch.MAX_BYTES);
        }
        try {
            return new EncodedBatch(bytes, fields(bytes));
        } catch (InvalidBatchException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidBatchException("batch cannot be read: " + e.getMessage(), e);
        }
    }

    private static Fields fields(byte[] bytes) throws IOException {
        Fields fields = new Fields();
        CodedInputStream input = CodedInputStream.newInstance(bytes);
        int tag = input.readTag();
        while (tag != 0) {
            if (tag == AGENT_ID) {
                fields.agentId = input.readStringRequireUtf8();
            } else if (tag == INCARNATION) {
                fields.incarnation = input.readUInt64();
            } else if (tag == SEQUENCE) {
                fields.sequence = input.readUInt64();
            } else if (tag == TARGET_LABEL || tag == EXTERNAL_LABEL) {
                int end = input.pushLimit(input.readRawVarint32());
                readLabel(input, tag == TARGET_LABEL ? fields.target : fields.external);
                input.popLimit(end);
            } else if (tag == SECTION) {
                int end = input.pushLimit(input.readRawVarint32());
                fields.sections.add(SectionFrame.read(input, bytes));
                input.popLimit(end);
            } else if (tag == VOID) {
                int end = input.pushLimit(input.readRawVarint32());
                fields.voids.add(readRange(input));
                input.popLimit(end);
            } else {
                skip(input, tag);
            }
            tag = input.readTag();
        }
        return fields;
    }

    private static void readLabel(CodedInputStream input, Labels.Builder labels) throws IOException {
        String name = "";
        String value = "";
        int tag = input.readTag();
        while (tag != 0) {
            if (tag == FIRST_TEXT) {
                name = input.readStringRequireUtf8();
            } else if (tag == SECOND_TEXT) {
                value = input.readStringRequireUtf8();
            } else {
                skip(input, tag);
            }
            tag = input.readTag();
        }
        labels.set(name, value);
    }

    private static SequenceRange readRange(CodedInputStream input) throws IOException {
        long first = 0;
        long last = 0;
        int tag = input.readTag();
        while (tag != 0) {
            if (tag == FIRST_NUMBER) {
                first = input.readUInt64();
            } else if (tag == SECOND_NUMBER) {
                last = input.readUInt64();
            } else {
                skip(input, tag);
            }
            tag = input.readTag();
        }
        return new SequenceRange(first, last);
    }

    private static void skip(CodedInputStream input, int tag) throws IOException {
        if (!input.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that has not begun");
        }
    }

    public BatchIdentity identity() {
        return identity;
    }

    /** Labels of what was observed. */
    Labels targetLabels() {
        return targetLabels;
    }

    /** Labels of the sender's surroundings. */
    Labels externalLabels() {
        return externalLabels;
    }

    List<SectionFrame> sections() {
        return sections;
    }

    /** Sequence numbers that will never come. */
    public List<SequenceRange> voids() {
        return List.copyOf(voids);
    }

    /** Whether the block of a section is used by this batch alone. */
    public boolean isSingleUse(int section) {
        return sections.get(section).isSingleUse();
    }

    /** Hashes of the blocks that are named, not inside; in the order of sections, each as often as it stands there. */
    public List<BlockHash> namedBlocks() {
        List<BlockHash> hashes = new ArrayList<>(sections.size());
        for (SectionFrame section : sections) {
            BlockHash hash = section.hash();
            if (hash != null) {
                hashes.add(hash);
            }
        }
        return hashes;
    }

    /** The bytes of the blocks that stand inside and may be named later; those of single use are left out. */
    public List<byte[]> reusableBlocks() {
        List<byte[]> blocks = new ArrayList<>();
        for (SectionFrame section : sections) {
            byte[] block = section.isSingleUse() ? null : section.block();
            if (block != null) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    /**
     * The same batch with named blocks put inside where their bytes can be found; the others stay named.
     *
     * @param find gives a block's bytes, or null
     * @throws InvalidBatchException where it grows beyond {@link SampleBatch#MAX_BYTES}
     */
    public byte[] withBlocksInside(Function<BlockHash, byte @Nullable []> find) {
        dev.bellwether.protocol.v1.SampleBatch proto = parsed();
        dev.bellwether.protocol.v1.SampleBatch.Builder rewritten = proto.toBuilder();
        Set<BlockHash> inside = new HashSet<>();
        for (int i = 0; i < proto.getSectionsCount(); i++) {
            Section section = proto.getSections(i);
            if (section.hasSeriesBlockHash()) {
                BlockHash hash =
                        BlockHash.fromBytes(section.getSeriesBlockHash().toByteArray());
                byte[] block = inside.contains(hash) ? null : find.apply(hash);
                if (block != null) {
                    inside.add(hash);
                    rewritten.setSections(
                            i, section.toBuilder().setSeriesBlock(UnsafeByteOperations.unsafeWrap(block)));
                }
            }
        }
        byte[] enlarged = rewritten.build().toByteArray();
        if (enlarged.length > SampleBatch.MAX_BYTES) {
            throw new InvalidBatchException("batch with its blocks inside has " + enlarged.length
                    + " bytes, allowed are " + SampleBatch.MAX_BYTES);
        }
        return enlarged;
    }

    private dev.bellwether.protocol.v1.SampleBatch parsed() {
        try {
            return dev.bellwether.protocol.v1.SampleBatch.parseFrom(UnsafeByteOperations.unsafeWrap(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidBatchException("batch cannot be read: " + e.getMessage(), e);
        }
    }
}
