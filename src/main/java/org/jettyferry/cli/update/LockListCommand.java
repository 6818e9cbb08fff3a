package org.jettyferry.cli.update;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.output.ListFlags;
import org.jettyferry.cli.output.TableWriter;
import org.jettyferry.cli.output.TableWriter.Column;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.LockSession;
import org.jettyferry.update.SchemaLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code ferry lock list}. */
@Command(
        sortOptions = false,
        description = "Lists the update locks that are held: by whom, since when, and whether the holder still works.",
        footer = {"", "Examples:", "  ferry lock list", "  ferry lock list --all --json"})
final class LockListCommand extends SchemaCommand {
    private static final List<Column> COLUMNS = List.of(
            Column.left("schema", "schema", "schema"),
            Column.left("state", "state", "state"),
            Column.left("holder", "holder", "holder"),
            Column.left("work", "work", "work"),
            Column.left("row", "row of DATABASECHANGELOGLOCK", "row"));

    @Mixin
    final ListFlags listFlags = new ListFlags();

    LockListCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void check() {
        super.check();
        listFlags.check();
    }

    @Override
    protected int run(Database connected) {
        TableWriter table = listFlags.tableWriter(out(), "locks", COLUMNS);
        for (Map.Entry<String, Target> target : targets(connected).entrySet()) {
            SchemaLock.State lock = new SchemaLock(target.getValue().connect()).state();
            if (lock.holder().isPresent()
                    || lock.work().isPresent()
                    || lock.row().isPresent()) {
                table.add(
                        target.getKey(),
                        state(lock),
                        lock.holder().map(LockSession::description),
                        lock.work().map(LockSession::activity),
                        lock.row());
            }
        }
        table.end();
        return ExitCode.DONE;
    }

    private static String state(SchemaLock.State lock) {
        Optional<LockSession> holder = lock.holder();
        if (holder.isPresent()) {
            return lock.isAlive()
                    ? "alive"
                    : "silent for " + holder.get().silent().toSeconds() + " s";
        }
        if (lock.work().isPresent()) {
            return "dead: no process holds the lock, its last statement still runs";
        }
        return lock.foreign()
                .map(foreign -> "of another Liquibase program; " + foreign.evidence())
                .orElse("dead: no process holds the lock");
    }
}
