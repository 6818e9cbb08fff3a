package org.jettyferry.cli.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.jettyferry.cli.update.SchemaCommand.Target;

/**
 * Works on several schemata at the same time. Each thread has a Liquibase of its own: it keeps its state in a scope of the
 * thread, which a thread inherits from its maker unless it is made without inherited values, as here.
 */
record SchemaThreads(int threads) {

    /**
     * Does the same for each schema.
     *
     * @return the results in the order of the schemata
     */
    <T> List<T> each(Map<String, Target> targets, BiFunction<String, Target, T> work) {
        ExecutorService executor = Executors.newFixedThreadPool(
                Math.max(1, Math.min(threads, targets.size())),
                task -> new Thread(null, task, "ferry-schema", 0, false));
        try {
            List<Future<T>> futures = new ArrayList<>();
            targets.forEach((name, target) -> futures.add(executor.submit(() -> work.apply(name, target))));
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException("work without checked exceptions threw one", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
