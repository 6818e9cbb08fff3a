package org.jettyferry.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jettyferry.node.route.Router;

/** Measures the memory that a node needs for its known contexts. Arguments: numbers of contexts. */
public final class MemoryBenchmark {
    private MemoryBenchmark() {}

    /**
     * Prints a line for each number.
     *
     * @param args numbers of contexts
     */
    public static void main(String[] args) {
        Tenants.routing(1000, "path", "old"); // loads the classes
        for (String arg : args) {
            int contexts = Integer.parseInt(arg);
            long before = used();
            Router routing = Tenants.routing(contexts, "path", "old");
            long bytes = used() - before;
            System.out.printf(
                    Locale.ROOT,
                    "%,d contexts: %,.1f MB, %,d bytes each%n",
                    routing.contexts(),
                    bytes / 1e6,
                    bytes / contexts);
        }
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
