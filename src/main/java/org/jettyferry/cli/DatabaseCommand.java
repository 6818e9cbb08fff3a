package org.jettyferry.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jettyferry.database.ConnectionSettings;
import org.jettyferry.database.Database;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on a database. */
abstract class DatabaseCommand implements Callable<Integer> {
    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private final CommonFlags common = new CommonFlags();

    private @Nullable ConnectionSettings settings;

    DatabaseCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public final Integer call() {
        check();
        ConnectionSettings connection = connection(around);
        settings = connection;
        return run(Database.connect(connection));
    }

    /** @throws UsageException if flags do not go together */
    void check() {}

    /** Where the database is. */
    abstract ConnectionSettings connection(Surroundings surroundings);

    /** The work; answers the exit code. */
    abstract int run(Database connected);

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final Surroundings around() {
        return around;
    }

    final boolean verbose() {
        return common.verbose;
    }

    /** A text as it may be shown to anybody: drivers like to quote the URL. */
    final String withoutSecrets(String text) {
        return settings == null ? text : Secrets.hidden(settings, text);
    }

    final Optional<String> displayUrl() {
        return Optional.ofNullable(settings).map(ConnectionSettings::displayUrl);
    }
}
