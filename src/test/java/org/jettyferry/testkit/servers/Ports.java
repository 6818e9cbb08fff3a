package org.jettyferry.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for servers and nodes, so that builds side by side don't meet. */
public final class Ports {
    private Ports() {}

    /**
     * Finds a free port.
     *
     * @return a port of the loopback interface
     */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
