package dev.bellwether.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A database, empty at first.
 *
 * @param url its JDBC URL
 * @param server the process of its server, to tell its CPU; 0 where that runs elsewhere
 */
record Database(String url, String user, String password, long server) {
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(url, properties);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** CPU-seconds of its server so far; 0 where that runs elsewhere. */
    double cpuSeconds() {
        return server == 0 ? 0 : ProcessUsage.treeCpuSeconds(server);
    }
}
