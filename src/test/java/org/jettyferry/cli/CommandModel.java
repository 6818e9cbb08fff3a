package org.jettyferry.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands, flags and exit codes, for the test that compares the documents with them. */
public final class CommandModel {
    private CommandModel() {}

    /** Returns every command, with {@code ferry} itself and all subcommands. */
    public static List<CommandSpec> commands() {
        List<CommandSpec> specs = new ArrayList<>();
        add(Commands.commandLine(Invocation.ofProcess()), specs);
        return specs;
    }

    private static void add(CommandLine command, List<CommandSpec> specs) {
        specs.add(command.getCommandSpec());
        command.getSubcommands().values().forEach(below -> add(below, specs));
    }

    /** Parses a command line without running it; fails on a command or a flag that does not exist. */
    public static void parse(String... args) {
        Commands.commandLine(Invocation.ofProcess(), args).parseArgs(args);
    }

    /**
     * Returns the flags of a command, also the short ones.
     *
     * @param hidden whether to include flags that the help does not show
     */
    public static List<String> flags(CommandSpec command, boolean hidden) {
        return command.options().stream()
                .filter(option -> hidden || !option.hidden())
                .map(OptionSpec::names)
                .flatMap(Stream::of)
                .collect(Collectors.toList());
    }

    /**
     * Parses a command line without running it; fails if no command takes it.
     *
     * @param arguments what follows {@code ferry}
     */
    public static void parse(List<String> arguments) {
        Commands.commandLine(Invocation.ofProcess()).parseArgs(arguments.toArray(new String[0]));
    }

    /** Returns the exit codes by name. */
    public static Map<String, Integer> exitCodes() throws IllegalAccessException {
        Map<String, Integer> codes = new TreeMap<>();
        for (Field field : ExitCode.class.getDeclaredFields()) {
            if (field.getType() == int.class) {
                codes.put(field.getName(), field.getInt(null));
            }
        }
        return codes;
    }
}
