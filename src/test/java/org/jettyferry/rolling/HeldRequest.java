package org.jettyferry.rolling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A request that is under way as long as a test likes: the web application waits for the rest of the form, of which a byte
 * comes every second, so that the connection does not look dead.
 */
final class HeldRequest implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int LONGEST_SECONDS = 1000;

    private final Socket socket;
    private final Thread trickle;
    private int left = LONGEST_SECONDS;

    private HeldRequest(Socket socket) {
        this.socket = socket;
        this.trickle = new Thread(this::trickle, "held request");
        trickle.setDaemon(true);
        trickle.start();
    }

    static HeldRequest to(URI uri, String form) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        String begin = form + "&note=";
        send(
                socket,
                "POST " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                        + "\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + (begin.length() + LONGEST_SECONDS) + "\r\n\r\n" + begin);
        return new HeldRequest(socket);
    }

    /** Sends the rest; gives the first line of the answer. */
    String finish() throws IOException, InterruptedException {
        trickle.interrupt();
        trickle.join();
        send(socket, "x".repeat(left));
        BufferedReader answer =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        return answer.readLine();
    }

    @Override
    public void close() throws IOException {
        trickle.interrupt();
        socket.close();
    }

    private void trickle() {
        try {
            for (; left > 0; left--) {
                Thread.sleep(1000);
                send(socket, "x");
            }
        } catch (InterruptedException | IOException e) {
            // the test has seen enough
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
