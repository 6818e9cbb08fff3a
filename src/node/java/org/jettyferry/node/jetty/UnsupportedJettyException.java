package org.jettyferry.node.jetty;

import org.jspecify.annotations.Nullable;

/** Thrown if this Jetty lacks a class, method or field that Ferry needs, or if a call of Jetty failed. */
public final class UnsupportedJettyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedJettyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
