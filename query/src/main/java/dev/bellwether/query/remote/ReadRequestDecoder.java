package dev.bellwether.query.remote;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.Matcher;
import dev.bellwether.query.remote.ReadRequest.ResponseType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code ReadRequest{queries=1, accepted_response_types=2}}, {@code Query{start_timestamp_ms=1, end_timestamp_ms=2,
 * matchers=3}} and {@code LabelMatcher{type=1, name=2, value=3}}. Stateless; other fields are skipped, the hints of a query
 * among them: the reader may count ranges otherwise than we do, so it gets samples as they are.
 */
final class ReadRequestDecoder {
    private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private ReadRequestDecoder() {}

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException where it is none, or asks for something that cannot be answered; the message says
     *     which query and why
     */
    static ReadRequest decode(byte[] bytes) {
        try {
            return request(CodedInputStream.newInstance(bytes));
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is no ReadRequest: " + e.getMessage(), e);
        }
    }

    private static ReadRequest request(CodedInputStream in) throws IOException {
        List<ReadQuery> queries = new ArrayList<>();
        List<Integer> types = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            boolean delimited = WireFormat.getTagWireType(tag) == LENGTH_DELIMITED;
            if (field == 1 && delimited) {
                int limit = enter(in);
                queries.add(query(in, queries.size() + 1));
                in.popLimit(limit);
            } else if (field == 2 && delimited) {
                int limit = enter(in);
                while (!in.isAtEnd()) {
                    types.add(in.readEnum());
                }
                in.popLimit(limit);
            } else if (field == 2) {
                types.add(in.readEnum());
            } else {
                in.skipField(tag);
            }
        }
        return new ReadRequest(queries, known(types));
    }

    private static List<ResponseType> known(List<Integer> types) {
        List<ResponseType> known = new ArrayList<>();
        for (int type : types) {
            if (type >= 0 && type < ResponseType.values().length) {
                known.add(ResponseType.values()[type]);
            }
        }
        if (known.isEmpty() && !types.isEmpty()) {
            throw new IllegalArgumentException("accepted_response_types is " + types
                    + ", none of which is known; allowed are 0 (SAMPLES) and 1 (STREAMED_XOR_CHUNKS)");
        }
        return known;
    }

    private static ReadQuery query(CodedInputStream in, int number) throws IOException {
        long start = 0;
        long end = 0;
        List<Matcher> matchers = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> start = in.readInt64();
                case 2 -> end = in.readInt64();
                case 3 -> {
                    int limit = enter(in);
                    matchers.add(matcher(in, number));
                    in.popLimit(limit);
                }
                default -> in.skipField(tag);
            }
        }
        if (end < start) {
            throw new IllegalArgumentException("query " + number + ": end_timestamp_ms is " + end
                    + ", it must not be before start_timestamp_ms " + start);
        }
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw new IllegalArgumentException("query " + number + ": matchers are " + matchers
                    + ", at least one that does not match the empty value is needed");
        }
        return new ReadQuery(start, end, matchers);
    }

    private static Matcher matcher(CodedInputStream in, int number) throws IOException {
        int type = 0;
        String name = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> type = in.readEnum();
                case 2 -> name = in.readStringRequireUtf8();
                case 3 -> value = in.readStringRequireUtf8();
                default -> in.skipField(tag);
            }
        }
        Matcher.Operator[] operators = Matcher.Operator.values();
        if (type < 0 || type >= operators.length) {
            throw new IllegalArgumentException("query " + number + ": type of the matcher on \"" + name + "\" is "
                    + type + ", allowed are 0 (=), 1 (!=), 2 (=~) and 3 (!~)");
        }
        try {
            return new Matcher(name, operators[type], value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "query " + number + ": matcher on \"" + name + "\": " + e.getMessage(), e);
        }
    }

    /** Begins an embedded message; gives what {@code popLimit} wants at its end. */
    private static int enter(CodedInputStream in) throws IOException {
        return in.pushLimit(in.readRawVarint32());
    }
}
