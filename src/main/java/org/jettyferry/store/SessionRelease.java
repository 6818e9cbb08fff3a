package org.jettyferry.store;

import org.jettyferry.session.Generation;
import org.jettyferry.session.JettyRelease;
import org.jettyferry.session.RowConventions;

/** Small questions about releases and generations. */
final class SessionRelease {
    private SessionRelease() {}

    static boolean fits(JettyRelease release, Generation generation) {
        return RowConventions.of(release).generation() == generation;
    }
}
