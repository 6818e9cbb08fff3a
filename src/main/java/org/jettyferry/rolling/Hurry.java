package org.jettyferry.rolling;

import java.time.Duration;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.registry.Registry;

/** Lets the nodes look for changes often while a run is on; if the run is killed, that ends by itself. */
final class Hurry {
    private static final Duration TIME = Duration.ofSeconds(15);

    private final Registry registry;
    private final Thread thread = new Thread(this::run, "ferry-hurry");

    private Hurry(Registry registry) {
        this.registry = registry;
    }

    static Hurry begin(Registry registry) {
        Hurry hurry = new Hurry(registry);
        hurry.thread.setDaemon(true);
        hurry.thread.start();
        return hurry;
    }

    void end() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                renew();
                Thread.sleep(TIME.toMillis() / 3);
            }
        } catch (InterruptedException e) {
            return; // the run has ended
        }
    }

    private void renew() {
        try {
            registry.hurry(TIME);
        } catch (OperatorException e) {
            return; // the nodes are slower then, and the registry is asked again
        }
    }
}
