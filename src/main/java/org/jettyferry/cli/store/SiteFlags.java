package org.jettyferry.cli.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.plan.ContextPaths;
import picocli.CommandLine.Option;

/** What an operator knows of the site, and its rows do not tell. */
final class SiteFlags {
    @Option(
            names = "--drop-attribute",
            paramLabel = "NAME",
            description = "Leave this session attribute behind; NAME may end in *. Repeatable.")
    List<String> dropAttributes = new ArrayList<>();

    @Option(
            names = "--rename",
            paramLabel = "OLD=NEW",
            description = "Rename classes that begin with OLD, as in%njavax.servlet=jakarta.servlet. Repeatable.")
    Map<String, String> renames = new LinkedHashMap<>();

    @Option(
            names = "--no-default-fields",
            paramLabel = "CLASS",
            description = "This class writes itself without its default fields. Repeatable.")
    List<String> noDefaultFields = new ArrayList<>();

    @Option(
            names = "--context-path",
            paramLabel = "PATH",
            description = "A real context path of the site, where its stored form does not tell. Repeatable.")
    List<String> contextPaths = new ArrayList<>();

    /** @throws OperatorException if a rename or a context path can't be meant so */
    void check() {
        for (String path : contextPaths) {
            ContextPaths.fault(path).ifPresent(fault -> {
                throw new OperatorException(
                        Kind.USAGE, "--context-path: " + fault, "Write it as Jetty has it, as in /shop.");
            });
        }
        for (Map.Entry<String, String> rename : renames.entrySet()) {
            String prefix = rename.getKey();
            if (prefix.isEmpty()
                    || rename.getValue().isEmpty()
                    || prefix.equals("java")
                    || prefix.startsWith("java.")) {
                throw new OperatorException(
                        Kind.USAGE,
                        "--rename can't turn \"" + prefix + "\" into \"" + rename.getValue() + "\"",
                        "Neither side may be empty, and the classes of package java are the same everywhere.");
            }
        }
    }
}
