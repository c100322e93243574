package dev.bellwether.ingest.writer;

import static dev.bellwether.ingest.Batches.batch;
import static dev.bellwether.ingest.Batches.block;
import static dev.bellwether.ingest.Batches.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.ingest.Pipeline;
import dev.bellwether.ingest.TestAgent;
import dev.bellwether.ingest.gateway.Gateway;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.storage.timescale.StorageConfig;
import dev.bellwether.storage.timescale.TimescaleStorage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The whole way with a real broker and a real PostgreSQL. */
class WriterDatabaseTest {
    @Test
    void everySampleIsInTheDatabaseOnceWhateverHappensToItsConnections() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                TimescaleStorage storage = TimescaleStorage.open(
                        StorageConfig.of(postgres.getJdbcUrl("postgres", "postgres"), "postgres", () -> ""),
                        Clock.systemUTC());
                Pipeline pipeline = new Pipeline()) {
            // given
            Gateway gateway = pipeline.startGateway();
            Writer writer = pipeline.startWriter(storage::newWriter);
            AtomicBoolean stopped = new AtomicBoolean();
            Thread killer = Thread.ofVirtual().start(() -> killConnections(postgres, stopped));
            SeriesBlock block = block("node_test", 50);

            // when
            try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
                for (int sequence = 1; sequence <= 100; sequence++) {
                    agent.send(whole(batch("host", 7, sequence, block)));
                    assertThat(agent.shortAnswer()).isEqualTo("ack " + sequence);
                }
            }

            // then
            Pipeline.await("all samples", () -> count(postgres, "SELECT count(*) FROM sample") >= 5_000);
            stopped.set(true);
            killer.join();
            assertThat(count(postgres, "SELECT count(*) FROM sample")).isEqualTo(5_000);
            assertThat(count(postgres, "SELECT count(*) FROM (SELECT DISTINCT series_id, time FROM sample) AS d"))
                    .isEqualTo(5_000);
            assertThat(count(postgres, "SELECT contiguous FROM sender_mark WHERE agent_id = 'host'"))
                    .isEqualTo(100);
            assertThat(writer.failure()).isEmpty();
            assertThat(storage.agents().agent("", "host")).isPresent();
        }
    }

    private static void killConnections(EmbeddedPostgres postgres, AtomicBoolean stopped) {
        for (int round = 0; round < 10 && !stopped.get(); round++) {
            long unused = count(
                    postgres,
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long count(EmbeddedPostgres postgres, String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (java.sql.SQLException e) {
            return -1;
        }
    }
}
