package dev.bellwether.agent.send;

/** One way to the gateway that is open or opening. {@link #send} is called by one thread and does not block. */
interface Connection extends AutoCloseable {
    /** Whether a batch can be handed over without piling up. */
    boolean isReady();

    /** Hands over an encoded batch. Answers come to the listener in the order of batches. */
    void send(byte[] batch);

    /** Ends the connection; nothing is reported afterwards that matters. */
    @Override
    void close();

    /** Hears of a connection; called on the connection's threads, must not block. */
    interface Listener {
        /** The connection may take more. */
        void onReady();

        void onAnswer(Answer answer);

        /** The connection has ended; nothing comes after this. */
        void onClosed(Failure failure);
    }

    /**
     * Why a connection ended.
     *
     * @param kind what it means for the next attempt
     * @param message for people; holds no credential
     */
    record Failure(Kind kind, String message) {
        /** What a failure means. */
        enum Kind {
            /** The other side ended it in good order. */
            ENDED,
            /** The protocol does not get through: another one might. */
            UNREACHABLE,
            /** The credential was refused. */
            REFUSED
        }
    }
}
