package dev.bellwether.agent.collect.systemd;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * A connection to the system's message bus that can call methods with texts as arguments, one after another. Calls block;
 * an interrupt closes the connection. Used by one thread.
 *
 * @see <a href="https://dbus.freedesktop.org/doc/dbus-specification.html">D-Bus specification</a>
 */
final class SystemBus implements Closeable {
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
    private static final int FIXED_HEADER_BYTES = 16;
    private static final int MAX_LINE_BYTES = 4096;
    private static final int METHOD_RETURN = 2;
    private static final int ERROR = 3;
    private static final long FIELD_ERROR_NAME = 4;
    private static final long FIELD_REPLY_SERIAL = 5;
    private static final long FIELD_SIGNATURE = 8;

    private final SocketChannel channel;
    private int lastSerial;

    private SystemBus(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects and says who we are: the user that this process runs as.
     *
     * @throws IOException where nobody listens or the bus does not let us in
     */
    static SystemBus connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            SystemBus bus = new SystemBus(channel);
            bus.authenticate();
            bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello");
            return bus;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void authenticate() throws IOException {
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        String hexadecimal = HexFormat.of().formatHex(user.toString().getBytes(StandardCharsets.US_ASCII));
        send(ByteBuffer.wrap(("\0AUTH EXTERNAL " + hexadecimal + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        String answer = readLine();
        if (!answer.startsWith("OK ")) {
            throw new IOException("the message bus does not let this user in: " + answer);
        }
        send(ByteBuffer.wrap("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (line.length() < MAX_LINE_BYTES) {
            fill(one.clear());
            char character = (char) one.get(0);
            if (character == '\n') {
                return line.toString().stripTrailing();
            }
            line.append(character);
        }
        throw new IOException("the message bus sent a line longer than " + MAX_LINE_BYTES);
    }

    /**
     * Calls a method and waits for its answer.
     *
     * @return the values of the answer
     * @throws BusException where the answer is an error
     * @throws IOException where the connection is broken
     */
    List<Object> call(String destination, String path, String interfaceName, String member, String... arguments)
            throws IOException {
        int serial = ++lastSerial;
        send(MessageWriter.call(serial, destination, path, interfaceName, member, arguments));
        while (true) {
            Message message = receive();
            if (message.replyTo != serial) {
                continue;
            }
            if (message.type == ERROR) {
                String reason = message.body.isEmpty() ? "" : ": " + message.body.getFirst();
                throw new BusException(member + ": " + message.errorName + reason);
            }
            if (message.type == METHOD_RETURN) {
                return message.body;
            }
        }
    }

    private record Message(int type, long replyTo, String errorName, List<Object> body) {}

    private Message receive() throws IOException {
        ByteBuffer fixed = ByteBuffer.allocate(FIXED_HEADER_BYTES);
        fill(fixed);
        ByteOrder order = fixed.get(0) == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        fixed.order(order);
        long bodyBytes = fixed.getInt(4) & 0xffffffffL;
        long fieldBytes = fixed.getInt(12) & 0xffffffffL;
        long paddedFieldBytes = (fieldBytes + 7) / 8 * 8;
        if (bodyBytes + paddedFieldBytes > MAX_MESSAGE_BYTES) {
            throw new IOException("the message bus sent a message larger than " + MAX_MESSAGE_BYTES + " bytes");
        }
        ByteBuffer header = ByteBuffer.allocate(4 + (int) paddedFieldBytes).order(order);
        header.putInt((int) fieldBytes);
        fill(header);
        // The array's length stands at offset 12 of the message: read from there, its elements begin at a multiple of
        // eight.
        ByteBuffer fields = ByteBuffer.allocate(12 + header.limit()).order(order);
        fields.put(12, header.array()).position(12);
        ByteBuffer body = ByteBuffer.allocate((int) bodyBytes).order(order);
        fill(body);
        long replyTo = -1;
        String errorName = "";
        String signature = "";
        for (Object field : (List<?>) ValueReader.readAll(fields, "a(yv)").getFirst()) {
            List<?> pair = (List<?>) field;
            Object code = pair.get(0);
            Object value = pair.get(1);
            if (code.equals(FIELD_REPLY_SERIAL) && value instanceof Long serial) {
                replyTo = serial;
            } else if (code.equals(FIELD_ERROR_NAME)) {
                errorName = value.toString();
            } else if (code.equals(FIELD_SIGNATURE)) {
                signature = value.toString();
            }
        }
        return new Message(fixed.get(1), replyTo, errorName, ValueReader.readAll(body.flip(), signature));
    }

    private void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void fill(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new EOFException("the message bus closed the connection");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
