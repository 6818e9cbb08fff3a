package org.jettyferry.node.jetty;

import org.jspecify.annotations.Nullable;

/** This Jetty is built otherwise than those that are known here, or a call of it failed. */
public final class MirrorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MirrorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
