package org.jettyferry.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of updates that a test fills: checks, and one change log that makes the table {@code after_update}. */
final class CheckSite {
    private final Path folder;
    private final List<String> checks = new ArrayList<>();

    CheckSite(Path folder) {
        this.folder = folder;
        changes("create table after_update (a int)");
        declare();
    }

    /**
     * Adds a check.
     *
     * @param yaml its keys, but for name, explanation and remedy
     */
    CheckSite check(String name, String yaml) {
        write(
                name + ".yaml",
                "name: " + name + "\nexplanation: Why " + name + " matters.\nremedy: Mend " + name + ".\n" + yaml);
        checks.add("  - check: " + name + ".yaml\n");
        declare();
        return this;
    }

    /** Replaces the statements of the one change set. */
    CheckSite changes(String... statements) {
        write(
                "changes.sql",
                "--liquibase formatted sql\n\n--changeset ann:1\n" + String.join(";\n", statements) + ";\n");
        return this;
    }

    String folder() {
        return folder.toString();
    }

    private void declare() {
        write(
                "updates.yaml",
                "updates:\n  - changelog: changes.sql\n"
                        + (checks.isEmpty() ? "" : "checks:\n" + String.join("", checks)));
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
