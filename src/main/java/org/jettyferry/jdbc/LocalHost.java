package org.jettyferry.jdbc;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names this machine. */
public final class LocalHost {
    private LocalHost() {}

    /** Returns its host name, or "localhost" if it has none. */
    public static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
