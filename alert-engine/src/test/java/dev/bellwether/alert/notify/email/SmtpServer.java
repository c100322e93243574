package dev.bellwether.alert.notify.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A mail server with STARTTLS that answers as it is told, for what the library of the other tests cannot do. */
final class SmtpServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final SSLSocketFactory tls;
    private final boolean offersStartTls;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();

    SmtpServer(SSLSocketFactory tls, boolean offersStartTls) throws IOException {
        this.tls = tls;
        this.offersStartTls = offersStartTls;
        Thread.ofVirtual().start(this::run);
    }

    /** Answers commands that begin so with this instead of consent. */
    void answer(String command, String answer) {
        answers.put(command, answer);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The commands, those after STARTTLS with {@code TLS } before them. */
    List<String> commands() {
        return commands;
    }

    List<String> mails() {
        return mails;
    }

    private void run() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                write(socket, "220 test\r\n");
                serve(socket, false);
            } catch (IOException e) {
                // The next one may fare better.
            }
        }
    }

    private void serve(Socket socket, boolean secure) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add((secure ? "TLS " : "") + line);
            String verb = line.toUpperCase(Locale.ROOT);
            String told = answers.entrySet().stream()
                    .filter(entry -> verb.startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
            if (!told.isEmpty()) {
                write(socket, told + "\r\n");
            } else if (verb.startsWith("EHLO")) {
                write(
                        socket,
                        "250-test\r\n" + (offersStartTls && !secure ? "250-STARTTLS\r\n" : "") + "250 AUTH PLAIN\r\n");
            } else if (verb.startsWith("STARTTLS")) {
                write(socket, "220 go ahead\r\n");
                SSLSocket encrypted = (SSLSocket) tls.createSocket(socket, null, true);
                encrypted.setUseClientMode(false);
                serve(encrypted, true);
                return;
            } else if (verb.startsWith("AUTH")) {
                byte[] said = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
                boolean right = new String(said, StandardCharsets.US_ASCII).endsWith("\0bellwether\0s3cret");
                write(socket, right ? "235 welcome\r\n" : "535 5.7.8 no\r\n");
            } else if (verb.equals("DATA")) {
                write(socket, "354 go ahead\r\n");
                mails.add(mail(in));
                write(socket, "250 taken\r\n");
            } else if (verb.equals("QUIT")) {
                write(socket, "221 bye\r\n");
                return;
            } else {
                write(socket, "250 ok\r\n");
            }
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
