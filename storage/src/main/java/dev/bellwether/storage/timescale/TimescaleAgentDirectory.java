package dev.bellwether.storage.timescale;

import dev.bellwether.storage.AgentDirectory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the marks of senders. */
final class TimescaleAgentDirectory implements AgentDirectory {
    private final Database database;

    TimescaleAgentDirectory(Database database) {
        this.database = database;
    }

    @Override
    public List<AgentStatus> agents(String tenant) {
        return read(tenant, null);
    }

    @Override
    public Optional<AgentStatus> agent(String tenant, String agentId) {
        return read(tenant, agentId).stream().findFirst();
    }

    private List<AgentStatus> read(String tenant, @Nullable String agentId) {
        try (Connection connection = database.read();
                PreparedStatement select = connection.prepareStatement("SELECT DISTINCT ON (agent_id) agent_id,"
                        + " incarnation, target_labels::text, (extract(epoch FROM newest_sample) * 1000)::bigint,"
                        + " (extract(epoch FROM received_at) * 1000)::bigint, contiguous"
                        + " FROM sender_mark WHERE tenant = ? AND (?::text IS NULL OR agent_id = ?)"
                        + " ORDER BY agent_id, incarnation DESC, received_at DESC")) {
            select.setString(1, tenant);
            select.setString(2, agentId);
            select.setString(3, agentId);
            List<AgentStatus> agents = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    agents.add(new AgentStatus(
                            rows.getString(1),
                            rows.getLong(2),
                            LabelsJson.read(rows.getString(3)).build(),
                            Instant.ofEpochMilli(rows.getLong(4)),
                            Instant.ofEpochMilli(rows.getLong(5)),
                            rows.getLong(6)));
                }
            }
            connection.rollback();
            return agents;
        } catch (SQLException e) {
            throw SqlFailures.translate("reading agents", e);
        }
    }
}
