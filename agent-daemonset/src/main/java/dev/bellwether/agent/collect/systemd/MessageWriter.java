package dev.bellwether.agent.collect.systemd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes method calls whose arguments are texts.
 *
 * @see <a href="https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-messages">D-Bus messages</a>
 */
final class MessageWriter {
    private static final int MAX_BYTES = 64 * 1024;
    private static final byte METHOD_CALL = 1;
    private static final byte PROTOCOL_VERSION = 1;
    private static final byte PATH = 1;
    private static final byte INTERFACE = 2;
    private static final byte MEMBER = 3;
    private static final byte DESTINATION = 6;
    private static final byte SIGNATURE = 8;
    private static final int BODY_LENGTH_PLACE = 4;
    private static final int FIELDS_LENGTH_PLACE = 12;

    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private MessageWriter() {}

    /** A call, ready to be sent. */
    static ByteBuffer call(
            int serial, String destination, String path, String interfaceName, String member, String... arguments) {
        return new MessageWriter().write(serial, destination, path, interfaceName, member, arguments);
    }

    private ByteBuffer write(
            int serial, String destination, String path, String interfaceName, String member, String... arguments) {
        buffer.put((byte) 'l').put(METHOD_CALL).put((byte) 0).put(PROTOCOL_VERSION);
        buffer.putInt(0).putInt(serial).putInt(0);
        int start = buffer.position();
        textField(PATH, 'o', path);
        textField(DESTINATION, 's', destination);
        textField(INTERFACE, 's', interfaceName);
        textField(MEMBER, 's', member);
        if (arguments.length > 0) {
            field(SIGNATURE, 'g');
            signature("s".repeat(arguments.length));
        }
        buffer.putInt(FIELDS_LENGTH_PLACE, buffer.position() - start);
        align(8);
        int body = buffer.position();
        for (String argument : arguments) {
            text(argument);
        }
        buffer.putInt(BODY_LENGTH_PLACE, buffer.position() - body);
        return buffer.flip();
    }

    private void field(byte code, char type) {
        align(8);
        buffer.put(code);
        signature(String.valueOf(type));
    }

    private void textField(byte code, char type, String value) {
        field(code, type);
        text(value);
    }

    private void signature(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        buffer.put((byte) bytes.length).put(bytes).put((byte) 0);
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        align(4);
        buffer.putInt(bytes.length).put(bytes).put((byte) 0);
    }

    private void align(int bytes) {
        while (buffer.position() % bytes != 0) {
            buffer.put((byte) 0);
        }
    }
}
