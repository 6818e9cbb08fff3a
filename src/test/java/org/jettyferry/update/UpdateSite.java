package org.jettyferry.update;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of updates that a test fills: one change log in SQL, whose change sets have the statements as they stand. */
final class UpdateSite {
    private final Path folder;
    private final List<String> changeSets = new ArrayList<>();

    UpdateSite(Path folder) {
        this.folder = folder;
    }

    /** Returns the folder that the sample web application keeps its updates in. */
    static Path ofTheShop() {
        return Path.of("webapp-sample", "updates").toAbsolutePath();
    }

    /** Adds a change set. */
    UpdateSite changeSet(String id, String... statements) {
        return changeSetWith("", id, statements);
    }

    /**
     * Adds a change set with attributes.
     *
     * @param attributes such as {@code runInTransaction:false}
     */
    UpdateSite changeSetWith(String attributes, String id, String... statements) {
        changeSets.add("--changeset ann:" + id + " " + attributes + "\n" + String.join(";\n", statements) + ";\n");
        return write();
    }

    /** Replaces the newest change set, as somebody who mends it. */
    UpdateSite mend(String id, String... statements) {
        changeSets.remove(changeSets.size() - 1);
        return changeSet(id, statements);
    }

    Path folder() {
        return folder;
    }

    UpdateFolder read() {
        return UpdateFolder.read(folder);
    }

    /** Writes the files again, where another site has used the folder. */
    UpdateSite write() {
        try {
            Files.writeString(folder.resolve("updates.yaml"), "updates:\n  - changelog: changes.sql\n");
            Files.writeString(
                    folder.resolve("changes.sql"), "--liquibase formatted sql\n\n" + String.join("\n", changeSets));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
