package org.jettyferry.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stretch of network between a program and its database that can be slow, silent or torn. Thread-safe. */
public final class Wire implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("//([^:/]+):(\\d+)");

    private final InetSocketAddress target;
    private final String url;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket door;
    private volatile long delayMillis;
    private volatile boolean frozen;
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    private Wire(TestDatabase database) {
        Matcher address = ADDRESS.matcher(database.url());
        if (!address.find()) {
            throw new IllegalArgumentException(database.url());
        }
        target = new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2)));
        port = Ports.free();
        url = address.replaceFirst("//127.0.0.1:" + port);
        door = open();
    }

    /**
     * Lays one in front of a database.
     *
     * @param database where it leads
     * @return the relay, open
     */
    public static Wire to(TestDatabase database) {
        return new Wire(database);
    }

    /**
     * Gives the address of the near end.
     *
     * @return a JDBC URL
     */
    public String url() {
        return url;
    }

    /**
     * Makes each piece that comes from the database late.
     *
     * @param millis by how much
     */
    public void delay(long millis) {
        delayMillis = millis;
    }

    /**
     * Tears all connections once the program has sent so much more to the database.
     *
     * @param bytes of all connections together
     */
    public void cutAfter(long bytes) {
        left.set(bytes);
    }

    /** Stops all traffic in both directions; connections stay open, and new ones are accepted. */
    public void freeze() {
        frozen = true;
    }

    /** Lets the traffic on, with the bytes that waited. */
    public synchronized void thaw() {
        frozen = false;
        notifyAll();
    }

    /** Tears all connections and refuses new ones. */
    public void cut() {
        close(door);
        sockets.forEach(Wire::close);
        sockets.clear();
    }

    /** Takes connections again. */
    public void mend() {
        door = open();
    }

    @Override
    public void close() {
        thaw();
        cut();
    }

    private ServerSocket open() {
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            start(() -> accept(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                Socket near = opened.accept();
                Socket far = new Socket(target.getAddress(), target.getPort());
                sockets.add(near);
                sockets.add(far);
                start(() -> pump(near, far, false));
                start(() -> pump(far, near, true));
            }
        } catch (IOException e) {
            return; // cut
        }
    }

    private void pump(Socket from, Socket to, boolean back) {
        byte[] piece = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                if (back && delayMillis > 0) {
                    Thread.sleep(delayMillis);
                }
                awaitThaw();
                if (!back && left.addAndGet(-length) < 0) {
                    cut();
                }
                out.write(piece, 0, length);
            }
        } catch (IOException | InterruptedException e) {
            return; // cut
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private synchronized void awaitThaw() throws InterruptedException {
        while (frozen) {
            wait();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
