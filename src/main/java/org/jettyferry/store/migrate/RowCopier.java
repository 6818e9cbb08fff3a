package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.RowRange;

/**
 * Migrates rows in lanes side by side, each over connections of its own. The work of a chunk is done at the same time,
 * its commit is not: each commit records how far all lanes are, so whatever instant a run is cut off at, the journal
 * and the rows agree.
 */
final class RowCopier {
    private final RunContext work;
    private final Run start;
    private final int chunkRows;
    private final Throttle throttle;
    private final ReentrantLock commits = new ReentrantLock();
    private final List<Watermark> marks;
    private Run run;
    private volatile Optional<Throwable> failure = Optional.empty();

    private RowCopier(RunContext work, Run start, int chunkRows, List<Watermark> marks) {
        this.work = work;
        this.start = start;
        this.run = start;
        this.chunkRows = chunkRows;
        this.throttle = new Throttle(work.control());
        this.marks = new ArrayList<>(marks);
    }

    /** Migrates what is left to migrate, and answers the run at its next step. */
    static Run run(RunContext work, Run start) throws SQLException {
        int chunkRows = work.control().pace().chunkRows(work.plan().evidence().survey());
        try (Connection reader = work.database().open()) {
            RowRanges ranges = RowRanges.of(work, reader, chunkRows);
            RowCopier copier = new RowCopier(work, start, chunkRows, marks(work, start, ranges, chunkRows));
            return copier.inLanes(reader);
        }
    }

    private static List<Watermark> marks(RunContext work, Run start, RowRanges ranges, int chunkRows)
            throws SQLException {
        if (start.watermark().isPresent()) {
            return Watermark.read(start.watermark().get());
        }
        long rows = work.plan().evidence().survey().rows();
        boolean several = work.plan().rewrites() && rows > 2L * chunkRows;
        return several ? ranges.lanes(work.dialect().lanes(), rows) : List.of(Watermark.ALL);
    }

    private Run inLanes(Connection reader) throws SQLException {
        boolean inTurn = work.control().pace().maxRowsPerSecond().isPresent()
                || !Heap.ofThisProcess().holds(work.plan(), marks.size());
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int i = 1; i < marks.size() && !inTurn; i++) {
            int lane = i;
            others.add(CompletableFuture.runAsync(() -> apart(lane), task -> thread(task, lane)));
        }
        lane(0, work, reader);
        for (int i = 1; i < marks.size() && inTurn; i++) {
            lane(i, work, reader);
        }
        others.forEach(CompletableFuture::join); // a lane keeps its failure for itself
        rethrow();
        return run;
    }

    private static void thread(Runnable task, int lane) {
        Thread thread = new Thread(task, "ferry-lane-" + lane);
        thread.setDaemon(true);
        thread.start();
    }

    private void apart(int lane) {
        String lock = "lane " + lane + " of " + work.plan().names().sessions();
        try (Connection reader = work.database().open();
                Connection writer = work.database().open()) {
            Catalog server = work.dialect().server(writer);
            if (!server.tryLock(lock)) { // what a process that is gone asked for last goes on
                String holder = server.lockHolder(lock).orElse("a process that is gone");
                throw new StoreException.LockHeld(holder);
            }
            lane(lane, work.over(writer), reader);
            server.unlock(lock);
        } catch (SQLException | RuntimeException | Error e) {
            fails(e);
        }
    }

    private void lane(int lane, RunContext mine, Connection reader) {
        try {
            RowRanges ranges = RowRanges.of(mine, reader, chunkRows);
            ChunkCopier chunks = ChunkCopier.of(mine, reader);
            while (failure.isEmpty() && !marks.get(lane).done()) {
                throttle.waitForLeave(done());
                chunk(lane, mine, ranges.after(marks.get(lane)), chunks);
            }
        } catch (SQLException | RuntimeException | Error e) {
            fails(e);
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
                commits.lock(); // until the commit is answered
                return record(lane, mine, range, tally);
            });
            marks.set(lane, marks.get(lane).behind(range));
            run = after;
            work.control()
                    .listener()
                    .progress(run.tally().settled(), work.plan().rowsToMigrate());
        } catch (SQLException | RuntimeException | Error e) {
            fails(e); // before the others may commit: what became of this chunk, only the server knows
            throw e;
        } finally {
            if (commits.isHeldByCurrentThread()) {
                commits.unlock();
            }
        }
    }

    private Run record(int lane, RunContext mine, RowRange range, Run.Tally more) throws SQLException {
        rethrow();
        List<Watermark> all = new ArrayList<>(marks);
        all.set(lane, all.get(lane).behind(range));
        Run.Tally tally = run.tally().plus(more);
        if (all.stream().allMatch(Watermark::done)) {
            return mine.complete(run, run.with(run.step().next(), Optional.empty(), left(run, tally)));
        }
        Run after = run.with(run.step(), Optional.of(Watermark.write(all)), tally);
        mine.journal().save(after);
        return after;
    }

    /** What was neither migrated nor quarantined had expired. */
    private static Run.Tally left(Run run, Run.Tally tally) {
        long expired = run.sourceRows() - tally.rows() - tally.quarantined();
        return tally.plus(new Run.Tally(0, expired, 0, 0, 0, 0, 0, 0));
    }

    /** The first failure counts: it drew the others after it. But an error of this process outranks what they met. */
    private synchronized void fails(Throwable cause) {
        if (failure.isEmpty() || cause instanceof Error) {
            failure = Optional.of(cause);
        }
    }

    private void rethrow() throws SQLException {
        Throwable cause = failure.orElse(null);
        if (cause instanceof SQLException sql) {
            throw sql;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
    }
}
