package org.jettyferry.cli.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.plan.ContextPaths;
import picocli.CommandLine.Option;

/**
 * The flags for facts about the site that its rows do not show: which classes were renamed, which attributes may be
 * dropped, and which context paths exist. {@code ferry upgrade} takes them for all rows, {@code ferry retry} for
 * quarantined ones.
 */
final class SiteFlags {
    @Option(
            names = "--drop-attribute",
            paramLabel = "NAME",
            description = "Drop this session attribute; NAME may end in *. Repeatable.")
    List<String> dropAttributes = new ArrayList<>();

    @Option(
            names = "--rename",
            paramLabel = "OLD=NEW",
            description = "Rename classes that begin with OLD, as in%njavax.servlet=jakarta.servlet. Repeatable.")
    Map<String, String> renames = new LinkedHashMap<>();

    @Option(
            names = "--no-default-fields",
            paramLabel = "CLASS",
            description = "The writeObject method of this class skips defaultWriteObject. Repeatable.")
    List<String> noDefaultFields = new ArrayList<>();

    @Option(
            names = "--context-path",
            paramLabel = "PATH",
            description = "A context path of the site whose stored form is ambiguous. Repeatable.")
    List<String> contextPaths = new ArrayList<>();

    /** @throws OperatorException if a rename or a context path is invalid */
    void check() {
        for (String path : contextPaths) {
            ContextPaths.fault(path).ifPresent(fault -> {
                throw new OperatorException(
                        Kind.USAGE, "--context-path: " + fault, "Write it as in Jetty, such as /shop.");
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
                        "--rename cannot turn \"" + prefix + "\" into \"" + rename.getValue() + "\"",
                        "Neither side may be empty, and classes of package java cannot be renamed.");
            }
        }
    }
}
