package org.jettyferry.jdbc;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine. */
public final class LocalHost {
    private LocalHost() {}

    /** Its name, or "localhost" where it has none. */
    public static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
