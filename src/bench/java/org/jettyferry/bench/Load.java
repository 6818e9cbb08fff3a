package org.jettyferry.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests over kept connections, one after another on each. It assumes that all answers to a request have the
 * same length, so that the client does as little work as possible.
 */
final class Load implements AutoCloseable {
    private final int connections;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    });

    Load(int connections) {
        this.connections = connections;
    }

    /** Requests a page for some seconds; returns the number of answers, all of which had the expected status. */
    long run(URI uri, int status, double seconds) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        List<Callable<Long>> work = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            work.add(() -> connection(uri, status, end));
        }
        long answers = 0;
        for (Future<Long> done : threads.invokeAll(work)) {
            answers += done.get();
        }
        return answers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static long connection(URI uri, int status, long end) throws IOException {
        byte[] request = ("GET " + uri.getRawPath() + "?page=7&sort=name HTTP/1.1\r\nHost: " + uri.getAuthority()
                        + "\r\nUser-Agent: bench\r\nAccept: text/html\r\nCookie: JSESSIONID=node0abcdef.node0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(request);
            byte[] answer = new byte[first(in)];
            long answers = 1;
            while (System.nanoTime() < end) {
                socket.getOutputStream().write(request);
                in.readFully(answer);
                answers++;
                if (answer[0] != 'H' || answer[9] != '0' + status / 100 || answer[11] != '0' + status % 10) {
                    throw new IOException(uri + " answered " + new String(answer, StandardCharsets.ISO_8859_1));
                }
            }
            return answers;
        }
    }

    /** Returns the length of the first answer, including its head. */
    private static int first(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no answer, but " + head);
            }
            head.append((char) next);
        }
        int body = 0;
        for (String line : head.toString().split("\r\n")) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                body = Integer.parseInt(line.substring(15).trim());
            } else if (line.regionMatches(true, 0, "Transfer-Encoding:", 0, 18)) {
                throw new IOException("no Content-Length:\n" + head);
            }
        }
        in.skipNBytes(body);
        return head.length() + body;
    }
}
