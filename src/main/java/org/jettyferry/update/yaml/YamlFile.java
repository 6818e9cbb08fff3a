package org.jettyferry.update.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A YAML file of a site. It makes no objects but maps, lists, texts, numbers and dates. A key that stands there twice is
 * refused.
 *
 * @param path where it is
 * @param purpose what it is for, as a sentence: the remedy if it is missing
 * @param example what it should look like: the remedy if it is not valid
 */
public record YamlFile(Path path, String purpose, String example) {
    /**
     * Reads it with every plain value as the text that stands there: YAML itself would read the version 7.10 as the number
     * 7.1.
     *
     * @return maps, lists and texts; an empty text if the file is empty
     * @throws OperatorException if it can't be read or is no YAML
     */
    public Object texts() {
        return load(new Texts());
    }

    /**
     * Reads it by YAML's own types.
     *
     * @return an empty text if the file is empty
     * @throws OperatorException if it can't be read or is no YAML
     */
    public Object values() {
        return load(new Resolver());
    }

    /** Returns the error of a file that is not valid. */
    public OperatorException invalid(String why) {
        return new OperatorException(Kind.USAGE, path + " is not valid: " + why, example);
    }

    private Object load(Resolver resolver) {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, resolver);
        try {
            Object root = yaml.load(Files.readString(path)); // of no type that a caller may choose
            return root == null ? "" : root;
        } catch (NoSuchFileException e) {
            throw new OperatorException(Kind.USAGE, "there is no file " + path, purpose);
        } catch (IOException e) {
            throw new OperatorException(
                    Kind.USAGE,
                    "could not read " + path + ": " + e.getMessage(),
                    "Check its permissions. It must be text in UTF-8. Nothing was changed.");
        } catch (YAMLException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /** Takes no plain value for anything but a text. */
    private static final class Texts extends Resolver {
        @Override
        protected void addImplicitResolvers() {}
    }
}
