package org.jettyferry.sample;

import java.io.Serializable;
import java.time.Instant;

/** Who is logged in, and since when. */
final class Customer implements Serializable {
    private static final long serialVersionUID = 1;

    private final String name;
    private final Instant since;

    Customer(String name, Instant since) {
        this.name = name;
        this.since = since;
    }

    String name() {
        return name;
    }

    Instant since() {
        return since;
    }
}
