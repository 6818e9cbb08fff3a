package org.jettyferry.cli.connection;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.cli.terminal.UsageException;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on a database. */
public abstract class DatabaseCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private final CommonFlags common = new CommonFlags();

    private @Nullable ConnectionSettings settings;

    /** Looks at nothing yet. */
    protected DatabaseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public final Integer call() {
        check();
        ConnectionSettings connection = connection(invocation);
        settings = connection;
        return run(Database.connect(connection));
    }

    /** Refuses flags that do not go together, by a {@link UsageException}. */
    protected void check() {}

    /** Where the database is. */
    protected abstract ConnectionSettings connection(Invocation invocation);

    /** The work; answers the exit code. */
    protected abstract int run(Database connected);

    /** For answers: standard output. */
    public final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For all that is no answer: standard error. */
    public final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** What the command finds around it. */
    public final Invocation invocation() {
        return invocation;
    }

    /** Whether the stack trace of an error is to be shown. */
    public final boolean verbose() {
        return common.verbose();
    }

    /** A text as it may be shown to anybody: drivers like to quote the URL. */
    public final String withoutSecrets(String text) {
        return settings == null ? text : settings.withoutSecrets(text);
    }
}
