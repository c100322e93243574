package dev.bellwether.agent.collect.systemd;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A message bus with a systemd on it, as far as the collector asks. Serves one connection after another. */
final class FakeBus implements Closeable {
    private final ServerSocketChannel server;
    private final Map<String, Object> properties;
    private final List<List<String>> units;

    FakeBus(Path socket, List<List<String>> units, Map<String, Object> properties) throws IOException {
        this.units = units;
        this.properties = properties;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::serve);
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                answerAll(client);
            } catch (IOException e) {
                // The client has gone: the next one may come.
                continue;
            }
        }
    }

    private void answerAll(SocketChannel client) throws IOException {
        String line = readLine(client);
        if (!line.startsWith("\0AUTH EXTERNAL ")) {
            write(client, "REJECTED EXTERNAL\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        write(client, "OK 0123456789abcdef\r\n".getBytes(StandardCharsets.US_ASCII));
        readLine(client);
        while (true) {
            byte[] fixed = read(client, 16);
            ByteBuffer numbers = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
            int bodyBytes = numbers.getInt(4);
            int serial = numbers.getInt(8);
            byte[] fields = read(client, (numbers.getInt(12) + 7) / 8 * 8);
            byte[] body = read(client, bodyBytes);
            answer(client, serial, new String(fields, StandardCharsets.UTF_8), body);
        }
    }

    private void answer(SocketChannel client, int serial, String fields, byte[] body) throws IOException {
        if (fields.contains("Hello")) {
            write(client, message(2, serial, "s", new Body().text(":1.7").bytes()));
        } else if (fields.contains("ListUnits")) {
            Body list = new Body().number(0).align(8);
            int start = list.size();
            for (List<String> unit : units) {
                list.align(8);
                unit.forEach(list::text);
                list.number(0).text("").text("/");
            }
            list.setNumber(0, list.size() - start);
            write(client, message(2, serial, "a(ssssssouso)", list.bytes()));
        } else {
            ByteBuffer arguments = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
            String property = ValueReader.readAll(arguments, "ss").getLast().toString();
            Object value = properties.get(property);
            if (value instanceof String text) {
                write(
                        client,
                        message(
                                2,
                                serial,
                                "v",
                                new Body().signature("s").text(text).bytes()));
            } else if (value instanceof Integer number) {
                write(
                        client,
                        message(
                                2,
                                serial,
                                "v",
                                new Body().signature("u").number(number).bytes()));
            } else if (value instanceof Long number) {
                write(
                        client,
                        message(
                                2,
                                serial,
                                "v",
                                new Body().signature("t").large(number).bytes()));
            } else {
                write(
                        client,
                        message(
                                3,
                                serial,
                                "s",
                                new Body().text("no property " + property).bytes()));
            }
        }
    }

    private static byte[] message(int type, int replyTo, String signature, byte[] body) {
        Body fields = new Body();
        fields.raw(5).signature("u").number(replyTo);
        fields.align(8).raw(8).signature("g").signature(signature);
        if (type == 3) {
            fields.align(8).raw(4).signature("s").text("org.freedesktop.DBus.Error.UnknownProperty");
        }
        int length = fields.size();
        byte[] padded = fields.align(8).bytes();
        ByteBuffer message =
                ByteBuffer.allocate(16 + padded.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
        message.put((byte) 'l').put((byte) type).put((byte) 1).put((byte) 1);
        message.putInt(body.length).putInt(99).putInt(length).put(padded).put(body);
        return message.array();
    }

    private static String readLine(SocketChannel client) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.isEmpty() || line.charAt(line.length() - 1) != '\n') {
            line.append((char) read(client, 1)[0]);
        }
        return line.toString();
    }

    private static byte[] read(SocketChannel client, int bytes) throws IOException {
        byte[] read = Channels.newInputStream(client).readNBytes(bytes);
        if (read.length < bytes) {
            throw new IOException("the client has gone");
        }
        return read;
    }

    private static void write(SocketChannel client, byte[] bytes) throws IOException {
        Channels.newOutputStream(client).write(bytes);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static final class Body {
        private final List<Byte> bytes = new ArrayList<>();

        Body raw(int value) {
            bytes.add((byte) value);
            return this;
        }

        Body align(int to) {
            while (bytes.size() % to != 0) {
                raw(0);
            }
            return this;
        }

        Body number(long value) {
            align(4);
            for (int shift = 0; shift < 32; shift += 8) {
                raw((int) (value >> shift));
            }
            return this;
        }

        Body large(long value) {
            align(8);
            return number(value & 0xffffffffL).number(value >>> 32);
        }

        void setNumber(int place, int value) {
            for (int i = 0; i < 4; i++) {
                bytes.set(place + i, (byte) (value >> (8 * i)));
            }
        }

        Body text(String value) {
            byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
            number(encoded.length);
            for (byte b : encoded) {
                raw(b);
            }
            return raw(0);
        }

        Body signature(String value) {
            raw(value.length());
            for (byte b : value.getBytes(StandardCharsets.US_ASCII)) {
                raw(b);
            }
            return raw(0);
        }

        int size() {
            return bytes.size();
        }

        byte[] bytes() {
            byte[] all = new byte[bytes.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = bytes.get(i);
            }
            return all;
        }
    }
}
