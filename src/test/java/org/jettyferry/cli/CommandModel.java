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

/** What the commands understand and how they end, for the test that compares the documents with it. */
public final class CommandModel {
    private CommandModel() {}

    /**
     * Every command, {@code ferry} itself and the commands below {@code ferry backup} too.
     *
     * @return their models
     */
    public static List<CommandSpec> commands() {
        List<CommandSpec> specs = new ArrayList<>();
        add(Commands.commandLine(Invocation.ofProcess()), specs);
        return specs;
    }

    private static void add(CommandLine command, List<CommandSpec> specs) {
        specs.add(command.getCommandSpec());
        command.getSubcommands().values().forEach(below -> add(below, specs));
    }

    /**
     * The flags of a command.
     *
     * @param hidden whether those count that its help does not show
     * @return their names, the short ones too
     */
    public static List<String> flags(CommandSpec command, boolean hidden) {
        return command.options().stream()
                .filter(option -> hidden || !option.hidden())
                .map(OptionSpec::names)
                .flatMap(Stream::of)
                .collect(Collectors.toList());
    }

    /**
     * How a command may end.
     *
     * @return the exit codes by their names
     */
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
