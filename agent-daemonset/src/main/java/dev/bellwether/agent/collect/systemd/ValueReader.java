package dev.bellwether.agent.collect.systemd;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads values by their signature: texts as {@link String}, whole numbers and booleans as {@link Long}, doubles as {@link
 * Double}, arrays and structs as {@link List}. Variants are unwrapped.
 *
 * @see <a href="https://dbus.freedesktop.org/doc/dbus-specification.html#type-system">D-Bus' type system</a>
 */
final class ValueReader {
    private static final int MAX_DEPTH = 32;

    private final ByteBuffer buffer;
    private String signature;
    private int place;

    private ValueReader(ByteBuffer buffer, String signature) {
        this.buffer = buffer;
        this.signature = signature;
    }

    /**
     * All values of a signature. The buffer begins where alignment counts from.
     *
     * @throws IOException where the bytes do not fit the signature
     */
    static List<Object> readAll(ByteBuffer buffer, String signature) throws IOException {
        ValueReader reader = new ValueReader(buffer, signature);
        List<Object> values = new ArrayList<>();
        try {
            while (reader.place < signature.length()) {
                values.add(reader.value(0));
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("the bus sent a message that does not fit its signature \"" + signature + "\"", e);
        }
        return values;
    }

    private Object value(int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("the bus sent values nested deeper than " + MAX_DEPTH);
        }
        char type = signature.charAt(place++);
        return switch (type) {
            case 'y' -> (long) (buffer.get() & 0xff);
            case 'n' -> (long) aligned(2).getShort();
            case 'q' -> (long) (aligned(2).getShort() & 0xffff);
            case 'i' -> (long) aligned(4).getInt();
            case 'b', 'u', 'h' -> aligned(4).getInt() & 0xffffffffL;
            case 'x', 't' -> aligned(8).getLong();
            case 'd' -> aligned(8).getDouble();
            case 's', 'o' -> text(aligned(4).getInt());
            case 'g' -> text(buffer.get() & 0xff);
            case 'v' -> variant(depth);
            case '(', '{' -> struct(type == '(' ? ')' : '}', depth);
            case 'a' -> array(depth);
            default -> throw new IOException("the bus sent a value of the unknown type \"" + type + "\"");
        };
    }

    private ByteBuffer aligned(int bytes) {
        int over = buffer.position() % bytes;
        if (over != 0) {
            buffer.position(buffer.position() + bytes - over);
        }
        return buffer;
    }

    private String text(int length) {
        byte[] bytes = new byte[checked(length)];
        buffer.get(bytes).get();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int checked(int length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        return length;
    }

    private Object variant(int depth) throws IOException {
        String outer = signature;
        int outerPlace = place;
        signature = text(buffer.get() & 0xff);
        place = 0;
        Object value = value(depth + 1);
        signature = outer;
        place = outerPlace;
        return value;
    }

    private List<Object> struct(char end, int depth) throws IOException {
        aligned(8);
        List<Object> members = new ArrayList<>();
        while (signature.charAt(place) != end) {
            members.add(value(depth + 1));
        }
        place++;
        return members;
    }

    private List<Object> array(int depth) throws IOException {
        int length = checked(aligned(4).getInt());
        int elementPlace = place;
        aligned(alignmentOf(signature.charAt(elementPlace)));
        int end = buffer.position() + checked(length);
        List<Object> elements = new ArrayList<>();
        while (buffer.position() < end) {
            place = elementPlace;
            elements.add(value(depth + 1));
        }
        place = elementPlace;
        skipType();
        return elements;
    }

    private static int alignmentOf(char type) {
        return switch (type) {
            case 'n', 'q' -> 2;
            case 'x', 't', 'd', '(', '{' -> 8;
            case 'y', 'g', 'v' -> 1;
            default -> 4;
        };
    }

    private void skipType() {
        char type = signature.charAt(place++);
        if (type == 'a') {
            skipType();
        } else if (type == '(' || type == '{') {
            char end = type == '(' ? ')' : '}';
            while (signature.charAt(place) != end) {
                skipType();
            }
            place++;
        }
    }
}
