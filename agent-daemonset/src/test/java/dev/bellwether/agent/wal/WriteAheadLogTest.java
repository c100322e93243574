package dev.bellwether.agent.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.EncodedBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteAheadLogTest {
    private static final long SEGMENT_BYTES = 4 * 1024;

    private final ManualClock clock = new ManualClock();
    private final FaultyFiles files = new FaultyFiles();

    @TempDir
    Path directory;

    private WriteAheadLog open(FsyncPolicy fsync, long maxBytes) throws IOException {
        return open(directory, fsync, maxBytes);
    }

    private WriteAheadLog open(Path where, FsyncPolicy fsync, long maxBytes) throws IOException {
        return WriteAheadLog.open(
                new WalSettings(where, fsync, Duration.ofSeconds(1), SEGMENT_BYTES, maxBytes), "agent-1", clock, files);
    }

    private WriteAheadLog open() throws IOException {
        return open(FsyncPolicy.ALWAYS, 1 << 20);
    }

    private static List<Long> seqs(List<WalRecord> records) {
        return records.stream().map(WalRecord::seq).toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** The number with which a batch of {@link Drafts#of(int)} was made. */
    private static int number(SampleBatch batch) {
        Values.Frame frame = (Values.Frame) batch.sections().getFirst().values();
        return (int) (frame.column()[0] / 1_000);
    }

    private static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> path.toString().endsWith(".wal"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.list(from)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Files.copy(path, to.resolve(path.getFileName()));
            }
        }
    }

    @Test
    void whatWasAppendedIsReadInOrderAfterReopening() throws IOException {
        // given
        long incarnation;
        try (WriteAheadLog log = open()) {
            for (int i = 1; i <= 20; i++) {
                log.append(Drafts.of(i));
            }
            incarnation = log.incarnation();
        }
        // when
        clock.advance(60_000);
        try (WriteAheadLog log = open()) {
            List<WalRecord> records = Drafts.readAll(log);
            // then
            assertThat(seqs(records)).isEqualTo(range(1, 20));
            assertThat(log.incarnation()).isEqualTo(incarnation);
            Drafts.Consumer consumer = new Drafts.Consumer();
            for (WalRecord record : records) {
                SampleBatch batch = consumer.decode(record.batch());
                assertThat(number(batch)).isEqualTo((int) record.seq());
                assertThat(batch.identity().sequence()).isEqualTo(record.seq());
                assertThat(batch.identity().incarnation()).isEqualTo(incarnation);
            }
            assertThat(log.append(Drafts.of(21))).isTrue();
            assertThat(seqs(Drafts.readAll(log))).containsExactly(21L);
        }
    }

    @Test
    void acknowledgedSegmentsAreDeletedAndNotReadAgain() throws IOException {
        // given
        try (WriteAheadLog log = open()) {
            for (int i = 1; i <= 100; i++) {
                log.append(Drafts.of(i));
            }
            Drafts.readAll(log);
            int before = log.status().segments();
            // when
            log.acknowledge(95);
            // then
            assertThat(log.status().segments()).isLessThan(before);
            assertThat(log.status().depthBatches()).isEqualTo(5);
        }
        try (WriteAheadLog log = open()) {
            assertThat(seqs(Drafts.readAll(log))).isEqualTo(range(96, 100));
        }
    }

    @Test
    void rewindingGoesBackToTheFirstThatIsNotAcknowledged() throws IOException {
        // given
        try (WriteAheadLog log = open()) {
            for (int i = 1; i <= 10; i++) {
                log.append(Drafts.of(i));
            }
            Drafts.readAll(log);
            log.acknowledge(4);
            // when
            log.rewind();
            // then
            assertThat(seqs(Drafts.readAll(log))).isEqualTo(range(5, 10));
        }
    }

    @Test
    void everySegmentRepeatsTheBlocksThatItUses() throws IOException {
        // given
        try (WriteAheadLog log = open()) {
            for (int i = 1; i <= 100; i++) {
                log.append(Drafts.of(i));
            }
            // when
            List<WalRecord> records = Drafts.readAll(log);
            // then
            long inside = records.stream()
                    .filter(record ->
                            !EncodedBatch.read(record.batch()).reusableBlocks().isEmpty())
                    .count();
            assertThat(inside).isEqualTo(segments(directory).size());
            assertThat(log.blocksNear(50).apply(Drafts.BLOCK.hash())).isEqualTo(Drafts.BLOCK.bytes());
        }
    }

    @Test
    void withAnIntervalABatchIsShownOnlyOnceItIsForced() throws IOException {
        // given
        try (WriteAheadLog log = open(FsyncPolicy.INTERVAL, 1 << 20)) {
            log.append(Drafts.of(1));
            assertThat(seqs(Drafts.readAll(log))).containsExactly(1L);
            // when
            int before = files.forces;
            log.append(Drafts.of(2));
            log.append(Drafts.of(3));
            // then
            assertThat(log.next()).isNull();
            log.maintain();
            assertThat(seqs(Drafts.readAll(log))).containsExactly(2L, 3L);
            assertThat(files.forces - before).isEqualTo(1);
        }
    }

    @Test
    void beyondTheCapTheOldestSegmentIsDroppedAndDeclaredVoid() throws IOException {
        // given
        try (WriteAheadLog log = open(FsyncPolicy.ALWAYS, 2 * SEGMENT_BYTES)) {
            // when
            for (int i = 1; i <= 200; i++) {
                assertThat(log.append(Drafts.of(i))).isTrue();
            }
            // then
            List<WalRecord> left = Drafts.readAll(log);
            assertThat(left.getLast().seq()).isEqualTo(200);
            long firstLeft = left.getFirst().seq();
            assertThat(firstLeft).isGreaterThan(1);
            assertThat(log.status().droppedBatches()).containsEntry(DropReason.LOG_FULL, firstLeft - 1);
            assertThat(log.status().droppedSamples()).containsEntry(DropReason.LOG_FULL, 3 * (firstLeft - 1));
            log.append(Drafts.of(201));
            left.addAll(Drafts.readAll(log));
            Drafts.Consumer consumer = new Drafts.Consumer();
            boolean[] declared = new boolean[(int) firstLeft];
            for (WalRecord record : left) {
                for (SequenceRange range : consumer.decode(record.batch()).voids()) {
                    for (long seq = range.first(); seq <= range.last(); seq++) {
                        declared[(int) seq] = true;
                    }
                }
            }
            for (int seq = 1; seq < firstLeft; seq++) {
                assertThat(declared[seq]).as("seq %d is declared void", seq).isTrue();
            }
        }
    }

    @Test
    void aTornTailIsTruncatedAtEveryByteOfTheLastRecord() throws IOException {
        // given ten batches, the last record's bounds known
        Path whole = Files.createDirectory(directory.resolve("whole"));
        long end9;
        long end10;
        try (WriteAheadLog log = open(whole, FsyncPolicy.ALWAYS, 1 << 20)) {
            for (int i = 1; i <= 9; i++) {
                log.append(Drafts.of(i));
            }
            end9 = Files.size(segments(whole).getLast());
            log.append(Drafts.of(10));
            end10 = Files.size(segments(whole).getLast());
        }
        for (long cut = end9; cut < end10; cut++) {
            // when
            Path torn = Files.createDirectory(directory.resolve("torn-" + cut));
            copy(whole, torn);
            try (var channel = java.nio.channels.FileChannel.open(
                    segments(torn).getLast(), java.nio.file.StandardOpenOption.WRITE)) {
                channel.truncate(cut);
            }
            // then nothing of it is delivered, nothing before it is lost, no seq is used twice
            try (WriteAheadLog log = open(torn, FsyncPolicy.ALWAYS, 1 << 20)) {
                assertThat(seqs(Drafts.readAll(log))).as("cut at %d", cut).isEqualTo(range(1, 9));
                log.append(Drafts.of(11));
                WalRecord next = Drafts.readAll(log).getFirst();
                List<SequenceRange> voids =
                        new Drafts.Consumer().decode(next.batch()).voids();
                if (cut == end9) {
                    assertThat(next.seq()).isEqualTo(10);
                    assertThat(voids).isEmpty();
                } else {
                    assertThat(next.seq()).isGreaterThan(10);
                    assertThat(voids).containsExactly(new SequenceRange(10, next.seq() - 1));
                }
            }
        }
    }

    @Test
    void aThousandBitFlipsDeliverNoWrongContentAndCostOneRecordEach() throws IOException {
        // given
        Path whole = Files.createDirectory(directory.resolve("whole"));
        List<WalRecord> original;
        try (WriteAheadLog log = open(whole, FsyncPolicy.ALWAYS, 1 << 20)) {
            for (int i = 1; i <= 60; i++) {
                log.append(Drafts.of(i));
            }
            original = Drafts.readAll(log);
        }
        List<Path> wholeSegments = segments(whole);
        Random random = new Random(7);
        Path damaged = directory.resolve("damaged");
        for (int flip = 0; flip < 1_000; flip++) {
            // when
            Files.createDirectories(damaged);
            copy(whole, damaged);
            Path segment = damaged.resolve(
                    wholeSegments.get(random.nextInt(wholeSegments.size())).getFileName());
            byte[] bytes = Files.readAllBytes(segment);
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(segment, bytes);
            // then
            try (WriteAheadLog log = open(damaged, FsyncPolicy.ALWAYS, 1 << 20)) {
                List<WalRecord> records = Drafts.readAll(log);
                assertThat(records.size())
                        .as("flip %d at %d of %s", flip, at, segment)
                        .isGreaterThanOrEqualTo(59);
                for (WalRecord record : records) {
                    assertThat(record.batch())
                            .isEqualTo(original.get((int) record.seq() - 1).batch());
                }
                log.append(Drafts.of(61));
                List<WalRecord> later = Drafts.readAll(log);
                assertThat(later.getLast().seq()).isGreaterThan(60);
            }
            deleteAll(damaged);
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void aBrokenRecordIsQuarantinedAloneAndItsSeqDeclaredVoid() throws IOException {
        // given
        try (WriteAheadLog log = open(FsyncPolicy.ALWAYS, 1 << 20)) {
            for (int i = 1; i <= 5; i++) {
                log.append(Drafts.of(i));
            }
        }
        Path segment = segments(directory).getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        SegmentName name = java.util.Objects.requireNonNull(SegmentName.parse(segment));
        int offset = Segment.HEADER_BYTES;
        for (int i = 1; i < 3; i++) {
            offset += java.util.Objects.requireNonNull(RecordFormat.header(bytes, offset))
                    .recordBytes();
        }
        assertThat(RecordFormat.header(bytes, offset)).isNotNull();
        bytes[offset + RecordFormat.HEADER_BYTES + 3] ^= 1;
        Files.write(segment, bytes);
        // when
        try (WriteAheadLog log = open()) {
            // then
            assertThat(name.firstSeq()).isEqualTo(1);
            assertThat(seqs(Drafts.readAll(log))).containsExactly(1L, 2L, 4L, 5L);
            try (Stream<Path> kept = Files.list(directory.resolve("quarantine"))) {
                assertThat(kept).hasSize(1);
            }
            assertThat(log.status().droppedBatches()).containsEntry(DropReason.QUARANTINED, 1L);
            log.append(Drafts.of(6));
            assertThat(new Drafts.Consumer()
                            .decode(Drafts.readAll(log).getFirst().batch())
                            .voids())
                    .containsExactly(new SequenceRange(3, 3));
        }
    }

    @Test
    void afterAFailedForceWhatWasNotDurableIsWrittenAgain() throws IOException {
        // given
        try (WriteAheadLog log = open(FsyncPolicy.INTERVAL, 1 << 20)) {
            log.append(Drafts.of(1));
            log.append(Drafts.of(2));
            log.append(Drafts.of(3));
            Drafts.readAll(log);
            // when
            files.forcesToFail = 1;
            log.maintain();
            // then they stand in a new segment and only there
            assertThat(seqs(Drafts.readAll(log))).containsExactly(2L, 3L);
            assertThat(segments(directory)).hasSize(2);
            log.append(Drafts.of(4));
        }
        try (WriteAheadLog log = open()) {
            Drafts.Consumer consumer = new Drafts.Consumer();
            assertThat(Drafts.readAll(log).stream().map(record -> number(consumer.decode(record.batch()))))
                    .containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void whileForcingFailsNothingIsShownAndItRecoversByItself() throws IOException {
        // given
        try (WriteAheadLog log = open(FsyncPolicy.ALWAYS, 1 << 20)) {
            log.append(Drafts.of(1));
            Drafts.readAll(log);
            // when forcing fails for the batch and for its second writing
            files.forcesToFail = 2;
            assertThat(log.append(Drafts.of(2))).isTrue();
            // then
            assertThat(log.next()).isNull();
            assertThat(log.append(Drafts.of(3))).isFalse();
            assertThat(log.status().trouble()).contains("Input/output error");
            assertThat(log.status().droppedBatches()).containsEntry(DropReason.DISK_ERROR, 1L);
            // and when the disk works again
            clock.advance(2_000);
            assertThat(log.append(Drafts.of(4))).isTrue();
            assertThat(log.status().trouble()).isEmpty();
            Drafts.Consumer consumer = new Drafts.Consumer();
            assertThat(Drafts.readAll(log).stream().map(record -> number(consumer.decode(record.batch()))))
                    .as("the first batch of the new segment has its block inside")
                    .containsExactly(2, 4);
        }
    }

    @Test
    void aClockThatIsSetBackDoesNotPutRecoveryOff() throws IOException {
        // given
        try (WriteAheadLog log = open(FsyncPolicy.ALWAYS, 1 << 20)) {
            files.forcesToFail = 2;
            log.append(Drafts.of(1));
            assertThat(log.append(Drafts.of(2))).isFalse();
            // when
            clock.advance(-3_600_000);
            // then
            assertThat(log.append(Drafts.of(3))).isTrue();
            assertThat(log.status().trouble()).isEmpty();
        }
    }

    @Test
    void aFullDiskDropsBatchesSaysSoAndRecovers() throws IOException {
        // given
        try (WriteAheadLog log = open()) {
            log.append(Drafts.of(1));
            // when
            files.full = true;
            files.bytesBeforeFull = 20;
            assertThat(log.append(Drafts.of(2))).isFalse();
            // then
            assertThat(log.status().trouble()).contains("disk full");
            assertThat(log.status().droppedSamples()).containsEntry(DropReason.DISK_FULL, 3L);
            // and when there is room again
            files.full = false;
            assertThat(log.append(Drafts.of(3))).isTrue();
            assertThat(log.status().trouble()).isEmpty();
            assertThat(seqs(Drafts.readAll(log))).containsExactly(1L, 2L);
        }
        try (WriteAheadLog log = open()) {
            Drafts.Consumer consumer = new Drafts.Consumer();
            assertThat(Drafts.readAll(log).stream().map(record -> number(consumer.decode(record.batch()))))
                    .containsExactly(1, 3);
        }
    }

    @Test
    void aNewLogBeginsAHigherIncarnation() throws IOException {
        // given
        long first;
        try (WriteAheadLog log = open()) {
            log.append(Drafts.of(1));
            first = log.incarnation();
        }
        assertThat(first).isEqualTo(clock.millis());
        // when all segments vanish and the clock runs backwards
        for (Path segment : segments(directory)) {
            Files.delete(segment);
        }
        clock.advance(-3_600_000);
        // then
        try (WriteAheadLog log = open()) {
            assertThat(log.incarnation()).isEqualTo(first + 1);
        }
    }

    @Test
    void aDamagedStateCostsRepetitionOnly() throws IOException {
        // given
        try (WriteAheadLog log = open()) {
            for (int i = 1; i <= 5; i++) {
                log.append(Drafts.of(i));
            }
            Drafts.readAll(log);
            log.acknowledge(3);
        }
        Files.writeString(directory.resolve("state"), "nonsense");
        // when
        try (WriteAheadLog log = open()) {
            // then
            assertThat(seqs(Drafts.readAll(log))).isEqualTo(range(1, 5));
        }
    }

    @Test
    void aLogInUseOrOfAnotherAgentIsRefusedInOneLine() throws IOException {
        // given
        try (WriteAheadLog log = open()) {
            assertThat(log.incarnation()).isPositive();
            // when, then
            assertThatThrownBy(this::open).isInstanceOf(WalException.class).hasMessageContaining("in use");
        }
        assertThatThrownBy(() -> WriteAheadLog.open(WalSettings.in(directory), "agent-2", clock))
                .isInstanceOf(WalException.class)
                .hasMessageContaining("belongs to agent \"agent-1\"");
    }

    @Test
    void aVoidWhoseCarrierIsGivenUpIsDeclaredAgain() throws IOException {
        // given 2 given up, 3 carries the void and is given up too
        try (WriteAheadLog log = open()) {
            log.append(Drafts.of(1));
            log.append(Drafts.of(2));
            Drafts.readAll(log);
            log.acknowledge(1);
            log.giveUp(2, 3, DropReason.REJECTED);
            log.append(Drafts.of(3));
            Drafts.readAll(log);
            log.giveUp(3, 3, DropReason.REJECTED);
        }
        // when, after a restart
        try (WriteAheadLog log = open()) {
            log.append(Drafts.of(4));
            // then
            List<SequenceRange> voids = new Drafts.Consumer()
                    .decode(Drafts.readAll(log).getFirst().batch())
                    .voids();
            assertThat(voids).containsExactlyInAnyOrder(new SequenceRange(2, 2), new SequenceRange(3, 3));
        }
    }
}
