package org.jettyferry.testkit.balancers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP relay to a server that can be cut as if the server were gone: connections end, new ones are refused. */
public final class Relay implements AutoCloseable {
    /** Says where a connection goes; it may read from the client first and hands on what it read. */
    interface Route {
        Socket open(Socket client) throws IOException;
    }

    private final Route route;
    private final int port;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    Relay(Route route) {
        this.route = route;
        this.port = listen(0);
    }

    /**
     * Makes one that leads to a server.
     *
     * @param host its host
     * @param port its port
     * @return the relay, open
     */
    public static Relay to(String host, int port) {
        return new Relay(client -> new Socket(host, port));
    }

    /**
     * Gives the port to connect to.
     *
     * @return a port of the loopback interface, the same for good
     */
    public int port() {
        return port;
    }

    /** Ends all connections and refuses new ones. */
    public void cut() {
        open.forEach(Relay::quietly);
        open.clear();
    }

    /** Takes connections again. */
    public void mend() {
        listen(port);
    }

    @Override
    public void close() {
        cut();
    }

    private int listen(int wanted) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            open.add(socket);
            daemon(() -> accept(socket));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) throws IOException {
        while (!socket.isClosed()) {
            Socket client = socket.accept();
            open.add(client);
            daemon(() -> connect(client));
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = route.open(client);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            daemon(() -> pump(server, client));
            pump(client, server);
        } finally {
            forget(client);
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } finally {
            forget(from);
            forget(to);
        }
    }

    private void forget(Socket socket) {
        open.remove(socket);
        quietly(socket);
    }

    private static void quietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something that ends with an error when a connection is cut, which is what connections do. */
    private interface Talk {
        void go() throws IOException;
    }

    private static void daemon(Talk talk) {
        Thread thread = new Thread(
                () -> {
                    try {
                        talk.go();
                    } catch (IOException e) {
                        // the other side sees its connection end
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
