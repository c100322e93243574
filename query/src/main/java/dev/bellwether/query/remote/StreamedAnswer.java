package dev.bellwether.query.remote;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.query.chunk.XorEncoder;
import dev.bellwether.query.exchange.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the form STREAMED_XOR_CHUNKS: frames of {@code ChunkedReadResponse{chunked_series=1, query_index=2}}, {@code
 * ChunkedSeries{labels=1, chunks=2}}, {@code Chunk{min_time_ms=1, max_time_ms=2, type=3, data=4}}.
 *
 * <p>A frame is its size as a varint, the CRC-32C of its data in four bytes, the highest first, and the data. It holds one
 * series; one that does not fit goes on in the next frame with its labels again. Little is held in memory: frames are
 * written as samples are read.
 */
final class StreamedAnswer implements Reply.Body {
    /** As many as Prometheus puts into a chunk. */
    private static final int SAMPLES_PER_CHUNK = 120;

    private static final int XOR = 1;

    private final SeriesReader reader;
    private final List<ReadQuery> queries;
    private final int maxFrameBytes;
    private final MessageBuffer series = new MessageBuffer();
    private final MessageBuffer chunkMessage = new MessageBuffer();
    private final MessageBuffer frame = new MessageBuffer();
    private XorEncoder encoder = new XorEncoder();
    private boolean hasChunks;

    StreamedAnswer(SeriesReader reader, List<ReadQuery> queries, int maxFrameBytes) {
        this.reader = reader;
        this.queries = queries;
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (int index = 0; index < queries.size(); index++) {
            try (SeriesCursor cursor = reader.select(queries.get(index).selection())) {
                while (cursor.nextSeries()) {
                    write(cursor, index, out);
                }
            }
        }
    }

    private void write(SeriesCursor cursor, int queryIndex, OutputStream out) throws IOException {
        Labels labels = cursor.labels();
        begin(labels);
        while (cursor.nextChunk()) {
            SampleChunk chunk = cursor.chunk();
            @Nullable NativeHistogram @Nullable [] histograms = chunk.histograms();
            for (int i = 0; i < chunk.count(); i++) {
                if (histograms != null && histograms[i] != null) {
                    throw new HistogramInStreamException(labels);
                }
                encoder.append(chunk.timestampMillis()[i], chunk.values()[i]);
                if (encoder.count() == SAMPLES_PER_CHUNK) {
                    closeChunk();
                    if (series.size() >= maxFrameBytes) {
                        send(queryIndex, out);
                        begin(labels);
                    }
                }
            }
        }
        if (encoder.count() > 0) {
            closeChunk();
        }
        if (hasChunks) {
            send(queryIndex, out);
        }
    }

    private void begin(Labels labels) {
        series.clear();
        LabelsMessage.write(labels, series);
        hasChunks = false;
    }

    private void closeChunk() {
        XorEncoder full = encoder;
        chunkMessage.clear();
        chunkMessage.fields(out -> {
            out.writeInt64(1, full.firstTime());
            out.writeInt64(2, full.lastTime());
            out.writeEnum(3, XOR);
            out.writeBytes(4, ByteString.copyFrom(full.toBytes()));
        });
        series.message(2, chunkMessage);
        encoder = new XorEncoder();
        hasChunks = true;
    }

    private void send(int queryIndex, OutputStream out) throws IOException {
        frame.clear();
        frame.message(1, series);
        frame.fields(fields -> fields.writeInt64(2, queryIndex));
        int size = frame.size();
        CRC32C checksum = new CRC32C();
        checksum.update(frame.array(), 0, size);
        byte[] head = new byte[CodedOutputStream.computeUInt32SizeNoTag(size) + Integer.BYTES];
        CodedOutputStream coded = CodedOutputStream.newInstance(head);
        coded.writeUInt32NoTag(size);
        // Protobuf writes fixed numbers with the lowest byte first, frames have the highest first.
        coded.writeFixed32NoTag(Integer.reverseBytes((int) checksum.getValue()));
        coded.flush();
        out.write(head);
        out.write(frame.array(), 0, size);
    }
}
