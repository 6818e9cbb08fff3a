package org.jettyferry.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The updates of a site, as its folder declares them in {@code updates.yaml}:
 *
 * <pre>
 * updates:
 *   - changelog: shop/changelog.xml
 *   - changelog: reports.sql
 * </pre>
 *
 * @param folder the folder
 * @param changeLogs the change logs of Liquibase in their order, relative to the folder
 */
public record UpdateFolder(Path folder, List<String> changeLogs) {
    /** The file that declares the updates. */
    public static final String FILE = "updates.yaml";

    private static final String EXAMPLE = "It looks like this:\n  updates:\n    - changelog: changelog.xml";

    /**
     * Reads the declaration of a folder.
     *
     * @throws OperatorException if there is none, or it is not valid
     */
    public static UpdateFolder read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            return new UpdateFolder(folder, changeLogs(folder, file, root));
        } catch (NoSuchFileException e) {
            throw new OperatorException(
                    Kind.USAGE, "there is no file " + file, "It declares the updates in their order. " + EXAMPLE);
        } catch (IOException e) {
            throw new OperatorException(
                    Kind.USAGE, "could not read " + file + ": " + e.getMessage(), "Check its permissions.");
        } catch (YAMLException e) {
            throw invalid(file, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> changeLogs(Path folder, Path file, Object root) {
        if (!(root instanceof Map<?, ?> map) || map.size() != 1 || !(map.get("updates") instanceof List<?> updates)) {
            throw invalid(file, "it must have one key, updates, with a list");
        }
        List<String> names = new ArrayList<>();
        for (Object update : updates) {
            if (!(update instanceof Map<?, ?> entry)
                    || entry.size() != 1
                    || !(entry.get("changelog") instanceof String name)) {
                throw invalid(file, "each update must have one key, changelog, with the name of a file, not " + update);
            }
            if (!inside(folder, name)) {
                throw invalid(file, "there is no file " + name + " in the folder");
            }
            if (names.contains(name)) {
                throw invalid(file, name + " is declared twice");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    private static boolean inside(Path folder, String name) {
        Path base = folder.toAbsolutePath().normalize();
        Path file = base.resolve(name).normalize();
        return file.startsWith(base) && Files.isRegularFile(file);
    }

    private static OperatorException invalid(Path file, String why) {
        return new OperatorException(Kind.USAGE, file + " is not valid: " + why, EXAMPLE);
    }
}
