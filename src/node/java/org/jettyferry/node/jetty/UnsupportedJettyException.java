package org.jettyferry.node.jetty;

import org.jspecify.annotations.Nullable;

/** This Jetty is built otherwise than those that are known here, or a call of it failed. */
public final class UnsupportedJettyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedJettyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
