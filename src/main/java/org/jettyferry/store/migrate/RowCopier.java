package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.FirstFailure;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreErrors;
import org.jettyferry.store.plan.RowRange;

/**
 * Migrates rows in parallel lanes, each over connections of its own.
 *
 * <p>Lanes read, rewrite and write their chunks at the same time, but commit one after the other: a lane takes the
 * commit lock, writes the watermarks of <em>all</em> lanes and the new totals to the journal as part of the chunk's
 * transaction, and the lock is released only after the commit is answered. Without it, two open transactions would each
 * write totals that lack the other's chunk. With it, the journal and the rows agree at any instant at which the run may
 * be killed.
 *
 * <p>A failed lane stops the others before their next commit. Lanes run one after the other, in the calling thread, if
 * a rate limit is set or the memory does not hold the largest blob once per lane.
 *
 * <p>A run that is resumed takes the lanes of its journal as they are, so their number may differ from what the server
 * would get today.
 *
 * <p>Thread-safety: {@code run} is read and written under {@code commits}; each element of {@code watermarks} is set by
 * its own lane only, under the same lock.
 */
final class RowCopier {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunContext work;
    private final Run start;
    private final int chunkRows;
    private final Throttle throttle;
    private final ReentrantLock commits = new ReentrantLock();
    private final List<Watermark> watermarks;
    private Run run;
    private final FirstFailure failure = new FirstFailure();

    private RowCopier(RunContext work, Run start, int chunkRows, List<Watermark> watermarks) {
        this.work = work;
        this.start = start;
        this.run = start;
        this.chunkRows = chunkRows;
        this.throttle = new Throttle(work.control());
        this.watermarks = new ArrayList<>(watermarks);
    }

    /** Migrates the remaining rows, and returns the run at its next step. */
    static Run run(RunContext work, Run start) throws SQLException {
        int chunkRows = work.control().pace().chunkRows(work.plan().evidence().survey());
        try (Connection reader = work.database().open()) {
            RowRanges ranges = RowRanges.of(work, reader, chunkRows);
            RowCopier copier = new RowCopier(work, start, chunkRows, watermarks(work, start, ranges, chunkRows));
            return copier.inLanes(reader);
        }
    }

    private static List<Watermark> watermarks(RunContext work, Run start, RowRanges ranges, int chunkRows)
            throws SQLException {
        if (start.watermark().isPresent()) {
            return Watermark.read(start.watermark().get());
        }
        long rows = work.plan().evidence().survey().rows();
        return rows > 2L * chunkRows
                ? ranges.lanes(work.dialect().lanes(work.plan().rewrites()), rows)
                : List.of(Watermark.ALL);
    }

    private Run inLanes(Connection reader) throws SQLException {
        boolean inTurn = work.control().pace().maxRowsPerSecond().isPresent()
                || !Heap.ofThisProcess().holds(work.plan(), watermarks.size());
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int i = 1; i < watermarks.size() && !inTurn; i++) {
            int lane = i;
            others.add(CompletableFuture.runAsync(() -> runApart(lane), task -> thread(task, lane)));
        }
        lane(0, work, reader);
        for (int i = 1; i < watermarks.size() && inTurn; i++) {
            lane(i, work, reader);
        }
        others.forEach(CompletableFuture::join); // never throws: a lane keeps its failure in a field
        failure.rethrow();
        return run;
    }

    private static void thread(Runnable task, int lane) {
        Thread thread = new Thread(task, "ferry-lane-" + lane);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Runs a lane in a thread of its own. The lane's lock makes sure that a statement of a killed predecessor has
     * ended.
     */
    private void runApart(int lane) {
        String lock = "lane " + lane + " of " + work.plan().names().sessions();
        try (Connection reader = work.database().open();
                Connection writer = work.database().open()) {
            Catalog server = work.dialect().server(writer);
            lock(server, lock);
            lane(lane, work.over(writer), reader);
            server.unlock(lock);
        } catch (SQLException | RuntimeException | Error e) {
            failure.keep(e);
        }
    }

    /** Waits a little for the last statement of a killed process. */
    private static void lock(Catalog server, String lock) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!server.tryLock(lock)) {
            if (System.nanoTime() > end) {
                throw StoreErrors.lockHeld(server.lockHolder(lock).orElse("a process that has ended"));
            }
            Pause.millis(100);
        }
    }

    private void lane(int lane, RunContext mine, Connection reader) {
        try {
            RowRanges ranges = RowRanges.of(mine, reader, chunkRows);
            ChunkCopier chunks = ChunkCopier.of(mine, reader);
            while (!failure.isPresent() && !watermarks.get(lane).done()) {
                throttle.awaitTurn(done());
                chunk(lane, mine, ranges.after(watermarks.get(lane)), chunks);
            }
        } catch (SQLException | RuntimeException | Error e) {
            failure.keep(e);
        }
    }

    private long done() {
        commits.lock();
        try {
            return run.tally().settled() - start.tally().settled();
        } finally {
            commits.unlock();
        }
    }

    private void chunk(int lane, RunContext mine, RowRange range, ChunkCopier chunks) throws SQLException {
        try {
            boolean some = start.tally().quarantined() > 0;
            Run after = mine.transaction(() -> {
                Run.Tally tally = chunks.migrate(range, start, some);
                commits.lock(); // released below, once the commit is answered
                return record(lane, mine, range, tally);
            });
            watermarks.set(lane, watermarks.get(lane).behind(range));
            run = after;
            work.control()
                    .listener()
                    .progress(run.tally().settled(), work.plan().rowsToMigrate());
        } catch (SQLException | RuntimeException | Error e) {
            failure.keep(e); // before another lane commits: the outcome of this chunk may be unknown
            throw e;
        } finally {
            if (commits.isHeldByCurrentThread()) {
                commits.unlock();
            }
        }
    }

    /** Records the chunk in the journal, within its transaction. */
    private Run record(int lane, RunContext mine, RowRange range, Run.Tally more) throws SQLException {
        failure.rethrow();
        List<Watermark> all = new ArrayList<>(watermarks);
        all.set(lane, all.get(lane).behind(range));
        Run.Tally tally = run.tally().plus(more);
        if (all.stream().allMatch(Watermark::done)) {
            return mine.complete(run, run.with(run.step().next(), Optional.empty(), left(run, tally)));
        }
        Run after = run.with(run.step(), Optional.of(Watermark.write(all)), tally);
        mine.journal().save(after);
        return after;
    }

    /** Adds the expired rows: those that were neither migrated nor quarantined. */
    private static Run.Tally left(Run run, Run.Tally tally) {
        long expired = run.sourceRows() - tally.rows() - tally.quarantined();
        return tally.plus(new Run.Tally(0, expired, 0, 0, 0, 0, 0, 0));
    }
}
