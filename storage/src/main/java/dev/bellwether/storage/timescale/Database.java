package dev.bellwether.storage.timescale;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellwether.storage.StorageUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections: one of its own for each writer and job, pooled ones for readers. */
final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final Duration RETRY_EVERY = Duration.ofMillis(500);

    private final StorageConfig config;
    private final HikariDataSource reading;

    Database(StorageConfig config) {
        this.config = config;
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("bellwether-read");
        pool.setDataSource(source("bellwether-read", config.readTimeout()));
        pool.setMaximumPoolSize(config.readConnections());
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        pool.setAutoCommit(false);
        pool.setReadOnly(true);
        pool.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        pool.setInitializationFailTimeout(-1);
        this.reading = new HikariDataSource(pool);
    }

    StorageConfig config() {
        return config;
    }

    /** A pooled connection for reading, without autocommit; closing it gives it back. */
    Connection read() throws SQLException {
        return reading.getConnection();
    }

    /** A connection of the caller's own, without autocommit. */
    Connection open(String purpose) throws SQLException {
        return open(purpose, config.writeTimeout());
    }

    /** The same with another limit on how long one statement may take. */
    Connection open(String purpose, Duration statementTimeout) throws SQLException {
        Connection connection =
                source("bellwether-" + purpose, statementTimeout).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** A source of new connections without a pool, for migrations. */
    DataSource plainSource(String purpose, Duration statementTimeout) {
        return source("bellwether-" + purpose, statementTimeout);
    }

    private PGSimpleDataSource source(String applicationName, Duration statementTimeout) {
        PGSimpleDataSource source = new CurrentPasswordSource(config);
        source.setURL(config.jdbcUrl());
        source.setUser(config.user());
        source.setApplicationName(applicationName);
        source.setReWriteBatchedInserts(true);
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(10);
        // Outlives the server's own timeout a little, so that a server that is gone is noticed.
        source.setSocketTimeout((int) Math.min(86_400, statementTimeout.toSeconds() + 30));
        source.setOptions(
                "-c statement_timeout=" + statementTimeout.toMillis()
                        + " -c timezone=UTC -c plan_cache_mode=force_custom_plan -c idle_in_transaction_session_timeout=600000");
        return source;
    }

    /**
     * Waits until the database answers.
     *
     * @throws StorageUnavailableException where it does not within the time given
     */
    void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (true) {
            try (Connection connection =
                    source("bellwether-start", Duration.ofSeconds(10)).getConnection()) {
                if (connection.isValid(10)) {
                    return;
                }
            } catch (SQLException e) {
                if (System.nanoTime() - deadline >= 0 || !SqlFailures.mayPass(e)) {
                    throw new StorageUnavailableException(
                            "the database of " + config + " does not answer: " + e.getMessage(), e);
                }
                if (!told) {
                    log.info("waiting for the database of {}: {}", config, e.getMessage());
                    told = true;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailableException("interrupted while waiting for the database", e);
        }
    }

    @Override
    public void close() {
        reading.close();
    }

    /** Asks for the password at each new connection. */
    private static final class CurrentPasswordSource extends PGSimpleDataSource {
        private static final long serialVersionUID = 1;

        private final transient StorageConfig config;

        CurrentPasswordSource(StorageConfig config) {
            this.config = config;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return getConnection(config.user(), config.password().get());
        }
    }
}
