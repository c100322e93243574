package dev.bellwether.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Kafka's records to ours. */
final class LogRecords {
    private LogRecords() {}

    static LogRecord of(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            if (value != null) {
                headers.put(header.key(), value);
            }
        }
        String key = record.key();
        return new LogRecord(
                record.partition(),
                record.offset(),
                record.timestamp(),
                key == null ? "" : key,
                record.value(),
                headers);
    }
}
