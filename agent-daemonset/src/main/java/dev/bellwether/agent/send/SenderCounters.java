package dev.bellwether.agent.send;

import dev.bellwether.agent.send.SenderStatus.AnswerKind;
import dev.bellwether.agent.send.SenderStatus.State;
import java.util.EnumMap;
import java.util.Map;

/** What a sender tells of itself: written by its thread, read by others. */
final class SenderCounters {
    private final Map<AnswerKind, Long> answers = new EnumMap<>(AnswerKind.class);
    private State state = State.WAITING;
    private String protocol = "";
    private String lastFailure = "";
    private long sentBatches;
    private long sentBytes;
    private long connections;
    private int inFlight;

    SenderCounters() {
        for (AnswerKind kind : AnswerKind.values()) {
            answers.put(kind, 0L);
        }
    }

    synchronized void protocol(String name) {
        protocol = name;
    }

    synchronized void state(State now) {
        state = now;
    }

    synchronized void connecting(String name) {
        state = State.CONNECTING;
        protocol = name;
        connections++;
        inFlight = 0;
    }

    synchronized void connected() {
        state = State.CONNECTED;
    }

    synchronized void disconnected(String failure, String nextProtocol) {
        state = State.WAITING;
        lastFailure = failure;
        protocol = nextProtocol;
        inFlight = 0;
    }

    synchronized void sent(int bytes, int nowInFlight) {
        sentBatches++;
        sentBytes += bytes;
        inFlight = nowInFlight;
    }

    synchronized void answer(AnswerKind kind, int nowInFlight) {
        answers.merge(kind, 1L, Long::sum);
        inFlight = nowInFlight;
    }

    synchronized SenderStatus status() {
        return new SenderStatus(state, protocol, lastFailure, sentBatches, sentBytes, answers, connections, inFlight);
    }
}
