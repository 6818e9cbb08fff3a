package org.jettyferry.changelog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Works on several schemata at the same time. Each thread has a Liquibase of its own: it keeps its state in a scope of the
 * thread, which a thread inherits from its maker unless it is made without inherited values, as here.
 *
 * @param threads how many
 */
public record ChangeLogThreads(int threads) {
    /**
     * Does all work, and throws what the first that failed has thrown.
     *
     * @return the results in the order of the work
     */
    public <T> List<T> each(List<Supplier<T>> work) {
        ExecutorService executor = Executors.newFixedThreadPool(
                Math.max(1, Math.min(threads, work.size())), task -> new Thread(null, task, "ferry-schema", 0, false));
        try {
            List<Future<T>> futures = new ArrayList<>();
            work.forEach(one -> futures.add(executor.submit(one::get)));
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
