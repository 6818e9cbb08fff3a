package org.jettyferry.cli.connection;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.cli.terminal.LogFile;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.registry.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The frame of a command that works on a database: check flags, find the database, connect, run.
 *
 * <p>Everything is done in {@link #call}, nothing in the constructor, because the help makes commands without running
 * them.
 */
public abstract class DatabaseCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private final CommonFlags common = new CommonFlags();

    private @Nullable ConnectionSettings settings;

    /** Keeps the invocation for {@link #call}. */
    protected DatabaseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public final Integer call() {
        common.logFile()
                .ifPresent(file -> copyTo(
                        LogFile.append(invocation.directory().resolve(file), Clock.system(ZoneId.systemDefault()))));
        check();
        return connectAndRun();
    }

    private void copyTo(LogFile log) {
        CommandLine commandLine = spec.commandLine();
        log.line(spec.qualifiedName() + " begins"); // not its arguments, which may be nobody else's business
        commandLine.setOut(log.copying(commandLine.getOut())).setErr(log.copying(commandLine.getErr()));
    }

    /** Connects and runs the command. A command that can do without a database overrides it. */
    protected int connectAndRun() {
        return run(connect(connection(invocation)));
    }

    /** Connects, and masks the password of these settings in all texts from then on. */
    protected final Database connect(ConnectionSettings connection) {
        settings = connection;
        return Database.connect(connection);
    }

    /**
     * Checks the flags.
     *
     * @throws OperatorException if flags exclude each other or a value is invalid
     */
    protected void check() {}

    /** Returns where the database is and how to log in. */
    protected abstract ConnectionSettings connection(Invocation invocation);

    /** Runs the command and returns its exit code. */
    protected abstract int run(Database connected);

    /** Returns the settings of another database, with the login of this command. */
    protected final ConnectionSettings sameLogin(String url) {
        ConnectionSettings known = Objects.requireNonNull(settings, "not connected");
        return new ConnectionSettings(url, known.user(), known.password());
    }

    /** Returns what connects to the store of a server whose URL is known: with its own login, or that of this command. */
    protected final Function<Server, Database> stores(StoreConnections stores) {
        return server ->
                stores.connect(server.name(), sameLogin(server.storeUrl().orElseThrow()));
    }

    /** Returns standard output, for the answer only. */
    public final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Returns where progress and notes go: standard error, or nowhere with {@code --quiet}. */
    public final PrintWriter notes() {
        return unlessQuiet(err());
    }

    /** Returns a writer, or with {@code --quiet} one that writes nothing. */
    protected final PrintWriter unlessQuiet(PrintWriter writer) {
        return common.quiet() ? new PrintWriter(Writer.nullWriter()) : writer;
    }

    /** Returns standard error, for diagnostics and warnings. */
    public final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Returns the environment, folder and terminal of this call. */
    public final Invocation invocation() {
        return invocation;
    }

    /** Returns whether an error shows its stack trace. */
    public final boolean verbose() {
        return common.verbose();
    }

    /** Masks passwords in a text, such as a message in which a driver quotes the URL. */
    public final String withoutSecrets(String text) {
        return settings == null ? text : settings.withoutSecrets(text);
    }
}
